import { goQuote } from '../../api/go-quote.ts';
import { findJsonPath, type JsonPath, parseJsonPath, relaxedJsonPath } from '../../api/json-path.ts';
import { compareQuantities, parseQuantity } from '../../api/quantity.ts';
import { KubectlError } from '../kubectl-error.ts';

/** Sorts things by a field of the objects behind them; those without the field come first. Models kubectl get sorter.go. */
export function sortByField<T>(
  things: readonly T[],
  expression: string,
  objectOf: (thing: T) => unknown,
): readonly T[] {
  if (things.length === 0) return things;
  const relaxed = relaxedJsonPath(expression);
  const field = typeof relaxed === 'string' ? relaxed : expression;
  const path = parseJsonPath(field);
  if ('error' in path) throw new KubectlError(path.error);
  const keyed = things.map((thing) => ({ thing, key: firstValue(path, objectOf(thing)) }));
  if (keyed.every(({ key }) => key === undefined)) {
    throw new KubectlError(`couldn't find any field with path ${goQuote(field)} in the list of objects`);
  }
  return keyed.sort((a, b) => compareValues(a.key, b.key)).map(({ thing }) => thing);
}

function firstValue(path: JsonPath, object: unknown): unknown {
  const found = findJsonPath(path, object, { allowMissingKeys: true });
  if ('error' in found) throw new KubectlError(found.error);
  return found[0]?.[0];
}

function compareValues(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    if (parseQuantity(a) !== undefined && parseQuantity(b) !== undefined) return compareQuantities(a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  throw new KubectlError(`unsortable type: ${typeof a}`);
}
