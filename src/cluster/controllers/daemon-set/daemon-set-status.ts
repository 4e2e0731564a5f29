import type { DaemonSet, DaemonSetStatus } from '../../../api/types/daemon-set.ts';
import type { NodeCounts } from './assess-node.ts';

/** The status that follows from the nodes; the very same object when nothing changes. Models storeDaemonSetStatus. */
export function daemonSetStatus(set: DaemonSet, counts: NodeCounts): DaemonSetStatus {
  const { status } = set;
  const generation = set.metadata.generation ?? 0;
  const unavailable = counts.desired - counts.available;
  const same =
    status.desiredNumberScheduled === counts.desired &&
    status.currentNumberScheduled === counts.current &&
    status.numberMisscheduled === counts.misscheduled &&
    status.numberReady === counts.ready &&
    (status.updatedNumberScheduled ?? 0) === counts.updated &&
    (status.numberAvailable ?? 0) === counts.available &&
    (status.numberUnavailable ?? 0) === unavailable &&
    (status.observedGeneration ?? 0) >= generation;
  if (same) return status;
  const { collisionCount, conditions } = status;
  return {
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions === undefined ? {} : { conditions }),
    currentNumberScheduled: counts.current,
    desiredNumberScheduled: counts.desired,
    numberMisscheduled: counts.misscheduled,
    numberReady: counts.ready,
    ...(generation === 0 ? {} : { observedGeneration: generation }),
    ...(counts.updated === 0 ? {} : { updatedNumberScheduled: counts.updated }),
    ...(counts.available === 0 ? {} : { numberAvailable: counts.available }),
    ...(unavailable === 0 ? {} : { numberUnavailable: unavailable }),
  };
}
