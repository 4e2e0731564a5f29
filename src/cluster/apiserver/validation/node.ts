import type { Node } from '../../../api/types/node.ts';
import { duplicate, type FieldError, forbidden, invalid } from '../field-error.ts';
import { goList, goStruct } from './go-value.ts';
import { validateStrictCidr } from './ip-fields.ts';
import { validateResourceQuantity } from './quantities.ts';
import { validateTaints } from './taints.ts';

/** Models pkg/apis/core/validation ValidateNode, which says that taints are metadata. */
export function validateNode(node: Node): FieldError[] {
  const { podCIDRs = [] } = node.spec;
  const errors = validateTaints(node.spec.taints, 'metadata.taints');
  errors.push(...validateResources(node));
  podCIDRs.forEach((range, i) => {
    errors.push(...validateStrictCidr(range, `spec.podCIDRs[${i}]`));
  });
  if (podCIDRs.length < 2) return errors;
  const families = new Set(podCIDRs.map((range) => (range.includes(':') ? 6 : 4)));
  if (families.size < 2 || podCIDRs.length > 2) {
    const detail = 'may specify no more than one CIDR for each IP family';
    errors.push(invalid('spec.podCIDRs', goList('string', podCIDRs), detail));
  }
  podCIDRs.forEach((range, i) => {
    if (podCIDRs.indexOf(range) < i) errors.push(duplicate(`spec.podCIDRs[${i}]`, range));
  });
  return errors;
}

/** Amounts found valid before: a node that only says it is alive has the ones it had. */
const valid = new WeakSet<object>();

/** Models ValidateNodeResources. */
function validateResources({ status }: Node): FieldError[] {
  const errors: FieldError[] = [];
  for (const part of ['capacity', 'allocatable'] as const) {
    const amounts = status[part];
    if (amounts === undefined || valid.has(amounts)) continue;
    const before = errors.length;
    for (const [name, amount] of Object.entries(amounts)) {
      errors.push(...validateResourceQuantity(name, amount, `status.${part}.${name}`));
    }
    if (errors.length === before && Object.isFrozen(amounts)) valid.add(amounts);
  }
  return errors;
}

/** Models ValidateNodeUpdate, which is for the status too. */
export function validateNodeUpdate(object: Node, old: Node): FieldError[] {
  const errors = validateResources(object);
  const { addresses } = object.status;
  if (addresses !== undefined && addresses !== old.status.addresses) {
    const seen = new Set<string>();
    addresses.forEach(({ type, address }, i) => {
      const identity = `${type}\n${address}`;
      const shown = goStruct('core.NodeAddress', { Type: type, Address: address });
      if (seen.has(identity)) errors.push(duplicate(`status.addresses[${i}]`, shown));
      seen.add(identity);
    });
  }
  if (object.spec === old.spec) return errors;
  const before = old.spec.podCIDRs ?? [];
  if (before.length > 0) {
    const now = object.spec.podCIDRs ?? [];
    const changed = before.length === now.length ? before.filter((range, i) => range !== now[i]).length : 1;
    const error = forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid');
    for (let i = 0; i < changed; i++) errors.push(error);
  }
  if (old.spec.providerID && old.spec.providerID !== object.spec.providerID) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  errors.push(...validateTaints(object.spec.taints, 'metadata.taints'));
  if ((object.spec.externalID ?? '') !== (old.spec.externalID ?? '')) {
    errors.push(forbidden('spec.externalID', 'may not be updated'));
  }
  return errors;
}
