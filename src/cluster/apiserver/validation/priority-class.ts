import type { PriorityClass } from '../../../api/types/priority-class.ts';
import { type FieldError, forbidden, invalid, notSupported } from '../field-error.ts';
import { IMMUTABLE } from './object-meta.ts';

const SYSTEM_VALUES = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);
const HIGHEST_USER_VALUE = 1_000_000_000;
const POLICIES = ['PreemptLowerPriority', 'Never'];

/** Models pkg/apis/scheduling/validation ValidatePriorityClass. */
export function validatePriorityClass(object: PriorityClass): FieldError[] {
  const { metadata, value, preemptionPolicy } = object;
  const errors: FieldError[] = [];
  if (metadata.name.startsWith('system-')) {
    const why = systemError(object);
    const rule = "priority class names with 'system-' prefix are reserved for system use only. error:";
    if (why !== undefined) errors.push(forbidden('metadata.name', `${rule} ${why}`));
  } else if (value > HIGHEST_USER_VALUE) {
    const detail = `maximum allowed value of a user defined priority is ${HIGHEST_USER_VALUE}`;
    errors.push(forbidden('value', detail));
  }
  if (preemptionPolicy !== undefined && !POLICIES.includes(preemptionPolicy)) {
    errors.push(notSupported('preemptionPolicy', preemptionPolicy, POLICIES));
  }
  return errors;
}

/** Models pkg/apis/scheduling/v1 IsKnownSystemPriorityClass. */
function systemError({ metadata: { name }, value, globalDefault }: PriorityClass): string | undefined {
  const known = SYSTEM_VALUES.get(name);
  if (known === undefined) return `${name} is not a known system priority class`;
  if (known !== value) return `value of ${name} PriorityClass must be ${known}`;
  return globalDefault === true ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

/** Models ValidatePriorityClassUpdate. */
export function validatePriorityClassUpdate(object: PriorityClass, old: PriorityClass): FieldError[] {
  const errors: FieldError[] = [];
  if (object.value !== old.value) errors.push(forbidden('value', 'may not be changed in an update.'));
  if (object.preemptionPolicy !== old.preemptionPolicy) {
    errors.push(invalid('preemptionPolicy', object.preemptionPolicy, IMMUTABLE));
  }
  return errors;
}
