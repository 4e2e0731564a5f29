import { isQualifiedName } from '../../../api/names.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import { type FieldError, notSupported, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateBasicQuantity } from './quantities.ts';
import { isNativeResource } from './resource-names.ts';

const RESIZE_STATES = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
];

/** Models pkg/apis/core/validation ValidatePersistentVolumeClaimStatusUpdate. */
export function validateClaimStatus({ spec, status }: PersistentVolumeClaim): FieldError[] {
  const errors: FieldError[] = [];
  if ((spec.accessModes?.length ?? 0) === 0) errors.push(required('Spec.accessModes', ''));
  for (const [name, amount] of Object.entries(status?.capacity ?? {})) {
    errors.push(...validateBasicQuantity(amount, `status.capacity[${name}]`));
  }
  for (const [name, state] of Object.entries(status?.allocatedResourceStatuses ?? {})) {
    const field = 'status.allocatedResourceStatus';
    errors.push(...validateKey(name, field));
    if (!RESIZE_STATES.includes(state)) errors.push(notSupported(field, name, RESIZE_STATES));
  }
  for (const [name, amount] of Object.entries(status?.allocatedResources ?? {})) {
    const wrong = validateKey(name, 'status.allocatedResources');
    errors.push(...(wrong.length > 0 ? wrong : validateBasicQuantity(amount, `status.allocatedResources[${name}]`)));
  }
  return errors;
}

function validateKey(name: string, field: string): FieldError[] {
  const errors = invalidForEach(isQualifiedName(name), field, name);
  if (errors.length > 0 || !isNativeResource(name) || name === 'storage') return errors;
  return [notSupported(field, name, ['storage'])];
}
