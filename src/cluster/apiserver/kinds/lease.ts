import { leases } from '../../../api/resources.ts';
import type { Lease } from '../../../api/types/lease.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/coordination/lease strategy.go. */
export const lease = strategy<Lease>({
  resource: leases,
  createsOnUpdate: true,
  nameErrors: subdomainName,
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  validate,
  validateUpdate: validate,
  cells: (object, context) => [object.metadata.name, object.spec.holderIdentity ?? '', age(object, context)],
});

function validate({ spec }: Lease): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.leaseDurationSeconds !== undefined && spec.leaseDurationSeconds <= 0) {
    errors.push(invalid('spec.leaseDurationSeconds', spec.leaseDurationSeconds, 'must be greater than 0'));
  }
  if (spec.leaseTransitions !== undefined && spec.leaseTransitions < 0) {
    errors.push(invalid('spec.leaseTransitions', spec.leaseTransitions, 'must be greater than or equal to 0'));
  }
  return errors;
}
