import { isDNS1123Label } from '../../../api/names.ts';
import { runtimeClasses } from '../../../api/resources.ts';
import type { RuntimeClass } from '../../../api/types/runtime-class.ts';
import { invalid } from '../field-error.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/node/runtimeclass strategy.go. */
export const runtimeClass = strategy<RuntimeClass>({
  resource: runtimeClasses,
  createsOnUpdate: true,
  nameErrors: subdomainName,
  validate: ({ handler }) => isDNS1123Label(handler ?? '').map((message) => invalid('handler', handler ?? '', message)),
  validateUpdate: ({ handler }, old) =>
    handler === old.handler ? [] : [invalid('handler', handler, 'field is immutable')],
  cells: (object, context) => [object.metadata.name, object.handler, age(object, context)],
});
