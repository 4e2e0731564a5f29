import { leases } from '../../../api/resources.ts';
import type { Lease } from '../../../api/types/lease.ts';
import { strategy } from '../strategy.ts';
import { validateLease } from '../validation/lease.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/coordination/lease strategy.go. */
export const lease = strategy<Lease>({
  resource: leases,
  createsOnUpdate: true,
  nameErrors: subdomainName,
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  validate: validateLease,
  validateUpdate: validateLease,
  cells: (object, context) => [object.metadata.name, object.spec.holderIdentity ?? '', age(object, context)],
});
