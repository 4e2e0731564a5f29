import { isValidPercent } from '../../../api/names.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { goIntOrString } from './go-value.ts';

type IntOrString = number | string;

/** Models pkg/apis/apps/validation ValidatePositiveIntOrPercent. */
export function validateIntOrPercent(value: IntOrString | undefined, field: string): FieldError[] {
  if (value === undefined) return [];
  if (typeof value === 'number') {
    return value < 0 ? [invalid(field, value, 'must be greater than or equal to 0')] : [];
  }
  return isValidPercent(value).map((message) => invalid(field, goIntOrString(value), message));
}

/** Models IsNotMoreThan100Percent. */
export function validateAtMost100Percent(value: IntOrString | undefined, field: string): FieldError[] {
  const percent = percentOf(value);
  if (percent === undefined || percent <= 100) return [];
  return [invalid(field, goIntOrString(value!), 'must not be greater than 100%')];
}

/** Models getIntOrPercentValue: a number, the number before the %, or 0 for anything else. */
export function numberOrPercent(value: IntOrString | undefined): number {
  return typeof value === 'number' ? value : (percentOf(value) ?? 0);
}

function percentOf(value: IntOrString | undefined): number | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^([0-9]+)%$/.exec(value);
  return match === null ? undefined : Number(match[1]);
}
