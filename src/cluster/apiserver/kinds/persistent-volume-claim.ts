import { persistentVolumeClaims } from '../../../api/resources.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../../api/types/persistent-volume.ts';
import { defaultClaimSpec, normalClaimSpec } from '../defaults/claim-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateClaimStatus } from '../validation/claim-status.ts';
import { subdomainName } from '../validation/names.ts';
import {
  validatePersistentVolumeClaim,
  validatePersistentVolumeClaimUpdate,
} from '../validation/persistent-volume-claim.ts';
import { claimWarnings } from '../warnings/persistent-volume-claim.ts';
import { accessModesCell } from './access-modes.ts';
import { age } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

const EMPTY_SPEC = {} as PersistentVolumeClaimSpec;

/** Models pkg/registry/core/persistentvolumeclaim strategy.go. */
export const persistentVolumeClaim = strategy<PersistentVolumeClaim>({
  resource: persistentVolumeClaims,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: (object) =>
    mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', (spec) => normalClaimSpec(defaultClaimSpec(spec))),
  prepareForCreate: (object) => ({ ...object, status: { phase: 'Pending' } }),
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: onlyStatus,
  validate: validatePersistentVolumeClaim,
  validateUpdate: validatePersistentVolumeClaimUpdate,
  validateStatusUpdate: validateClaimStatus,
  warnings: claimWarnings,
  cells(object, context) {
    const { metadata, spec, status } = object;
    const bound = Boolean(spec.volumeName);
    return [
      metadata.name,
      metadata.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating',
      spec.volumeName ?? '',
      bound ? (status?.capacity?.storage ?? '0') : '',
      bound ? accessModesCell(status?.accessModes) : '',
      metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? '',
      spec.volumeAttributesClassName ?? '<unset>',
      age(object, context),
      spec.volumeMode ?? '<unset>',
    ];
  },
});
