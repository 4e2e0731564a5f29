import { isPodAvailable } from '../../../api/pod-conditions.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { StatefulSet } from '../../../api/types/stateful-set.ts';
import type { Millis } from '../../../sim/clock.ts';
import { isHealthy, isRunningAndReady, isTerminating } from './pod-states.ts';
import { REVISION_LABEL } from './set-pod.ts';
import type { SetRevisions } from './set-revisions.ts';
import type { StatefulPodControl } from './stateful-pod-control.ts';

/** After that a claim that is about to go with its pod is looked at again. */
const STALE_CLAIM_MS = 1000;

/**
 * Makes, deletes and updates pods, one at a time unless the set allows more; puts those made into `own`. Returns when to
 * look again for something that no pod tells of. Models stateful_set_control.go updateStatefulSet.
 */
export function updateStatefulSet(
  control: StatefulPodControl,
  set: StatefulSet,
  revisions: SetRevisions,
  own: Map<number, Pod>,
  now: Millis,
): Millis | undefined {
  const oneByOne = set.spec.podManagementPolicy !== 'Parallel';
  const start = set.spec.ordinals?.start ?? 0;
  const end = start + (set.spec.replicas ?? 0);
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const isUp = (pod: Pod) => isRunningAndReady(pod) && isPodAvailable(pod, minReadySeconds, now);
  let again: Millis | undefined;

  for (let ordinal = start; ordinal < end; ordinal++) {
    const pod = own.get(ordinal);
    if (pod === undefined) {
      if (control.hasStaleClaim(set, ordinal)) again = STALE_CLAIM_MS;
      else own.set(ordinal, control.create(set, revisions, ordinal));
      if (oneByOne) return again;
      continue;
    }
    if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') {
      // The new pod is made once this one is gone.
      if (!isTerminating(pod)) control.remove(set, pod);
      if (oneByOne) return undefined;
      continue;
    }
    if (pod.status.phase === 'Pending') control.createMissingClaims(set, pod);
    if (oneByOne && (isTerminating(pod) || !isUp(pod))) return undefined;
    control.restore(set, pod);
  }

  const byOrdinal = [...own].sort(([a], [b]) => a - b);
  const kept = byOrdinal.filter(([ordinal]) => ordinal >= start && ordinal < end);
  const condemned = byOrdinal.filter(([ordinal]) => ordinal < start || ordinal >= end).reverse();
  const firstUnhealthy = [...kept, ...condemned.toReversed()].find(([, pod]) => !isHealthy(pod))?.[1];
  for (const [, pod] of condemned) control.ownClaims(set, pod);
  for (const [, pod] of condemned) {
    if (isTerminating(pod)) {
      if (oneByOne) return undefined;
      continue;
    }
    if (oneByOne && !isUp(pod) && pod !== firstUnhealthy) return undefined;
    control.remove(set, pod);
    if (oneByOne) return undefined;
  }

  if (set.spec.updateStrategy?.type === 'OnDelete') return again;
  const partition = start + (set.spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  for (let ordinal = end - 1; ordinal >= partition; ordinal--) {
    const pod = own.get(ordinal);
    if (pod === undefined) return again;
    if (pod.metadata.labels?.[REVISION_LABEL] !== revisions.update.metadata.name && !isTerminating(pod)) {
      control.remove(set, pod);
      return again;
    }
    if (!isHealthy(pod)) return again;
  }
  return again;
}
