import { jsonEqual } from '../../../api/json-equal.ts';
import { isQualifiedName } from '../../../api/names.ts';
import { storageClasses } from '../../../api/resources.ts';
import type { StorageClass } from '../../../api/types/storage.ts';
import { withDefaults } from '../defaults/with-defaults.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';

const MODES = ['Immediate', 'WaitForFirstConsumer'];
const POLICIES = ['Delete', 'Retain'];
const DEFAULT_MARKS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Models pkg/registry/storage/storageclass strategy.go. */
export const storageClass = strategy<StorageClass>({
  resource: storageClasses,
  nameErrors: subdomainName,
  defaults: (object) => withDefaults(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate: validateStorageClass,
  validateUpdate(object, old) {
    const errors = validateStorageClass(object);
    if (!jsonEqual(object.parameters ?? {}, old.parameters ?? {})) {
      errors.push(forbidden('parameters', 'updates to parameters are forbidden.'));
    }
    if (object.provisioner !== old.provisioner) {
      errors.push(forbidden('provisioner', 'updates to provisioner are forbidden.'));
    }
    if (object.reclaimPolicy !== old.reclaimPolicy) {
      errors.push(forbidden('reclaimPolicy', 'updates to reclaimPolicy are forbidden.'));
    }
    if (object.volumeBindingMode !== old.volumeBindingMode) {
      errors.push(invalid('volumeBindingMode', object.volumeBindingMode, 'field is immutable'));
    }
    return errors;
  },
  cells: (object, context) => [
    DEFAULT_MARKS.some((mark) => object.metadata.annotations?.[mark] === 'true')
      ? `${object.metadata.name} (default)`
      : object.metadata.name,
    object.provisioner,
    object.reclaimPolicy ?? 'Delete',
    object.volumeBindingMode ?? '<unset>',
    object.allowVolumeExpansion ?? false,
    age(object, context),
  ],
});

/** Models pkg/apis/storage/validation ValidateStorageClass. */
function validateStorageClass(object: StorageClass): FieldError[] {
  const errors: FieldError[] = [];
  const { provisioner, reclaimPolicy, volumeBindingMode } = object;
  if (!provisioner) errors.push(required('provisioner', ''));
  else {
    for (const message of isQualifiedName(provisioner.toLowerCase())) {
      errors.push(invalid('provisioner', provisioner, message));
    }
  }
  for (const key of Object.keys(object.parameters ?? {})) {
    if (key === '') errors.push(invalid('parameters', key, 'field can not be empty.'));
  }
  if (reclaimPolicy !== undefined && !POLICIES.includes(reclaimPolicy)) {
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, POLICIES));
  }
  if (volumeBindingMode !== undefined && !MODES.includes(volumeBindingMode)) {
    errors.push(notSupported('volumeBindingMode', volumeBindingMode, MODES));
  }
  return errors;
}
