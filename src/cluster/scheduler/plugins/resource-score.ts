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
  const byRatio = type === 'RequestedToCapacityRatio';
  const known = resources.map(({ name, weight }) => ({ name, weight, extended: isExtended(name) }));
  return (asked, _, info) => {
    let score = 0;
    let weights = 0;
    for (let i = 0; i < known.length; i++) {
      const { name, weight, extended } = known[i]!;
      const capacity = info.allocatable.get(name) ?? 0;
      const more = asked.get(name) ?? 0;
      // An extended resource that the pod does not ask for says nothing about the node.
      if (capacity === 0 || (extended && more === 0)) continue;
      const one = scoreOf(usedOf(info, name) + more, capacity);
      if (byRatio && one <= 0) continue;
      score += one * weight;
      weights += weight;
    }
    if (weights === 0) return 0;
    return byRatio ? Math.round(score / weights) : Math.trunc(score / weights);
  };
}

/** Models v1helper IsExtendedResourceName. */
export const isExtended = (name: string): boolean =>
  name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');

/** What is in use; of cpu and memory as if every container asked for a little. */
function usedOf(info: NodeInfo, name: string): number {
  if (name === 'cpu') return info.nonZeroCpu;
  return name === 'memory' ? info.nonZeroMemory : (info.requested.get(name) ?? 0);
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
