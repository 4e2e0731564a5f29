import { type FieldError, invalid } from '../field-error.ts';

/** Models pkg/apis/core/validation validatePathNoBacksteps. */
export function validateNoBacksteps(path: string, field: string): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

/** Models validateLocalDescendingPath. */
export function validateDescendingPath(path: string, field: string): FieldError[] {
  const errors = path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : [];
  errors.push(...validateNoBacksteps(path, field));
  return errors;
}

/** Models ValidateLocalNonReservedPath. */
export function validateNonReservedPath(path: string, field: string): FieldError[] {
  const errors = validateDescendingPath(path, field);
  if (path.startsWith('..') && !path.startsWith('../')) {
    errors.push(invalid(field, path, "must not start with '..'"));
  }
  return errors;
}
