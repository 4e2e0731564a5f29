import type { Node } from '../../../api/types/node.ts';
import { type FieldError, forbidden } from '../field-error.ts';
import { validateTaints } from './taints.ts';

/** Models pkg/apis/core/validation ValidateNode. */
export function validateNode({ spec }: Node): FieldError[] {
  return validateTaints(spec.taints, 'spec.taints');
}

/** Models ValidateNodeUpdate. */
export function validateNodeUpdate(object: Node, old: Node): FieldError[] {
  const errors: FieldError[] = [];
  if (object.spec === old.spec) return errors;
  errors.push(...validateTaints(object.spec.taints, 'spec.taints'));
  if (old.spec.providerID !== undefined && old.spec.providerID !== object.spec.providerID) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  const before = old.spec.podCIDRs ?? [];
  if (before.length > 0 && before.join() !== (object.spec.podCIDRs ?? []).join()) {
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  return errors;
}
