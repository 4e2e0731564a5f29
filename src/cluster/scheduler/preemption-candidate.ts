import { parseTime } from '../../api/time.ts';
import type { Pod } from '../../api/types/pod.ts';
import { priorityOf } from './node-info.ts';

/** A node, and who has to go there. Victims are sorted, the most important first. */
export interface Candidate {
  readonly node: string;
  readonly victims: readonly Pod[];
  /** How many victims a disruption budget would have kept. */
  readonly violations: number;
}

const startOf = (pod: Pod): number => parseTime(pod.status.startTime) ?? Number.MAX_SAFE_INTEGER;

/** Higher priority, then the earlier start. Models util MoreImportantPod. */
export function moreImportant(a: Pod, b: Pod): number {
  return priorityOf(b) - priorityOf(a) || startOf(a) - startOf(b);
}

/** Scores of which the least is best, in the order in which they decide. */
const harms: readonly ((one: Candidate) => number)[] = [
  ({ violations }) => violations,
  ({ victims }) => (victims[0] === undefined ? Number.MIN_SAFE_INTEGER : priorityOf(victims[0])),
  ({ victims }) => victims.reduce((sum, victim) => sum + priorityOf(victim) + 2 ** 31, 0),
  ({ victims }) => victims.length,
  ({ victims }) => -earliestStart(victims),
];

/** When the first of the most important victims started. Models GetEarliestPodStartTime. */
function earliestStart(victims: readonly Pod[]): number {
  let earliest = Number.MAX_SAFE_INTEGER;
  for (const victim of victims) {
    if (priorityOf(victim) === priorityOf(victims[0]!)) earliest = Math.min(earliest, startOf(victim));
  }
  return earliest;
}

/** Models pickOneNodeForPreemption; of equals, the first. */
export function leastHarm(candidates: readonly Candidate[]): Candidate {
  let left = candidates;
  for (const harm of harms) {
    if (left.length === 1) break;
    const scores = left.map(harm);
    const least = Math.min(...scores);
    left = left.filter((_, i) => scores[i] === least);
  }
  return left[0]!;
}
