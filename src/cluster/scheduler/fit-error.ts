import type { Diagnosis } from './decide.ts';

/** `0/4 nodes are available: ...`, word for word. Models framework FitError Error. */
export function fitErrorText(diagnosis: Diagnosis, afterwards?: string): string {
  const { nodes, rejections, others, preFilter } = diagnosis;
  const end = afterwards === undefined || afterwards === '' ? '' : ` ${afterwards}`;
  if (preFilter !== undefined) return `${head(nodes)} ${preFilter.reasons.join(', ')}.${end}`;
  const counts = new Map<string, number>();
  const count = (reason: string, times: number) => counts.set(reason, (counts.get(reason) ?? 0) + times);
  for (const { reasons } of rejections.values()) for (const reason of reasons) count(reason, 1);
  const unseen = nodes - rejections.size;
  if (unseen > 0) for (const reason of others?.reasons ?? []) count(reason, unseen);
  return histogram(nodes, counts) + end;
}

const head = (nodes: number): string => `0/${nodes} nodes are available:`;

/** Reasons with their numbers, sorted as text. */
export function histogram(nodes: number, counts: ReadonlyMap<string, number>): string {
  const parts = [...counts].map(([reason, times]) => `${times} ${reason}`).sort();
  return parts.length === 0 ? head(nodes) : `${head(nodes)} ${parts.join(', ')}.`;
}
