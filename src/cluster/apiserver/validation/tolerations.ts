import { isQualifiedName, isValidLabelValue } from '../../../api/names.ts';
import type { Toleration } from '../../../api/types/affinity.ts';
import { type FieldError, invalid, notSupported } from '../field-error.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const valid = new WeakSet<object>();

/** Models pkg/apis/core/validation ValidateTolerations. */
export function validateTolerations(tolerations: readonly Toleration[] | undefined, field: string): FieldError[] {
  if (tolerations === undefined || valid.has(tolerations)) return [];
  const errors: FieldError[] = [];
  tolerations.forEach((toleration, i) => {
    if (!valid.has(toleration)) errors.push(...validateToleration(toleration, `${field}[${i}]`));
    if (errors.length === 0 && Object.isFrozen(toleration)) valid.add(toleration);
  });
  if (errors.length === 0 && Object.isFrozen(tolerations)) valid.add(tolerations);
  return errors;
}

function validateToleration(toleration: Toleration, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { key = '', operator = '' as string, value = '', effect = '' as string, tolerationSeconds } = toleration;
  if (key !== '') for (const message of isQualifiedName(key)) errors.push(invalid(`${path}.key`, key, message));
  if (key === '' && operator !== 'Exists') {
    const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalid(`${path}.operator`, operator, detail));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === 'Equal' || operator === '') {
    const wrong = isValidLabelValue(value);
    if (wrong.length > 0) errors.push(invalid(`${path}.operator`, value, wrong.join(';')));
  } else if (operator === 'Exists') {
    if (value !== '') {
      errors.push(invalid(`${path}.operator`, value, "value must be empty when `operator` is 'Exists'"));
    }
  } else errors.push(notSupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(`${path}.effect`, effect, EFFECTS));
  return errors;
}
