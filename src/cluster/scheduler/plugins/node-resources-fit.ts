import { integerValue } from '../../../api/quantity.ts';
import { amountOf, type NodeInfo, podAmounts } from '../node-info.ts';
import type { SchedulerPlugin } from '../plugin.ts';

const DEFAULT_CPU_MILLI = 100;
const DEFAULT_MEMORY_BYTES = 200 * 1024 * 1024;

/** Models kube-scheduler plugins/noderesources Fit with the LeastAllocated strategy. */
export const nodeResourcesFit: SchedulerPlugin = {
  name: 'NodeResourcesFit',
  weight: 1,
  normalise: 'as-is',
  filter(pod, info) {
    const allocatable = info.node.status.allocatable ?? {};
    const reasons: string[] = [];
    if (info.pods.size + 1 > integerValue(allocatable.pods ?? '0')) reasons.push('Too many pods');
    for (const [resource, amount] of inOrder(podAmounts(pod))) {
      if (amount === 0) continue;
      const room = amountOf(resource, allocatable[resource] ?? '0') - (info.requested.get(resource) ?? 0);
      if (amount > room) reasons.push(`Insufficient ${resource}`);
    }
    return reasons.length === 0 ? undefined : { plugin: 'NodeResourcesFit', reasons, preemptable: true };
  },
  score: (pod, info) => {
    const shares = freeShares(pod, info);
    return Math.floor(shares.reduce((sum, share) => sum + Math.floor(share * 100), 0) / shares.length);
  },
};

/** The share of cpu and memory that is left on the node once the pod is there; what asks for nothing counts a little. */
export function freeShares(pod: Parameters<typeof podAmounts>[0], info: NodeInfo): readonly number[] {
  const asked = new Map(podAmounts(pod));
  return [['cpu', DEFAULT_CPU_MILLI] as const, ['memory', DEFAULT_MEMORY_BYTES] as const].map(
    ([resource, fallback]) => {
      const capacity = amountOf(resource, info.node.status.allocatable?.[resource] ?? '0');
      const used = (info.requested.get(resource) ?? 0) + (asked.get(resource) ?? fallback);
      return capacity === 0 || used > capacity ? 0 : (capacity - used) / capacity;
    },
  );
}

/** The order in which upstream compares: cpu, memory, ephemeral-storage, then the others by name. */
function inOrder(amounts: ReturnType<typeof podAmounts>): ReturnType<typeof podAmounts> {
  const first = ['cpu', 'memory', 'ephemeral-storage'];
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...amounts].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
