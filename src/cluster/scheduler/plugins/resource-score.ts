import type { Pod } from '../../../api/types/pod.ts';
import type { NodeInfo } from '../node-info.ts';
import type { Amounts } from '../pod-amounts.ts';
import type { ResourceWeight, ScoringStrategy } from '../scheduler-configuration.ts';
import { MAX_NODE_SCORE } from '../score-normalising.ts';

/** The scorer that a strategy of NodeResourcesFit names. Models noderesources nodeResourceStrategyTypeMap. */
export function resourceScorer({
  type,
  resources,
  shape,
}: ScoringStrategy): (asked: Amounts, pod: Pod, info: NodeInfo) => number {
  const scoreOf =
    type === 'LeastAllocated' ? leastAllocated : type === 'MostAllocated' ? mostAllocated : ratioScore(shape ?? []);
  return (asked, _, info) => {
    let score = 0;
    let weights = 0;
    for (const { name, weight } of resources) {
      const capacity = info.allocatable.get(name) ?? 0;
      if (capacity === 0 || skips(name, asked)) continue;
      const one = scoreOf(usedWith(asked, info, name), capacity);
      if (type === 'RequestedToCapacityRatio' && one <= 0) continue;
      score += one * weight;
      weights += weight;
    }
    if (weights === 0) return 0;
    return type === 'RequestedToCapacityRatio' ? Math.round(score / weights) : Math.trunc(score / weights);
  };
}

/** An extended resource that the pod does not ask for says nothing about the node. */
const skips = (name: string, asked: Amounts): boolean => isExtended(name) && (asked.get(name) ?? 0) === 0;

/** Models v1helper IsExtendedResourceName. */
export const isExtended = (name: string): boolean =>
  name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');

/** What is in use once the pod is there; of cpu and memory as if every container asked for a little. */
function usedWith(asked: Amounts, info: NodeInfo, name: string): number {
  const more = asked.get(name) ?? 0;
  if (name === 'cpu') return info.nonZeroCpu + more;
  if (name === 'memory') return info.nonZeroMemory + more;
  return (info.requested.get(name) ?? 0) + more;
}

const leastAllocated = (used: number, capacity: number): number =>
  used > capacity ? 0 : Math.trunc(((capacity - used) * MAX_NODE_SCORE) / capacity);

const mostAllocated = (used: number, capacity: number): number =>
  Math.trunc((Math.min(used, capacity) * MAX_NODE_SCORE) / capacity);

/** Models helper BuildBrokenLinearFunction over the utilisation in percent; scores of the shape go up to 10. */
function ratioScore(shape: NonNullable<ScoringStrategy['shape']>): (used: number, capacity: number) => number {
  const points = shape.map(({ utilization, score }) => ({ utilization, score: score * 10 }));
  return (used, capacity) => {
    const p = used > capacity ? 100 : Math.trunc((used * 100) / capacity);
    for (const [i, { utilization, score }] of points.entries()) {
      if (p > utilization) continue;
      const before = points[i - 1];
      if (before === undefined) return score;
      const rise = (score - before.score) * (p - before.utilization);
      return before.score + Math.trunc(rise / (utilization - before.utilization));
    }
    return points.at(-1)?.score ?? 0;
  };
}

export const cpuAndMemory: readonly ResourceWeight[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];
