import type { Pod } from '../../api/types/pod.ts';
import type { Rejection } from './admit-pod.ts';
import { isCriticalPod } from './critical-pods.ts';
import type { NodeRecord, PressureKind } from './kubelet-state.ts';

export const pressureConditions: Readonly<Record<PressureKind, string>> = {
  memory: 'MemoryPressure',
  disk: 'DiskPressure',
  pid: 'PIDPressure',
};

/** Why a node that is short of something does not take a pod. Models kubelet eviction manager Admit. */
export function pressureRejection(node: NodeRecord, pod: Pod): Rejection | undefined {
  if (node.pressure.size === 0) return undefined;
  const conditions = [...node.pressure]
    .filter(([, { lastMet }]) => lastMet !== undefined)
    .map(([kind]) => pressureConditions[kind]);
  if (conditions.length === 0 || isCriticalPod(pod)) return undefined;
  if (conditions.length === 1 && conditions[0] === 'MemoryPressure') {
    if (pod.status.qosClass !== 'BestEffort') return undefined;
    const tolerated = pod.spec.tolerations?.some(
      ({ key, effect, operator }) =>
        (key === 'node.kubernetes.io/memory-pressure' || (!key && operator === 'Exists')) &&
        (!effect || effect === 'NoSchedule'),
    );
    if (tolerated) return undefined;
  }
  return { reason: 'Evicted', message: `The node had condition: [${conditions.join(' ')}]. ` };
}
