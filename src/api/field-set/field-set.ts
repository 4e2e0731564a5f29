import { compareElements } from './field-set-order.ts';

/**
 * Which fields of an object are meant. A path element is the text it has in `fieldsV1`: `f:spec`, `k:{"name":"web"}`,
 * `v:"one"`. Models structured-merge-diff fieldpath Set.
 */
export interface FieldSet {
  /** The elements that are in the set themselves. */
  readonly members: ReadonlySet<string>;
  /** What is in the set below an element; never empty sets. */
  readonly children: ReadonlyMap<string, FieldSet>;
}

/** A set while it is being built. */
export interface GrowingSet extends FieldSet {
  readonly members: Set<string>;
  readonly children: Map<string, GrowingSet>;
}

export const NO_FIELDS: FieldSet = { members: new Set(), children: new Map() };

export const growingSet = (): GrowingSet => ({ members: new Set(), children: new Map() });

export const isEmptySet = (set: FieldSet): boolean => set.members.size === 0 && set.children.size === 0;

export const below = (set: FieldSet, element: string): FieldSet => set.children.get(element) ?? NO_FIELDS;

/** Puts a path into the set; the path of the whole object cannot be a member. */
export function insertPath(set: GrowingSet, path: readonly string[]): void {
  if (path.length === 0) return;
  let at = set;
  for (const element of path.slice(0, -1)) {
    let next = at.children.get(element);
    if (next === undefined) {
      next = growingSet();
      at.children.set(element, next);
    }
    at = next;
  }
  at.members.add(path.at(-1)!);
}

/** The set of these paths. */
export function setOfPaths(paths: readonly (readonly string[])[]): FieldSet {
  const set = growingSet();
  for (const path of paths) insertPath(set, path);
  return set;
}

/** What is in either set; a set that has all of the other is returned as it is. */
export function union(one: FieldSet, other: FieldSet): FieldSet {
  if (one === other || isEmptySet(other)) return one;
  if (isEmptySet(one)) return other;
  let children: Map<string, FieldSet> | undefined;
  for (const [element, set] of other.children) {
    const own = one.children.get(element);
    const next = own === undefined ? set : union(own, set);
    if (next === own) continue;
    children ??= new Map(one.children);
    children.set(element, next);
  }
  let members: Set<string> | undefined;
  for (const element of other.members) {
    if (one.members.has(element)) continue;
    members ??= new Set(one.members);
    members.add(element);
  }
  if (children === undefined && members === undefined) return one;
  return { members: members ?? one.members, children: children ?? one.children };
}

export function intersection(one: FieldSet, other: FieldSet): FieldSet {
  const members = new Set<string>();
  for (const element of other.members) if (one.members.has(element)) members.add(element);
  const children = new Map<string, FieldSet>();
  for (const [element, set] of other.children) {
    const own = one.children.get(element);
    if (own === undefined) continue;
    const common = intersection(own, set);
    if (!isEmptySet(common)) children.set(element, common);
  }
  return { members, children };
}

/** Leaves out the other set's paths, but not what lies below them. Returns the set itself when it has none of them. */
export function difference(one: FieldSet, other: FieldSet): FieldSet {
  return without(one, other, false);
}

/** Leaves out the other set's paths with everything below them. Returns the set itself when it has none of them. */
export function recursiveDifference(one: FieldSet, other: FieldSet): FieldSet {
  return without(one, other, true);
}

/** Looks only at what the other set names, which is less than what a set has as a rule. */
function without(one: FieldSet, other: FieldSet, recursive: boolean): FieldSet {
  let members: Set<string> | undefined;
  let children: Map<string, FieldSet> | undefined;
  for (const element of other.members) {
    if (one.members.has(element)) {
      members ??= new Set(one.members);
      members.delete(element);
    }
    if (recursive && one.children.has(element)) {
      children ??= new Map(one.children);
      children.delete(element);
    }
  }
  for (const [element, set] of other.children) {
    const own = (children ?? one.children).get(element);
    if (own === undefined) continue;
    const left = without(own, set, recursive);
    if (left === own) continue;
    children ??= new Map(one.children);
    if (isEmptySet(left)) children.delete(element);
    else children.set(element, left);
  }
  if (members === undefined && children === undefined) return one;
  return { members: members ?? one.members, children: children ?? one.children };
}

/** Every path of the set, shorter ones before what is below them. */
export function* pathsOf(set: FieldSet, prefix: readonly string[] = []): Generator<readonly string[]> {
  for (const element of sortedElements(set)) {
    if (set.members.has(element)) yield [...prefix, element];
    yield* pathsOf(below(set, element), [...prefix, element]);
  }
}

/** Fields come before keys, keys before values, values before places. */
export function sortedElements({ members, children }: FieldSet): readonly string[] {
  return [...new Set([...members, ...children.keys()])].sort(compareElements);
}

/** Whether two sets have the same paths. */
export function sameSet(one: FieldSet, other: FieldSet): boolean {
  return isEmptySet(difference(one, other)) && isEmptySet(difference(other, one));
}

/** Whether the path is in the set. */
export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let at = set;
  for (const element of path.slice(0, -1)) at = below(at, element);
  const last = path.at(-1);
  return last !== undefined && at.members.has(last);
}
