import type { StatefulSet } from '../../api/types/stateful-set.ts';
import type { StatusView } from './status-view.ts';

/** Models kubectl/pkg/polymorphichelpers/rollout_status.go StatefulSetStatusViewer. */
export function statefulSetStatus(statefulSet: StatefulSet): StatusView {
  const { metadata, spec, status } = statefulSet;
  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    return { failure: 'rollout status is only available for RollingUpdate strategy type' };
  }
  const observed = status?.observedGeneration ?? 0;
  if (observed === 0 || (metadata.generation ?? 0) > observed) {
    return { message: 'Waiting for statefulset spec update to be observed...\n', done: false };
  }
  const ready = status?.readyReplicas ?? 0;
  const updated = status?.updatedReplicas ?? 0;
  if (spec.replicas !== undefined && ready < spec.replicas) {
    return { message: `Waiting for ${spec.replicas - ready} pods to be ready...\n`, done: false };
  }
  const rolling = spec.updateStrategy.rollingUpdate;
  if (rolling !== undefined) {
    if (spec.replicas !== undefined && rolling.partition !== undefined) {
      const wanted = spec.replicas - rolling.partition;
      if (updated < wanted) {
        return {
          message: `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...\n`,
          done: false,
        };
      }
    }
    return { message: `partitioned roll out complete: ${updated} new pods have been updated...\n`, done: true };
  }
  if (status?.updateRevision !== status?.currentRevision) {
    return {
      message: `waiting for statefulset rolling update to complete ${updated} pods at revision ${status?.updateRevision ?? ''}...\n`,
      done: false,
    };
  }
  return {
    message: `statefulset rolling update complete ${status?.currentReplicas ?? 0} pods at revision ${status?.currentRevision ?? ''}...\n`,
    done: true,
  };
}
