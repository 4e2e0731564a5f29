import { isQualifiedName } from '../../../api/names.ts';
import type { Condition } from '../../../api/object.ts';
import { duplicate, type FieldError, invalid, notSupported, required, tooLong } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

const STATUSES = ['False', 'True', 'Unknown'];
const REASON = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?';
const reasonRegExp = new RegExp(`^${REASON}$`);
const REASON_RULE = `a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '${REASON}')`;
const LONGEST_REASON = 1024;
const LONGEST_MESSAGE = 32 * 1024;

/** Models apimachinery meta/v1/validation ValidateConditions. */
export function validateConditions(conditions: readonly Condition[] | undefined, field: string): FieldError[] {
  const types = new Set<string>();
  return (conditions ?? []).flatMap((condition, i) => {
    const path = `${field}[${i}]`;
    const errors = types.has(condition.type) ? [duplicate(`${path}.type`, condition.type)] : [];
    types.add(condition.type);
    return [...errors, ...validateCondition(condition, path)];
  });
}

function validateCondition(condition: Condition, field: string): FieldError[] {
  const { type = '', status = '' as string, observedGeneration = 0, reason = '', message = '' } = condition;
  const errors = invalidForEach(isQualifiedName(type), `${field}.type`, type);
  if (!STATUSES.includes(status)) errors.push(notSupported(`${field}.status`, status, STATUSES));
  if (observedGeneration < 0) {
    errors.push(invalid(`${field}.observedGeneration`, observedGeneration, 'must be greater than or equal to zero'));
  }
  if (!condition.lastTransitionTime) errors.push(required(`${field}.lastTransitionTime`, 'must be set'));
  if (reason === '') errors.push(required(`${field}.reason`, 'must be set'));
  else if (!reasonRegExp.test(reason)) errors.push(invalid(`${field}.reason`, reason, REASON_RULE));
  if (reason.length > LONGEST_REASON) errors.push(tooLong(`${field}.reason`, LONGEST_REASON));
  if (message.length > LONGEST_MESSAGE) errors.push(tooLong(`${field}.message`, LONGEST_MESSAGE));
  return errors;
}
