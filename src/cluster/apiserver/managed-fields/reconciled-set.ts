import { below, type FieldSet, isEmptySet } from '../../../api/field-set/field-set.ts';
import { type Place, placeOf, shapeOf } from './field-shape.ts';

/**
 * A set that names parts of what can only be owned as one owns all of it instead. Models structured-merge-diff
 * typed ReconcileFieldSetWithSchema, for sets that clients write.
 */
export function reconciledSet(set: FieldSet, place: Place): FieldSet {
  if (set.children.size === 0) return set;
  const shape = shapeOf(place);
  const members = new Set(set.members);
  const children = new Map<string, FieldSet>();
  for (const element of set.children.keys()) {
    const inner = below(set, element);
    const at = placeBelow(element);
    if (at === undefined) {
      children.set(element, inner);
      continue;
    }
    if (shapeOf(at).is === 'atomic' && !isEmptySet(inner)) {
      members.add(element);
      continue;
    }
    children.set(element, reconciledSet(inner, at));
  }
  return { members, children };

  function placeBelow(element: string): Place | undefined {
    if (shape.is === 'map' && element.startsWith('f:')) return placeOf(shape, element.slice(2));
    if ((shape.is === 'keyed' || shape.is === 'set') && !element.startsWith('f:')) return shape.items;
    return undefined;
  }
}
