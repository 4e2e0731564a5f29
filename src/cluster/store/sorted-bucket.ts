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

/**
 * Writes wait in a map until someone lists: thousands of events are written for each time that they are read, and putting each
 * into its place at once would move half of the others every time.
 */
export function createSortedBucket(sorted: readonly KubeObject[] = []): SortedBucket {
  let objects = sorted;
  let size = sorted.length;
  /** The newest state of what was written since the last list; undefined: removed. */
  const written = new Map<string, KubeObject | undefined>();
  /** The last written object of each key, also of removed ones, to find its place. */
  const places = new Map<string, KubeObject>();

  function write(object: KubeObject, state: KubeObject | undefined): void {
    const key = keyOf(object);
    written.set(key, state);
    places.set(key, object);
  }

  function list(): readonly KubeObject[] {
    if (written.size === 0) return objects;
    objects = written.size <= fewWrites ? patched() : merged();
    written.clear();
    places.clear();
    return objects;
  }

  function patched(): readonly KubeObject[] {
    const copy = objects.slice();
    for (const [key, state] of written) {
      const object = places.get(key)!;
      const place = placeIn(copy, object);
      const there = place < copy.length && compareByKey(copy[place]!, object) === 0;
      if (state === undefined) {
        if (there) copy.splice(place, 1);
      } else if (there) copy[place] = state;
      else copy.splice(place, 0, state);
    }
    return copy;
  }

  function merged(): readonly KubeObject[] {
    const changes = [...places].sort(([, a], [, b]) => compareByKey(a, b));
    const out: KubeObject[] = [];
    let at = 0;
    for (const [key, object] of changes) {
      const place = placeIn(objects, object, at);
      while (at < place) out.push(objects[at++]!);
      if (at < objects.length && compareByKey(objects[at]!, object) === 0) at++;
      const state = written.get(key);
      if (state !== undefined) out.push(state);
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
      write(object, object);
    },
    replace(object) {
      write(object, object);
    },
    remove(object) {
      size--;
      write(object, undefined);
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
