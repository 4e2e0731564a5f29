import type { Toleration } from '../../../api/types/affinity.ts';
import type { PodSpec } from '../../../api/types/pod.ts';

const always: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];

const onHostNetwork: Toleration = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
};

/**
 * The tolerations of a daemon pod: those of its template and the automatic ones, so that it stays on a node in trouble.
 * Models pkg/controller/daemon/util AddOrUpdateDaemonPodTolerations.
 */
export function daemonPodTolerations(spec: Pick<PodSpec, 'tolerations' | 'hostNetwork'>): readonly Toleration[] {
  let tolerations = spec.tolerations ?? [];
  for (const toleration of always) tolerations = addOrReplace(tolerations, toleration);
  return spec.hostNetwork === true ? addOrReplace(tolerations, onHostNetwork) : tolerations;
}

/** Models pkg/apis/core/v1/helper AddOrUpdateTolerationInPodSpec. */
function addOrReplace(tolerations: readonly Toleration[], toleration: Toleration): readonly Toleration[] {
  const sameTarget = (other: Toleration) =>
    other.key === toleration.key &&
    other.effect === toleration.effect &&
    (other.operator ?? '') === toleration.operator &&
    (other.value ?? '') === '';
  const index = tolerations.findIndex(sameTarget);
  return index < 0 ? [...tolerations, toleration] : tolerations.with(index, toleration);
}
