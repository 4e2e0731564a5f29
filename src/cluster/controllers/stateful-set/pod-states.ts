import { isPodAvailable, isPodReady } from '../../../api/pod-conditions.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { StatefulSet, StatefulSetStatus } from '../../../api/types/stateful-set.ts';
import type { Millis } from '../../../sim/clock.ts';
import { REVISION_LABEL } from './set-pod.ts';

export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
export const isRunningAndReady = (pod: Pod): boolean => pod.status.phase === 'Running' && isPodReady(pod);
/** Models isHealthy. */
export const isHealthy = (pod: Pod | undefined): boolean =>
  pod !== undefined && isRunningAndReady(pod) && !isTerminating(pod);

/** The counts that follow from the pods. Models stateful_set_control.go updateStatus. */
export function countPods(
  set: StatefulSet,
  pods: readonly Pod[],
  revisions: { readonly current: string; readonly update: string },
  now: Millis,
): Required<
  Pick<StatefulSetStatus, 'replicas' | 'readyReplicas' | 'availableReplicas' | 'currentReplicas' | 'updatedReplicas'>
> {
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const counts = { replicas: 0, readyReplicas: 0, availableReplicas: 0, currentReplicas: 0, updatedReplicas: 0 };
  for (const pod of pods) {
    counts.replicas++;
    if (isRunningAndReady(pod)) {
      counts.readyReplicas++;
      if (isPodAvailable(pod, minReadySeconds, now)) counts.availableReplicas++;
    }
    if (isTerminating(pod)) continue;
    const revision = pod.metadata.labels?.[REVISION_LABEL];
    if (revision === revisions.current) counts.currentReplicas++;
    if (revision === revisions.update) counts.updatedReplicas++;
  }
  return counts;
}
