/** A number of things, or a percentage of them such as `25%`. */
export type IntOrString = number | string;

/** What was wrong with an IntOrString. */
export interface IntOrStringError {
  readonly error: string;
}

/** Whether the value is a whole percentage such as `25%`. */
export function isPercent(value: IntOrString): boolean {
  return typeof value === 'string' && /^[0-9]+%$/.test(value);
}

/**
 * A number stays itself and a percentage is taken of `total`. Models intstr GetScaledValueFromIntOrPercent; where that
 * fails (validation keeps such values out of the store) this is 0: `scaledValueError` says why.
 */
export function scaledValue(value: IntOrString | undefined, total: number, roundUp: boolean): number {
  if (value === undefined || scaledValueError(value) !== undefined) return 0;
  if (typeof value === 'number') return value;
  const share = (Number(value.slice(0, -1)) * total) / 100;
  return roundUp ? Math.ceil(share) : Math.floor(share);
}

/** Why a value cannot be scaled, in Kubernetes' words. */
export function scaledValueError(value: IntOrString | undefined): string | undefined {
  if (value === undefined || value === null) return 'nil value for IntOrString';
  if (typeof value === 'number') return undefined;
  if (!value.endsWith('%')) return 'invalid value for IntOrString: invalid type: string is not a percentage';
  const digits = value.slice(0, -1);
  if (/^[+-]?[0-9]{1,15}$/.test(digits)) return undefined;
  const why = /^[+-]?[0-9]+$/.test(digits) ? 'value out of range' : 'invalid syntax';
  return `invalid value for IntOrString: invalid value "${value}": strconv.Atoi: parsing "${digits}": ${why}`;
}
