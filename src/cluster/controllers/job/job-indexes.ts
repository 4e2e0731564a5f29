import type { Job } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';

export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';

export const isIndexed = ({ spec }: Job): boolean => spec.completionMode === 'Indexed';

/** The index a pod works on; undefined when it has none of this Job's. */
export function completionIndexOf(pod: Pod, completions: number): number | undefined {
  const text = pod.metadata.annotations?.[COMPLETION_INDEX];
  if (text === undefined || !/^\d{1,9}$/.test(text)) return undefined;
  const index = Number(text);
  return index < completions ? index : undefined;
}

/** More indexes than a simulated Job will ever complete; a range may name two billion. */
const INDEXES_READ = 200_000;

/** Reads `1,3-5,7`, leaving out what is no index below `completions`. Models parseIndexesFromString. */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const indexes = new Set<number>();
  if (text === undefined || text === '') return indexes;
  for (const part of text.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (match === null) continue;
    const most = Number(match[1]) + INDEXES_READ - indexes.size;
    const last = Math.min(Number(match[2] ?? match[1]), completions - 1, most);
    for (let index = Number(match[1]); index <= last; index++) indexes.add(index);
  }
  return indexes;
}

/** Writes `1,3-5,7`. Models orderedIntervals String. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end + 1 < sorted.length && sorted[end + 1] === sorted[end]! + 1) end++;
    const [first, last] = [sorted[i]!, sorted[end]!];
    parts.push(first === last ? `${first}` : `${first}${first + 1 === last ? ',' : '-'}${last}`);
    i = end + 1;
  }
  return parts.join(',');
}
