import { type FieldSet, isEmptySet } from '../../../api/field-set/field-set.ts';
import { type Place, placeOf, shapeOf } from './field-shape.ts';

/**
 * A set that names parts of what can only be owned as one owns all of it instead. Models structured-merge-diff
 * typed ReconcileFieldSetWithSchema, for sets that clients write.
 */
export function reconciledSet(set: FieldSet, place: Place): FieldSet {
  if (set.children.size === 0) return set;
  const shape = shapeOf(place);
  let members: Set<string> | undefined;
  let children: Map<string, FieldSet> | undefined;
  for (const [element, inner] of set.children) {
    const at = placeBelow(element);
    if (at === undefined) continue;
    if (shapeOf(at).is === 'atomic' && !isEmptySet(inner)) {
      members ??= new Set(set.members);
      members.add(element);
      children ??= new Map(set.children);
      children.delete(element);
      continue;
    }
    const reconciled = reconciledSet(inner, at);
    if (reconciled === inner) continue;
    children ??= new Map(set.children);
    children.set(element, reconciled);
  }
  return children === undefined ? set : { members: members ?? set.members, children };

  function placeBelow(element: string): Place | undefined {
    if (shape.is === 'map' && element.startsWith('f:')) return placeOf(shape, element.slice(2));
    if ((shape.is === 'keyed' || shape.is === 'set') && !element.startsWith('f:')) return shape.items;
    return undefined;
  }
}
