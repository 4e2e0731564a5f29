import { persistentVolumes } from '../../../api/resources.ts';
import type { PersistentVolume } from '../../../api/types/persistent-volume.ts';
import { defaultPersistentVolume } from '../defaults/persistent-volume.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validatePersistentVolume, validatePersistentVolumeUpdate } from '../validation/persistent-volume.ts';
import { persistentVolumeWarnings } from '../warnings/persistent-volume.ts';
import { accessModesCell } from './access-modes.ts';
import { age } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

/** Models pkg/registry/core/persistentvolume strategy.go. */
export const persistentVolume = strategy<PersistentVolume>({
  resource: persistentVolumes,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: defaultPersistentVolume,
  prepareForCreate: (object) => ({ ...object, status: { phase: 'Pending' } }),
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: onlyStatus,
  validate: validatePersistentVolume,
  validateUpdate: validatePersistentVolumeUpdate,
  warnings: persistentVolumeWarnings,
  cells: (object, context) => [
    object.metadata.name,
    object.spec.capacity?.storage ?? '0',
    accessModesCell(object.spec.accessModes),
    object.spec.persistentVolumeReclaimPolicy ?? '',
    object.metadata.deletionTimestamp === undefined ? (object.status?.phase ?? '') : 'Terminating',
    object.spec.claimRef === undefined ? '' : `${object.spec.claimRef.namespace}/${object.spec.claimRef.name}`,
    object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? object.spec.storageClassName ?? '',
    object.spec.volumeAttributesClassName ?? '<unset>',
    object.status?.reason ?? '',
    age(object, context),
    object.spec.volumeMode ?? '<unset>',
  ],
});
