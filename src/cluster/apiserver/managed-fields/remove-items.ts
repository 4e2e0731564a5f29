import { below, type FieldSet, isEmptySet } from '../../../api/field-set/field-set.ts';
import { fieldsOf, itemElement, type ListShape, type MapShape, type Place, placeOf, shapeOf } from './field-shape.ts';

/** The value without these fields and items. Models structured-merge-diff TypedValue.RemoveItems. */
export function removeItems(place: Place, value: unknown, fields: FieldSet): unknown {
  const shape = shapeOf(place, value);
  if (shape.is === 'scalar') return value;
  if (shape.is === 'atomic') return undefined;
  if (shape.is === 'map') return removeFromMap(shape, value, fields);
  return removeFromList(shape, value, fields);
}

function removeFromList(shape: ListShape, value: unknown, fields: FieldSet): unknown {
  if (!Array.isArray(value)) return undefined;
  const kept: unknown[] = [];
  for (const item of value) {
    const element = itemElement(shape, item);
    if (fields.members.has(element)) continue;
    const inner = below(fields, element);
    // An item of which nothing is left stays as what Kubernetes makes of it then: nothing.
    kept.push(isEmptySet(inner) ? item : (removeItems(shape.items, item, inner) ?? null));
  }
  return kept.length === 0 ? undefined : kept;
}

function removeFromMap(shape: MapShape, value: unknown, fields: FieldSet): unknown {
  const kept: [string, unknown][] = [];
  for (const [name, item] of Object.entries(fieldsOf(value) ?? {})) {
    const element = `f:${name}`;
    if (fields.members.has(element)) continue;
    const inner = below(fields, element);
    const at = placeOf(shape, name);
    const left = isEmptySet(inner) || at === undefined ? item : removeItems(at, item, inner);
    kept.push([name, left ?? null]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
