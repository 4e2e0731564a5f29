import type { KubeObject } from '../../api/object.ts';
import { compareByKey } from './object-order.ts';

/** Objects in key order. What `list` returns never changes; a write after it works on a copy. */
export interface SortedBucket {
  readonly size: number;
  list(): readonly KubeObject[];
  insert(object: KubeObject): void;
  /** Puts `object` where the object with the same key is. */
  replace(object: KubeObject): void;
  remove(object: KubeObject): void;
}

export function createSortedBucket(sorted: KubeObject[] = []): SortedBucket {
  let objects = sorted;
  let shared = false;

  function own(): void {
    if (!shared) return;
    objects = objects.slice();
    shared = false;
  }

  /** The place of the first object that is not before `object`. */
  function placeOf(object: KubeObject): number {
    let low = 0;
    let high = objects.length;
    if (high > 0 && compareByKey(objects[high - 1]!, object) < 0) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareByKey(objects[middle]!, object) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get size() {
      return objects.length;
    },
    list() {
      shared = true;
      return objects;
    },
    insert(object) {
      own();
      const place = placeOf(object);
      if (place === objects.length) objects.push(object);
      else objects.splice(place, 0, object);
    },
    replace(object) {
      own();
      objects[placeOf(object)] = object;
    },
    remove(object) {
      own();
      objects.splice(placeOf(object), 1);
    },
  };
}
