import { priorityClasses } from '../../../api/resources.ts';
import type { PriorityClass } from '../../../api/types/priority-class.ts';
import { withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validatePriorityClass, validatePriorityClassUpdate } from '../validation/priority-class.ts';
import { age } from './cell-text.ts';
import { withGeneration } from './generation.ts';

/** Models pkg/registry/scheduling/priorityclass strategy.go. */
export const priorityClass = strategy<PriorityClass>({
  resource: priorityClasses,
  nameErrors: subdomainName,
  defaults: (object) => withDefaults(object, { preemptionPolicy: 'PreemptLowerPriority', value: 0 }),
  prepareForCreate: (object) => withGeneration(object, 1),
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
  cells: (object, context) => [
    object.metadata.name,
    object.value,
    object.globalDefault === true,
    age(object, context),
    object.preemptionPolicy ?? '',
  ],
});
