import { priorityClasses } from '../../../api/resources.ts';
import type { PriorityClass } from '../../../api/types/priority-class.ts';
import { withDefaults } from '../defaults/with-defaults.ts';
import { type FieldError, forbidden } from '../field-error.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';
import { withGeneration } from './generation.ts';

const SYSTEM_VALUES = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);
const HIGHEST_USER_VALUE = 1_000_000_000;

/** Models pkg/registry/scheduling/priorityclass strategy.go. */
export const priorityClass = strategy<PriorityClass>({
  resource: priorityClasses,
  nameErrors: subdomainName,
  defaults: (object) => withDefaults(object, { preemptionPolicy: 'PreemptLowerPriority', value: 0 }),
  prepareForCreate: (object) => withGeneration(object, 1),
  validate,
  validateUpdate(object, old) {
    const errors: FieldError[] = [];
    if (object.value !== old.value) errors.push(forbidden('value', 'may not be changed in an update.'));
    if (object.preemptionPolicy !== old.preemptionPolicy) {
      errors.push(forbidden('preemptionPolicy', 'may not be changed in an update.'));
    }
    return errors;
  },
  cells: (object, context) => [
    object.metadata.name,
    object.value,
    object.globalDefault === true,
    age(object, context),
    object.preemptionPolicy ?? '',
  ],
});

/** Models pkg/apis/scheduling/validation ValidatePriorityClass. */
function validate({ metadata, value }: PriorityClass): FieldError[] {
  if (metadata.name.startsWith('system-')) {
    if (SYSTEM_VALUES.get(metadata.name) === value) return [];
    const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${SYSTEM_VALUES.has(metadata.name) ? `value of ${metadata.name} PriorityClass must be ${SYSTEM_VALUES.get(metadata.name)}` : `${metadata.name} is not a known system priority class`}`;
    return [forbidden('metadata.name', detail)];
  }
  if (value <= HIGHEST_USER_VALUE) return [];
  const detail = `maximum allowed value of a user defined priority is ${HIGHEST_USER_VALUE}`;
  return [forbidden('value', detail)];
}
