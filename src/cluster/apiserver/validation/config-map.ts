import { jsonEqual } from '../../../api/json-equal.ts';
import { isConfigMapKey } from '../../../api/names.ts';
import type { ConfigMap } from '../../../api/types/core.ts';
import { type FieldError, forbidden, invalid, tooLong } from '../field-error.ts';

export const MAX_DATA_BYTES = 1024 * 1024;

/** Models pkg/apis/core/validation ValidateConfigMap. */
export function validateConfigMap({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    for (const message of isConfigMapKey(key)) errors.push(invalid(`data[${key}]`, key, message));
    if (Object.hasOwn(binaryData, key)) {
      errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
    }
    size += value.length;
  }
  for (const [key, value] of Object.entries(binaryData)) {
    for (const message of isConfigMapKey(key)) errors.push(invalid(`binaryData[${key}]`, key, message));
    size += Math.floor((value.length * 3) / 4);
  }
  if (size > MAX_DATA_BYTES) errors.push(tooLong('', MAX_DATA_BYTES));
  return errors;
}

/** Models ValidateConfigMapUpdate. */
export function validateConfigMapUpdate(object: ConfigMap, old: ConfigMap): FieldError[] {
  const errors: FieldError[] = [];
  if (old.immutable === true) {
    if (object.immutable !== true) errors.push(forbidden('immutable', 'field is immutable when `immutable` is set'));
    if (!jsonEqual(object.data, old.data)) errors.push(forbidden('data', 'field is immutable when `immutable` is set'));
    if (!jsonEqual(object.binaryData, old.binaryData)) {
      errors.push(forbidden('binaryData', 'field is immutable when `immutable` is set'));
    }
  }
  return [...errors, ...validateConfigMap(object)];
}
