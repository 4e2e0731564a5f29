import { type FieldError, tooLong } from '../field-error.ts';
import { managerErrors } from '../http/write-options.ts';
import type { Ownership } from '../managed-fields/ownership.ts';

const LONGEST_SUBRESOURCE = 256;

/** Models apimachinery meta/v1/validation ValidateManagedFields, for what is left to be wrong in entries that could be read. */
export function validateManagedFields(ownership: Ownership | undefined): readonly FieldError[] {
  if (ownership === undefined || ownership.kind !== 'known') return [];
  return ownership.entries.flatMap(({ manager = '', subresource = '' }, at) => {
    const field = `metadata.managedFields[${at}]`;
    const errors = managerErrors(manager, `${field}.manager`);
    if (subresource.length <= LONGEST_SUBRESOURCE) return errors;
    return [...errors, tooLong(`${field}.subresource`, LONGEST_SUBRESOURCE)];
  });
}
