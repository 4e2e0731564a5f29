import { goQuote } from '../../../api/go-quote.ts';
import { findJsonPath, parseJsonPath, relaxedJsonPath } from '../../../api/json-path.ts';
import { isJsonObject, type JsonObject, readList, readPath, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';

/** What `kubectl wait --for` waits for. */
export type WaitCondition =
  | { readonly kind: 'create' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'state'; holds(object: JsonObject): boolean };

/** Models kubectl/pkg/cmd/wait conditionFuncFor. */
export function parseWaitCondition(text: string): WaitCondition {
  const lower = text.toLowerCase();
  if (lower === 'create') return { kind: 'create' };
  if (lower === 'delete') return { kind: 'delete' };
  if (text.startsWith('condition=')) {
    const [name = '', value = 'true'] = text.slice('condition='.length).split('=', 2);
    return { kind: 'state', holds: (object) => conditionHolds(object, name, value) };
  }
  if (text.startsWith('jsonpath=')) return jsonPathCondition(text.slice('jsonpath='.length));
  throw new KubectlError(`unrecognized condition: ${goQuote(text)}`);
}

function conditionHolds(object: JsonObject, name: string, value: string): boolean {
  const condition = readList(object, 'status', 'conditions').find(
    (one) => readText(one, 'type').toLowerCase() === name.toLowerCase(),
  );
  if (condition === undefined) return false;
  const generation = readPath(object, 'metadata', 'generation');
  const observed = readPath(condition, 'observedGeneration') ?? readPath(object, 'status', 'observedGeneration');
  if (typeof generation === 'number' && typeof observed === 'number' && observed < generation) return false;
  return readText(condition, 'status').toLowerCase() === value.toLowerCase();
}

function jsonPathCondition(text: string): WaitCondition {
  const equals = separator(text);
  const expression = (equals < 0 ? text : text.slice(0, equals)).replace(/^'(.*)'$/, '$1');
  const value = equals < 0 ? undefined : text.slice(equals + 1).replace(/^(['"])(.*)\1$/, '$2');
  if (expression === '') throw new KubectlError('jsonpath expression cannot be empty');
  if (value === '')
    throw new KubectlError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  const relaxed = relaxedJsonPath(expression);
  if (typeof relaxed !== 'string') throw new KubectlError(relaxed.error);
  const path = parseJsonPath(relaxed);
  if ('error' in path) throw new KubectlError(path.error);
  return {
    kind: 'state',
    holds(object) {
      const found = findJsonPath(path, object, { allowMissingKeys: true });
      if ('error' in found) throw new KubectlError(found.error);
      if (found.length > 1) throw new KubectlError('given jsonpath expression matches more than one list');
      const values = found[0] ?? [];
      if (values.length === 0) return false;
      if (value === undefined) return true;
      if (values.length > 1) throw new KubectlError('given jsonpath expression matches more than one value');
      if (isJsonObject(values[0]) || Array.isArray(values[0])) {
        throw new KubectlError('jsonpath leads to a nested object or list which is not supported');
      }
      return String(values[0]) === value;
    },
  };
}

/** The `=` behind the closing brace: a filter inside of the braces may have one too. */
function separator(text: string): number {
  const close = text.lastIndexOf('}');
  return text.indexOf('=', Math.max(close, 0));
}
