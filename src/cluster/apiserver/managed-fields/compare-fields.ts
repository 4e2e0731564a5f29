import { type FieldSet, growingSet, insertPath, recursiveDifference, union } from '../../../api/field-set/field-set.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import {
  fieldsOf,
  isEmptyValue,
  itemElement,
  itemsOf,
  type ListShape,
  type MapShape,
  namesIn,
  type Place,
  placeOf,
  type Reading,
  type Shape,
  shapeOf,
  valueIn,
} from './field-shape.ts';
import { TypedValueError } from './typed-value-error.ts';

/** The fields in which two objects differ. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/** More levels than any object has. */
const MOST_LEVELS = 1000;

/** Models structured-merge-diff TypedValue.Compare. What is undefined is not there. */
export function compareFields(place: Place, old: unknown, now: unknown, reading: Reading): Comparison {
  const added = growingSet();
  const modified = growingSet();
  const removed = growingSet();
  const path: string[] = [];
  compare(place, old, now);
  return { added, modified, removed };

  function compare(at: Place, one: unknown, other: unknown): void {
    // Objects share what did not change, so that most of an object is not walked.
    if (one === other) return;
    if (path.length > MOST_LEVELS) throw new TypedValueError('nested too deeply');
    const shape = shapeOf(at, one, other);
    if (isLeaf(shape, one, other, reading)) {
      leaf(one, other);
      return;
    }
    if (shape.is === 'map') compareMaps(shape, one, other);
    else if (shape.is === 'set' || shape.is === 'keyed') compareLists(shape, itemsOf(one), itemsOf(other));
    if (one === undefined) insertPath(added, path);
    else if (other === undefined) insertPath(removed, path);
  }

  function leaf(one: unknown, other: unknown): void {
    if (one === undefined) insertPath(added, path);
    else if (other === undefined) insertPath(removed, path);
    else if (!jsonEqual(one, other)) insertPath(modified, path);
  }

  function descend(element: string, at: Place, one: unknown, other: unknown): void {
    path.push(element);
    compare(at, one, other);
    path.pop();
  }

  function compareMaps(shape: MapShape, one: unknown, other: unknown): void {
    const before = fieldsOf(one);
    const after = fieldsOf(other);
    // What Go always writes matters only where the other side has no struct at all.
    const read: Reading = before !== undefined && after !== undefined ? 'as sent' : reading;
    const names = namesIn(shape, after, read);
    for (const name of names) compareField(name);
    for (const name of namesIn(shape, before, read)) {
      if (after === undefined || !Object.hasOwn(after, name)) compareField(name);
    }

    function compareField(name: string): void {
      const at = placeOf(shape, name);
      if (at === undefined) return;
      const was = valueIn(shape, at, before, name, reading);
      const is = valueIn(shape, at, after, name, reading);
      if (was !== is) descend(`f:${name}`, at, was, is);
    }
  }

  function compareLists(shape: ListShape, one: readonly unknown[], other: readonly unknown[]): void {
    const before = byElement(shape, one);
    const after = byElement(shape, other);
    for (const element of new Set([...before.keys(), ...after.keys()])) {
      const olds = before.get(element) ?? [];
      const news = after.get(element) ?? [];
      if (olds.length <= 1 && news.length <= 1) {
        descend(element, shape.items, olds[0], news[0]);
      } else if (olds.length > 1 && news.length > 1) {
        if (!jsonEqual(olds, news)) insertPath(modified, [...path, element]);
      } else if (olds.length > 1) {
        if (news.length > 0) descend(element, shape.items, undefined, news[0]);
        insertPath(removed, [...path, element]);
      } else {
        if (olds.length > 0) descend(element, shape.items, olds[0], undefined);
        insertPath(added, [...path, element]);
      }
    }
  }
}

/** An empty list or map on both sides is a leaf: that keeps nothing and empty apart. */
function isLeaf(shape: Shape, one: unknown, other: unknown, reading: Reading): boolean {
  if (shape.is === 'scalar' || shape.is === 'atomic') return true;
  return isEmptyValue(shape, one, reading) && isEmptyValue(shape, other, reading);
}

function byElement(shape: ListShape, list: readonly unknown[]): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const item of list) {
    const element = itemElement(shape, item);
    const same = found.get(element);
    if (same === undefined) found.set(element, [item]);
    else same.push(item);
  }
  return found;
}

/** The comparison without these fields and what is below them. */
export function withoutFields({ added, modified, removed }: Comparison, fields: FieldSet): Comparison {
  return {
    added: recursiveDifference(added, fields),
    modified: recursiveDifference(modified, fields),
    removed: recursiveDifference(removed, fields),
  };
}

/** What is there now and was not there so. */
export const gainedIn = ({ added, modified }: Comparison): FieldSet => union(modified, added);
