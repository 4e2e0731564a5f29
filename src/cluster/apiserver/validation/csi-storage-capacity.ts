import { jsonEqual } from '../../../api/json-equal.ts';
import { isDNS1123Subdomain } from '../../../api/names.ts';
import type { CSIStorageCapacity } from '../../../api/types/storage.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { goLabelSelector } from './go-value.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateLabelSelector } from './label-selector.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateNonnegativeQuantity } from './quantities.ts';

/** Models pkg/apis/storage/validation ValidateCSIStorageCapacity. */
export function validateCsiStorageCapacity(object: CSIStorageCapacity): FieldError[] {
  const { nodeTopology, storageClassName = '', capacity } = object;
  return [
    ...validateLabelSelector(nodeTopology, 'nodeTopology'),
    ...invalidForEach(isDNS1123Subdomain(storageClassName), 'storageClassName', storageClassName),
    ...(capacity === undefined ? [] : validateNonnegativeQuantity(capacity, 'capacity')),
  ];
}

/** Models ValidateCSIStorageCapacityUpdate. */
export function validateCsiStorageCapacityUpdate(object: CSIStorageCapacity, old: CSIStorageCapacity): FieldError[] {
  const errors: FieldError[] = [];
  if (!jsonEqual(object.nodeTopology, old.nodeTopology)) {
    errors.push(invalid('nodeTopology', goLabelSelector(object.nodeTopology), IMMUTABLE));
  }
  if (object.storageClassName !== old.storageClassName) {
    errors.push(invalid('storageClassName', object.storageClassName, IMMUTABLE));
  }
  return errors;
}
