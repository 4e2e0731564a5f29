import { pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { PodRecord } from './pod-record.ts';
import type { PodWork } from './pod-work.ts';
import { stopPod } from './stop-pod.ts';

const systemCritical = 2_000_000_000;
const classes = ['BestEffort', 'Burstable', 'Guaranteed'];

/** Static pods and those of the system's priority classes. Models kubelet types IsCriticalPod. */
export function isCriticalPod(pod: Pod, record?: PodRecord): boolean {
  return record?.source !== undefined || (pod.spec.priority ?? 0) >= systemCritical;
}

/** Ends less important pods so that a critical one fits; false when that is of no use. Models kubelet preemption. */
export function preemptFor(
  work: PodWork,
  { resource, amount }: { readonly resource: 'cpu' | 'memory' | 'pods' | 'other'; readonly amount: number },
): boolean {
  if (!isCriticalPod(work.pod, work.record) || resource === 'other') return false;
  const frees = ({ asks }: PodRecord) =>
    resource === 'pods' ? 1 : resource === 'cpu' ? asks!.cpuMilli : asks!.memoryBytes;
  const candidates = work.context.client
    .list(pods, { node: work.record.node })
    .map((pod) => ({ pod, record: work.state.pods.get(pod.metadata.uid) }))
    .filter(
      (one): one is { pod: Pod; record: PodRecord } =>
        one.record?.asks !== undefined && one.record.stopping === undefined && !isCriticalPod(one.pod, one.record),
    )
    .sort((a, b) => rank(a.pod) - rank(b.pod) || (a.pod.spec.priority ?? 0) - (b.pod.spec.priority ?? 0));
  const victims: typeof candidates = [];
  let left = amount;
  for (const candidate of candidates) {
    if (left <= 0) break;
    if (frees(candidate.record) <= 0) continue;
    victims.push(candidate);
    left -= frees(candidate.record);
  }
  if (left > 0) return false;
  for (const victim of victims) {
    const message = 'Preempted in order to admit critical pod';
    const other = work.forPod(victim.pod, victim.record);
    other.event('Warning', 'Preempting', message);
    const disruption = 'Pod was preempted by Kubelet to accommodate a critical pod.';
    stopPod(other, { since: work.now, reason: 'Preempting', message, disruption }, 0);
    work.wake(victim.record);
  }
  return true;
}

const rank = ({ status }: Pod): number => classes.indexOf(status.qosClass ?? 'BestEffort');
