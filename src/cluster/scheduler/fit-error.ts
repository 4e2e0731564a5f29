import type { Diagnosis } from './decide.ts';

/** `0/4 nodes are available: ...`, word for word. Models framework FitError Error. */
export function fitErrorText(diagnosis: Diagnosis, afterwards?: string): string {
  const counts = new Map<string, number>();
  const count = (reason: string, times: number) => counts.set(reason, (counts.get(reason) ?? 0) + times);
  for (const { reasons } of diagnosis.rejections.values()) for (const reason of reasons) count(reason, 1);
  const unseen = diagnosis.nodes - diagnosis.rejections.size;
  if (unseen > 0 && diagnosis.preFiltered.length > 0) {
    count(`node(s) didn't satisfy plugin(s) [${diagnosis.preFiltered.join(' ')}]`, unseen);
  }
  return histogram(diagnosis.nodes, counts) + (afterwards === undefined ? '' : ` ${afterwards}`);
}

/** Reasons with their numbers, sorted as text. */
export function histogram(nodes: number, counts: ReadonlyMap<string, number>): string {
  const head = `0/${nodes} nodes are available`;
  const parts = [...counts].map(([reason, times]) => `${times} ${reason}`).sort();
  return parts.length === 0 ? head : `${head}: ${parts.join(', ')}.`;
}
