import type { FieldSet } from '../../../api/field-set/field-set.ts';
import { type Place, placeOf, shapeOf } from './field-shape.ts';

/**
 * The set with the named fields on the way to its paths, which are members only when a whole map is meant. Models
 * structured-merge-diff Set.EnsureNamedFieldsAreMembers.
 */
export function withNamedFields(set: FieldSet, place: Place | undefined): FieldSet {
  const shape = place === undefined ? undefined : shapeOf(place);
  const members = new Set(set.members);
  const children = new Map<string, FieldSet>();
  for (const [element, inner] of set.children) {
    const isField = element.startsWith('f:') && shape?.is === 'map';
    const field = isField ? placeOf(shape, element.slice(2)) : undefined;
    if (isField && field !== undefined && shape.elements === undefined) members.add(element);
    const isItem = element.startsWith('k:') && shape?.is === 'keyed';
    children.set(element, withNamedFields(inner, isItem ? shape.items : field));
  }
  return { members, children };
}
