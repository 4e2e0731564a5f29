import { canonicalQuantity } from '../../../api/quantity.ts';
import {
  elementType,
  fieldOf,
  isListType,
  isMapType,
  isStruct,
  plainType,
  type TypeReference,
} from '../../../api/schema.ts';

const MAX_DEPTH = 200;

/**
 * A copy of decoded JSON as the type sees it: without fields the type does not have and without nulls, quantities in
 * their canonical form. The caller has checked the value against the type already.
 */
export function prune(type: TypeReference, value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') {
    const isAmount = type.endsWith('.resource.Quantity') && (typeof value === 'string' || typeof value === 'number');
    return isAmount ? canonicalQuantity(value) : value;
  }
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const element = isListType(type) ? elementType(type)! : 'any';
    return value.map((item) => (item === null ? zeroOf(element) : prune(element, item, depth + 1)));
  }
  if (!isStruct(type)) {
    const element = isMapType(type) ? elementType(type)! : 'any';
    const keepsNulls = !isMapType(type) && plainType(type) !== 'string';
    return copy(Object.keys(value), value, () => element, keepsNulls, depth);
  }
  return copy(Object.keys(value), value, (name) => fieldOf(type, name)?.type, false, depth);
}

/** Go reads null in a list as the type's empty value. */
function zeroOf(type: TypeReference): unknown {
  if (isStruct(type) || isMapType(type)) return {};
  if (isListType(type)) return [];
  const plain = plainType(type);
  if (plain === 'boolean') return false;
  if (plain.startsWith('integer') || plain.startsWith('number') || plain === 'int-or-string') return 0;
  return plain.startsWith('string') ? '' : null;
}

function copy(
  names: readonly string[],
  value: object,
  typeOfField: (name: string) => TypeReference | undefined,
  keepsNulls: boolean,
  depth: number,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name of names) {
    if (name === '__proto__') continue;
    const item = (value as Record<string, unknown>)[name];
    if (item === undefined || (item === null && !keepsNulls)) continue;
    const type = typeOfField(name);
    if (type === undefined) continue;
    result[name] = prune(type, item, depth + 1);
  }
  return result;
}
