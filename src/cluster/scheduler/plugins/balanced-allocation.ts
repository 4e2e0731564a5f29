import type { SchedulerPlugin } from '../plugin.ts';
import { type Amounts, podAmounts } from '../pod-amounts.ts';
import type { ResourceWeight } from '../scheduler-configuration.ts';
import { MAX_NODE_SCORE } from '../score-normalising.ts';
import { cpuAndMemory, isExtended } from './resource-score.ts';

/** Prefers nodes on which the resources fill up evenly. Models plugins/noderesources BalancedAllocation. */
export function createBalancedAllocation(
  resources: readonly ResourceWeight[] = cpuAndMemory,
): SchedulerPlugin<undefined, Amounts> {
  const known = resources.map(({ name }) => ({ name, extended: isExtended(name) }));
  return {
    name: 'NodeResourcesBalancedAllocation',
    hints: [],
    preScore(pod) {
      const { asked } = podAmounts(pod);
      const nothing = resources.every(({ name }) => (asked.get(name) ?? 0) === 0);
      return nothing ? 'skip' : { state: asked };
    },
    score(asked, _, { allocatable, requested }) {
      const fractions: number[] = [];
      for (let i = 0; i < known.length; i++) {
        const { name, extended } = known[i]!;
        const capacity = allocatable.get(name) ?? 0;
        const more = asked.get(name) ?? 0;
        if (capacity === 0 || (extended && more === 0)) continue;
        fractions.push(Math.min(1, ((requested.get(name) ?? 0) + more) / capacity));
      }
      return Math.trunc((1 - deviation(fractions)) * MAX_NODE_SCORE);
    },
  };
}

export const balancedAllocation = createBalancedAllocation();

function deviation(fractions: readonly number[]): number {
  if (fractions.length === 2) return Math.abs((fractions[0]! - fractions[1]!) / 2);
  if (fractions.length < 2) return 0;
  const mean = fractions.reduce((sum, one) => sum + one, 0) / fractions.length;
  const squares = fractions.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return Math.sqrt(squares / fractions.length);
}
