import { type FieldSet, growingSet, insertPath } from '../../../api/field-set/field-set.ts';
import {
  fieldsOf,
  itemElement,
  itemsOf,
  type ListShape,
  type MapShape,
  type Place,
  placeOf,
  shapeOf,
} from './field-shape.ts';

/** Every leaf and item that a value mentions. Models structured-merge-diff TypedValue.ToFieldSet. */
export function toFieldSet(place: Place, value: unknown): FieldSet {
  const set = growingSet();
  const path: string[] = [];
  walk(place, value);
  return set;

  function walk(at: Place, given: unknown): void {
    const shape = shapeOf(at, given);
    if (shape.is === 'scalar' || shape.is === 'atomic') insertPath(set, path);
    else if (shape.is === 'map') walkMap(shape, given);
    else walkList(shape, itemsOf(given));
  }

  function walkMap(shape: MapShape, given: unknown): void {
    for (const [name, inner] of Object.entries(fieldsOf(given) ?? {})) {
      const below = placeOf(shape, name);
      if (below === undefined) continue;
      path.push(`f:${name}`);
      walk(below, inner);
      const fields = fieldsOf(inner);
      const isEmptyMap = fields !== undefined && Object.keys(fields).length === 0;
      if (inner === null || isEmptyMap || shape.elements !== undefined) insertPath(set, path);
      path.pop();
    }
  }

  function walkList(shape: ListShape, items: readonly unknown[]): void {
    const elements = items.map((item) => itemElement(shape, item));
    const once = new Set<string>();
    const twice = new Set<string>();
    for (const element of elements) (once.has(element) ? twice : once).add(element);
    items.forEach((item, at) => {
      path.push(elements[at]!);
      if (!twice.has(elements[at]!)) walk(shape.items, item);
      insertPath(set, path);
      path.pop();
    });
  }
}
