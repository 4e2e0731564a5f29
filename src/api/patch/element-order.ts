import { goValue } from '../go-value.ts';
import { isRecord, PatchError } from './patch-error.ts';

/** What identifies an item: its merge key's value, or a scalar itself. */
export function identity(item: unknown, mergeKey: string): unknown {
  return isRecord(item) ? item[mergeKey] : item;
}

export function requireMergeKey(item: unknown, mergeKey: string): unknown {
  if (!isRecord(item)) throw new PatchError(`expected a map[string]interface {}, but received a ${goTypeOf(item)}`);
  if (!Object.hasOwn(item, mergeKey)) {
    throw new PatchError(`map: ${goValue(item)} does not contain declared merge key: ${mergeKey}`);
  }
  return item[mergeKey];
}

function goTypeOf(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Whether a list holds objects; refuses lists of lists and lists of mixed things. Models sliceElementType. */
export function holdsMaps(...lists: readonly (readonly unknown[])[]): boolean {
  let kind: string | undefined;
  for (const item of lists.flat()) {
    if (Array.isArray(item)) throw new PatchError('lists of lists are not supported');
    const now = isRecord(item) ? 'map' : goTypeOf(item);
    if (kind !== undefined && kind !== now) {
      throw new PatchError(`list element types are not identical: ${goValue(lists)}`);
    }
    kind = now;
  }
  if (kind === undefined) throw new PatchError('no elements in any of the given slices');
  return kind === 'map';
}

/** Sorts by the order of another list, entries that delete last. Models normalizeSliceOrder and its insertion sort. */
export function sortByOrder(items: readonly unknown[], order: readonly unknown[], mergeKey: string): unknown[] {
  const isDelete = (item: unknown) => isRecord(item) && item.$patch === 'delete';
  const sorted = items.filter((item) => !isDelete(item));
  const position = positions(order, mergeKey);
  const less = (a: unknown, b: unknown): boolean => {
    const left = position.get(identity(a, mergeKey));
    const right = position.get(identity(b, mergeKey));
    return left === undefined || right === undefined || left < right;
  };
  for (let to = 1; to < sorted.length; to++) {
    for (let at = to; at > 0 && less(sorted[at], sorted[at - 1]); at--) {
      [sorted[at - 1], sorted[at]] = [sorted[at], sorted[at - 1]];
    }
  }
  return [...sorted, ...items.filter(isDelete)];
}

function positions(order: readonly unknown[], mergeKey: string): ReadonlyMap<unknown, number> {
  const found = new Map<unknown, number>();
  order.forEach((item, at) => {
    const key = identity(item, mergeKey);
    if (!found.has(key)) found.set(key, at);
  });
  return found;
}

/** Puts what the patch names and what only the server has into one list. Models normalizeElementOrder. */
export function orderMerged(
  merged: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const named = positions(patchOrder, mergeKey);
  const isNamed = (item: unknown) => named.has(identity(item, mergeKey));
  const right = sortByOrder(merged.filter(isNamed), patchOrder, mergeKey);
  const left = sortByOrder(
    merged.filter((item) => !isNamed(item)),
    serverOrder,
    mergeKey,
  );
  const server = positions(serverOrder, mergeKey);
  const all: unknown[] = [];
  while (left.length > 0 && right.length > 0) {
    const l = server.get(identity(left[0], mergeKey));
    const r = server.get(identity(right[0], mergeKey));
    all.push(l !== undefined && r !== undefined && l < r ? left.shift() : right.shift());
  }
  return [...all, ...left, ...right];
}

/** Drops repeated scalars by moving the last one into the gap, as upstream does. */
export function withoutRepeats(items: readonly unknown[]): unknown[] {
  const list = [...items];
  for (let first = 0; first < list.length - 1; first++) {
    for (let other = first + 1; other < list.length; other++) {
      if (list[first] !== list[other]) continue;
      const last = list.pop();
      if (other < list.length) list[other] = last;
      other--;
    }
  }
  return list;
}
