import { decodeBase64, utf8Text } from '../../../api/base64.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { isQualifiedName } from '../../../api/names.ts';
import { integerValue, milliValue } from '../../../api/quantity.ts';
import type { KubectlContext } from '../../context.ts';
import { isJsonObject, type JsonObject, readPath, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';

/** Finds the value that a variable refers to; rejects when there is none. */
export type ResolveEnv = (from: JsonObject, object: JsonObject, container: JsonObject) => Promise<string>;

/** Reads each Secret and ConfigMap once. Models kubectl/pkg/cmd/set/env GetEnvVarRefValue. */
export function envResolver(context: KubectlContext): ResolveEnv {
  const read = new Map<string, JsonObject>();
  async function keyOf(plural: string, what: string, from: JsonObject): Promise<string> {
    const [name, key] = [readText(from, 'name'), readText(from, 'key')];
    const id = `${plural}/${name}`;
    const known = read.get(id);
    const object =
      known ?? ((await context.get(await context.resource(plural), context.namespace, name)) as unknown as JsonObject);
    read.set(id, object);
    const value = readPath(object, 'data', key);
    if (typeof value !== 'string') throw new KubectlError(`key ${key} not found in ${what} ${name}`);
    return plural === 'secrets' ? utf8Text(decodeBase64(value) ?? new Uint8Array()) : value;
  }
  return async (from, object, container) => {
    if (isJsonObject(from.secretKeyRef)) return keyOf('secrets', 'secret', from.secretKeyRef);
    if (isJsonObject(from.configMapKeyRef)) return keyOf('configmaps', 'config map', from.configMapKeyRef);
    if (isJsonObject(from.fieldRef)) return fieldValue(object, readText(from.fieldRef, 'fieldPath'));
    if (isJsonObject(from.resourceFieldRef)) return resourceValue(from.resourceFieldRef, container);
    throw new KubectlError('invalid valueFrom');
  };
}

/** Models extractFieldPathAsString. */
function fieldValue(object: JsonObject, path: string): string {
  const subscripted = /^(.+?)\['(.*)'\]$/s.exec(path);
  if (subscripted !== null) {
    const [, of = '', key = ''] = subscripted;
    if (of !== 'metadata.annotations' && of !== 'metadata.labels') {
      throw new KubectlError(`fieldPath ${goQuote(path)} does not support subscript`);
    }
    const wrong = isQualifiedName(of === 'metadata.annotations' ? key.toLowerCase() : key);
    if (wrong.length > 0) throw new KubectlError(`invalid key subscript in ${path}: ${wrong.join(';')}`);
    return readText(object, ...of.split('.'), key);
  }
  switch (path) {
    case 'metadata.annotations':
    case 'metadata.labels': {
      const map = readPath(object, ...path.split('.'));
      return Object.entries(isJsonObject(map) ? map : {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${key}=${goQuote(String(value))}`)
        .join('\n');
    }
    case 'metadata.name':
    case 'metadata.namespace':
    case 'metadata.uid':
      return readText(object, ...path.split('.'));
    default:
      throw new KubectlError(`unsupported fieldPath: ${path}`);
  }
}

/** Models extractContainerResourceValue. */
function resourceValue(from: JsonObject, container: JsonObject): string {
  const resource = readText(from, 'resource');
  const known = /^(limits\.(?:cpu|memory|ephemeral-storage)|requests\.(?:cpu|memory|ephemeral-storage|hugepages-.*))$/;
  if (!known.test(resource)) throw new KubectlError(`Unsupported container resource : ${resource}`);
  const dot = resource.indexOf('.');
  const name = resource.slice(dot + 1);
  const found = readPath(container, 'resources', resource.slice(0, dot), name);
  const quantity = typeof found === 'string' || typeof found === 'number' ? found : '0';
  const given = from.divisor;
  const divisor = (typeof given === 'string' || typeof given === 'number') && milliValue(given) !== 0 ? given : '1';
  const value = name === 'cpu' ? milliValue : integerValue;
  return String(Math.ceil(value(quantity) / value(divisor)));
}
