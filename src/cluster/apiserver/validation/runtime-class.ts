import { isDNS1123Label } from '../../../api/names.ts';
import type { Toleration } from '../../../api/types/affinity.ts';
import type { RuntimeClass } from '../../../api/types/runtime-class.ts';
import { duplicate, type FieldError, invalid } from '../field-error.ts';
import { goStruct } from './go-value.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { IMMUTABLE, validateLabels } from './object-meta.ts';
import { validateContainerResources } from './resources.ts';
import { validateTolerations } from './tolerations.ts';

/** Models pkg/apis/node/validation ValidateRuntimeClass. */
export function validateRuntimeClass({ handler = '', overhead, scheduling }: RuntimeClass): FieldError[] {
  const errors = invalidForEach(isDNS1123Label(handler), 'handler', handler);
  if (overhead !== undefined) {
    errors.push(...validateContainerResources({ limits: overhead.podFixed ?? {} }, new Set(), 'overhead'));
  }
  if (scheduling === undefined) return errors;
  errors.push(...validateLabels(scheduling.nodeSelector, 'scheduling.nodeSelector'));
  // Kubernetes names the list twice.
  errors.push(...validateTolerations(scheduling.tolerations, 'scheduling.tolerations.tolerations'));
  errors.push(...validateOnce(scheduling.tolerations ?? [], 'scheduling.tolerations'));
  return errors;
}

function validateOnce(tolerations: readonly Toleration[], field: string): FieldError[] {
  const seen = new Set<string>();
  return tolerations.flatMap(({ key = '', operator = '', value = '', effect = '', tolerationSeconds }, i) => {
    const identity = JSON.stringify([key, operator, value, effect]);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    const seconds = { go: `(*int64)(${tolerationSeconds === undefined ? 'nil' : '0xc000000000'})` };
    const fields = { Key: key, Operator: operator, Value: value, Effect: effect, TolerationSeconds: seconds };
    return [duplicate(`${field}[${i}]`, goStruct('core.Toleration', fields))];
  });
}

/** Models ValidateRuntimeClassUpdate. */
export function validateRuntimeClassUpdate({ handler }: RuntimeClass, old: RuntimeClass): FieldError[] {
  return handler === old.handler ? [] : [invalid('handler', handler, IMMUTABLE)];
}
