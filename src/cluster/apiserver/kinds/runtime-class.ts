import { runtimeClasses } from '../../../api/resources.ts';
import type { RuntimeClass } from '../../../api/types/runtime-class.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateRuntimeClass, validateRuntimeClassUpdate } from '../validation/runtime-class.ts';
import { runtimeClassWarnings } from '../warnings/storage.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/node/runtimeclass strategy.go. */
export const runtimeClass = strategy<RuntimeClass>({
  resource: runtimeClasses,
  createsOnUpdate: true,
  nameErrors: subdomainName,
  validate: validateRuntimeClass,
  validateUpdate: validateRuntimeClassUpdate,
  warnings: runtimeClassWarnings,
  cells: (object, context) => [object.metadata.name, object.handler, age(object, context)],
});
