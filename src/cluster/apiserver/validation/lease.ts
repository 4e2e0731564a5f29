import { isQualifiedName } from '../../../api/names.ts';
import type { Lease } from '../../../api/types/lease.ts';
import { type FieldError, forbidden, invalid } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateNonnegative } from './nonnegative.ts';

/** Models pkg/apis/coordination/validation ValidateLeaseSpec. */
export function validateLease({ spec }: Lease): FieldError[] {
  const { leaseDurationSeconds: seconds, leaseTransitions, strategy, preferredHolder } = spec;
  const errors: FieldError[] = [];
  if (seconds !== undefined && seconds <= 0) {
    errors.push(invalid('spec.leaseDurationSeconds', seconds, 'must be greater than 0'));
  }
  errors.push(...validateNonnegative(leaseTransitions, 'spec.leaseTransitions'));
  if (strategy !== undefined) errors.push(...invalidForEach(isQualifiedName(strategy), 'spec.strategy', strategy));
  if ((preferredHolder ?? '') !== '' && (strategy ?? '') === '') {
    errors.push(forbidden('spec.preferredHolder', 'may only be specified when `strategy` is defined'));
  }
  return errors;
}
