import type { KubeObject } from '../../api/object.ts';
import { compareByKey } from './object-order.ts';

/** Objects in key order. What `list` returns never changes; a write after it shows in the next list only. */
export interface SortedBucket {
  readonly size: number;
  list(): readonly KubeObject[];
  insert(object: KubeObject): void;
  /** Puts `object` where the object with the same key is. */
  replace(object: KubeObject): void;
  remove(object: KubeObject): void;
}

/** Up to so many waiting writes are put into a copy one by one; more are merged in one pass. */
const fewWrites = 16;
/** A list shorter than this is copied for every write. */
const fewObjects = 16;

/**
 * Writes to many objects wait in a map until someone lists: thousands of pods are written for each time that they are read,
 * and putting each into its place at once would move half of the others every time. Few objects are kept in place.
 */
export function createSortedBucket(sorted: readonly KubeObject[] = []): SortedBucket {
  let objects = sorted;
  let size = sorted.length;
  /** What was written since the last list, by key; for removed objects the one that was removed. */
  let written: Map<string, KubeObject> | undefined;
  const removed = new Set<string>();

  function write(object: KubeObject, isRemoved: boolean): void {
    if (written === undefined) {
      if (objects.length < fewObjects) {
        objects = patched([[object, isRemoved]]);
        return;
      }
      written = new Map();
    }
    const key = keyOf(object);
    written.set(key, object);
    if (isRemoved) removed.add(key);
    else if (removed.size > 0) removed.delete(key);
  }

  function list(): readonly KubeObject[] {
    if (written === undefined) return objects;
    objects =
      written.size <= fewWrites
        ? patched([...written].map(([key, object]) => [object, removed.has(key)]))
        : merged(written);
    written = undefined;
    removed.clear();
    return objects;
  }

  function patched(writes: readonly (readonly [KubeObject, boolean])[]): readonly KubeObject[] {
    const copy = objects.slice();
    for (const [object, isRemoved] of writes) {
      const place = placeIn(copy, object);
      const there = place < copy.length && compareByKey(copy[place]!, object) === 0;
      if (isRemoved) {
        if (there) copy.splice(place, 1);
      } else if (there) copy[place] = object;
      else copy.splice(place, 0, object);
    }
    return copy;
  }

  function merged(writes: ReadonlyMap<string, KubeObject>): readonly KubeObject[] {
    const changes = [...writes].sort(([, a], [, b]) => compareByKey(a, b));
    const out: KubeObject[] = [];
    let at = 0;
    for (const [key, object] of changes) {
      const place = placeIn(objects, object, at);
      while (at < place) out.push(objects[at++]!);
      if (at < objects.length && compareByKey(objects[at]!, object) === 0) at++;
      if (!removed.has(key)) out.push(object);
    }
    while (at < objects.length) out.push(objects[at++]!);
    return out;
  }

  return {
    get size() {
      return size;
    },
    list,
    insert(object) {
      size++;
      write(object, false);
    },
    replace(object) {
      write(object, false);
    },
    remove(object) {
      size--;
      write(object, true);
    },
  };
}

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

/** The place of the first object from `low` on that is not before `object`. */
function placeIn(objects: readonly KubeObject[], object: KubeObject, low = 0): number {
  let high = objects.length;
  if (high > low && compareByKey(objects[high - 1]!, object) < 0) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareByKey(objects[middle]!, object) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
