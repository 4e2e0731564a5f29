import type { SchedulerPlugin } from '../plugin.ts';
import { freeShares } from './node-resources-fit.ts';

/** Prefers nodes on which cpu and memory fill up evenly. Models plugins/noderesources BalancedAllocation. */
export const balancedAllocation: SchedulerPlugin = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  normalise: 'as-is',
  score(pod, info) {
    const [cpu = 0, memory = 0] = freeShares(pod, info);
    return Math.floor((1 - Math.abs(cpu - memory) / 2) * 100);
  },
};
