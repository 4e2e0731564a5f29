import { type BadValue, type FieldError, invalid } from '../field-error.ts';

/** One error for each thing that a check of names or numbers says about a value. */
export function invalidForEach(messages: readonly string[], field: string, value: BadValue): FieldError[] {
  return messages.length === 0 ? [] : messages.map((message) => invalid(field, value, message));
}
