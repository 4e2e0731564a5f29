import { type FieldError, invalid } from '../field-error.ts';

/** Models apimachinery api/validation ValidateNonnegativeField; a value that is not there is fine. */
export function validateNonnegative(value: number | undefined, field: string): FieldError[] {
  return value === undefined || value >= 0 ? [] : [invalid(field, value, 'must be greater than or equal to 0')];
}

/** The counts of a status, none of which may be below zero. */
export function validateCounts<T extends object>(status: T, names: readonly (keyof T & string)[]): FieldError[] {
  return names.flatMap((name) => validateNonnegative(status[name] as number | undefined, `status.${name}`));
}

/** Counts that may not be above another one. */
export function validateAtMost<T extends object>(
  status: T,
  names: readonly (keyof T & string)[],
  limit: keyof T & string,
): FieldError[] {
  const most = (status[limit] as number | undefined) ?? 0;
  return names.flatMap((name) => {
    const value = (status[name] as number | undefined) ?? 0;
    return value > most ? [invalid(`status.${name}`, value, `cannot be greater than status.${limit}`)] : [];
  });
}

/** Models ValidateDeploymentStatusUpdate's and its siblings' last rule: a count of collisions only grows. */
export function validateCollisions(now: number | undefined, before: number | undefined): FieldError[] {
  if (before === undefined || (now !== undefined && now >= before)) return [];
  return [invalid('status.collisionCount', now ?? 0, 'cannot be decremented')];
}
