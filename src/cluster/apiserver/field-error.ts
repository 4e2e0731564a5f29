import { goQuote } from '../../api/go-quote.ts';
import type { StatusCause } from '../../api/transport.ts';

/** One thing wrong with one field of an object. Models apimachinery field.Error. */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly field: string;
  /** Without the field: `Invalid value: "x": must be ...`. */
  readonly body: string;
}

export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueForbidden'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

/** A value as Go prints it with %#v; made by `go-value.ts`. */
export interface GoText {
  readonly go: string;
}

export type BadValue = string | number | boolean | null | undefined | GoText;

export function invalid(field: string, value: BadValue, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, body: withDetail(`Invalid value: ${shown(value)}`, detail) };
}

export function required(field: string, detail: string): FieldError {
  return { type: 'FieldValueRequired', field, body: withDetail('Required value', detail) };
}

export function forbidden(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, body: withDetail('Forbidden', detail) };
}

export function duplicate(field: string, value: BadValue): FieldError {
  return { type: 'FieldValueDuplicate', field, body: `Duplicate value: ${shown(value)}` };
}

export function notFound(field: string, value: BadValue): FieldError {
  return { type: 'FieldValueNotFound', field, body: `Not found: ${shown(value)}` };
}

export function tooLong(field: string, max: number): FieldError {
  return { type: 'FieldValueTooLong', field, body: `Too long: may not be more than ${max} bytes` };
}

export function tooMany(field: string, actual: number, max: number): FieldError {
  return { type: 'FieldValueTooMany', field, body: `Too many: ${actual}: must have at most ${max} items` };
}

export function notSupported(field: string, value: BadValue, supported: readonly string[]): FieldError {
  const list = supported.map((item) => goQuote(item)).join(', ');
  const detail = supported.length === 0 ? '' : `supported values: ${list}`;
  return { type: 'FieldValueNotSupported', field, body: withDetail(`Unsupported value: ${shown(value)}`, detail) };
}

export function internalError(field: string, detail: string): FieldError {
  return { type: 'InternalError', field, body: withDetail('Internal error', detail) };
}

const withDetail = (start: string, detail: string) => (detail === '' ? start : `${start}: ${detail}`);

function shown(value: BadValue): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return goQuote(value);
  return typeof value === 'object' ? value.go : String(value);
}

export const fieldErrorText = (error: FieldError): string => `${error.field}: ${error.body}`;

export const causeOf = (error: FieldError): StatusCause => ({
  reason: error.type,
  message: error.body,
  field: error.field,
});
