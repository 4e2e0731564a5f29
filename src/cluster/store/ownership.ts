import type { KubeObject } from '../../api/object.ts';

/**
 * Where an object keeps who wrote its fields. It is no part of the object: copies and JSON of it do not have it, and
 * nobody who looks at it sees it.
 */
const OWNERSHIP = Symbol('ownership');

/** Attaches frozen data to an object that is not frozen yet. */
export function withOwnership<T extends KubeObject>(object: T, ownership: object | undefined): T {
  if (ownership !== undefined) Object.defineProperty(object, OWNERSHIP, { value: ownership });
  return object;
}

export function ownershipOf(object: KubeObject): object | undefined {
  return (object as { readonly [OWNERSHIP]?: object })[OWNERSHIP];
}
