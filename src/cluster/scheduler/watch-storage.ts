import type { KubeObject } from '../../api/object.ts';
import {
  csiDrivers,
  csiNodes,
  csiStorageCapacities,
  persistentVolumeClaims,
  persistentVolumes,
  type Resource,
  storageClasses,
  volumeAttachments,
} from '../../api/resources.ts';
import type { Client } from '../client/client.ts';
import type { ClusterEvent, EventResource } from './cluster-event.ts';

const watched: readonly (readonly [EventResource, Resource])[] = [
  ['PersistentVolumeClaim', persistentVolumeClaims],
  ['PersistentVolume', persistentVolumes],
  ['StorageClass', storageClasses],
  ['CSINode', csiNodes],
  ['CSIDriver', csiDrivers],
  ['CSIStorageCapacity', csiStorageCapacities],
  ['VolumeAttachment', volumeAttachments],
];

/** Hears of every change of what volumes hang on. */
export function watchStorage(client: Client, happened: (event: ClusterEvent) => void): void {
  for (const [resource, plural] of watched) {
    client.watch<KubeObject>(plural, ({ type, object, old }) => {
      if (type === 'DELETED') happened({ resource, action: 'Delete', old: object, now: undefined });
      else happened({ resource, action: old === undefined ? 'Add' : 'Update', old, now: object });
    });
  }
}
