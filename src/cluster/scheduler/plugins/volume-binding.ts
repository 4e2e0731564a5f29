import { jsonEqual } from '../../../api/json-equal.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { StorageClass } from '../../../api/types/storage.ts';
import { hint } from '../cluster-event.ts';
import type { SchedulerPlugin } from '../plugin.ts';
import { claimNames } from '../volume-claims.ts';
import { type PodClaims, podClaims, volumesOn } from './volumes-on-node.ts';

/** Models kube-scheduler plugins/volumebinding; what it does once a node is found is in bind-volumes.ts. */
export const volumeBinding: SchedulerPlugin<PodClaims> = {
  name: 'VolumeBinding',
  hints: [
    hint<StorageClass>(
      'StorageClass',
      ['Add', 'Update'],
      (_, { old, now }) => old === undefined || !jsonEqual(old.allowedTopologies, now!.allowedTopologies),
    ),
    hint<PersistentVolumeClaim>(
      'PersistentVolumeClaim',
      ['Add', 'Update'],
      (pod, { now }) =>
        now!.metadata.namespace === pod.metadata.namespace && claimNames(pod).includes(now!.metadata.name),
    ),
    hint('PersistentVolume', ['Add', 'Update']),
    hint('Node', ['Add', 'UpdateNodeLabel']),
    hint('CSINode', ['Add']),
    hint('CSIStorageCapacity', ['Add', 'Update']),
    hint('CSIDriver', ['Update']),
  ],
  preFilter(pod, { lister }) {
    const claims = podClaims(pod, lister);
    if (claims === undefined) return 'skip';
    if (typeof claims !== 'string') return { state: claims };
    return { rejection: { plugin: 'VolumeBinding', reasons: [claims], preemptable: false } };
  },
  filter(claims, _, { node }, { lister }) {
    const found = volumesOn(claims, node, lister);
    return 'reasons' in found ? { plugin: 'VolumeBinding', reasons: found.reasons, preemptable: false } : undefined;
  },
  explain(claims, _, { node }, { lister }) {
    if (claims === undefined) return undefined;
    const found = volumesOn(claims, node, lister);
    const names = [...claims.bound, ...claims.delayed].map(({ metadata }) => metadata.name).join(', ');
    const looked = 'reasons' in found ? found.reasons.join(', ') : 'reachable';
    return { looked: `claims ${names}: ${looked}`, field: 'spec.volumes' };
  },
};
