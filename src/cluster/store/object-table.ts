import type { KubeObject } from '../../api/object.ts';
import { compareByKey } from './object-order.ts';
import { createSortedBucket, type SortedBucket } from './sorted-bucket.ts';

/** Which objects of a resource are meant; all given parts must hold. */
export interface StoreScope {
  readonly namespace?: string;
  readonly node?: string;
  readonly owner?: string;
  /** Pods of this namespace that have no controller. */
  readonly orphansIn?: string;
  /** Events about the object with this uid. */
  readonly about?: string;
}

/** The objects of one resource, sorted, with indexes that every write keeps up to date. */
export interface ObjectTable {
  list(scope?: StoreScope): readonly KubeObject[];
  changed(object: KubeObject | undefined, old: KubeObject | undefined): void;
}

interface Index {
  readonly part: keyof StoreScope;
  /** Whether the index keys of the two objects are the same, seen without computing them. */
  unchanged(a: KubeObject, b: KubeObject): boolean;
  keys(object: KubeObject): readonly string[];
}

const none: readonly string[] = [];
const nothing: readonly KubeObject[] = Object.freeze([]);
const one = (key: string | undefined): readonly string[] => (key === undefined || key === '' ? none : [key]);
const nodeOf = (object: KubeObject) => (object as { spec?: { nodeName?: string } }).spec?.nodeName;
const subjectOf = (object: KubeObject) => (object as { involvedObject?: { uid?: string } }).involvedObject?.uid;

const byNamespace: Index = {
  part: 'namespace',
  unchanged: () => true,
  keys: ({ metadata }) => one(metadata.namespace),
};
const byOwner: Index = {
  part: 'owner',
  unchanged: (a, b) => a.metadata.ownerReferences === b.metadata.ownerReferences,
  keys: ({ metadata }) => {
    const owners = metadata.ownerReferences;
    if (owners === undefined || owners.length === 0) return none;
    return owners.length === 1 ? [owners[0]!.uid] : [...new Set(owners.map(({ uid }) => uid))];
  },
};
const byOrphanhood: Index = {
  part: 'orphansIn',
  unchanged: (a, b) => a.metadata.ownerReferences === b.metadata.ownerReferences,
  keys: ({ metadata }) =>
    metadata.ownerReferences?.some(({ controller }) => controller === true) === true ? none : one(metadata.namespace),
};
const byNode: Index = {
  part: 'node',
  unchanged: (a, b) => nodeOf(a) === nodeOf(b),
  keys: (pod) => one(nodeOf(pod)),
};
const bySubject: Index = {
  part: 'about',
  unchanged: (a, b) => subjectOf(a) === subjectOf(b),
  keys: (event) => one(subjectOf(event)),
};

/** The most selective first: a list takes its candidates from the first index that its scope names. */
function indexesOf(resource: string): readonly Index[] {
  if (resource === 'pods') return [byNode, byOwner, byOrphanhood, byNamespace];
  if (resource === 'events') return [bySubject, byNamespace];
  return [byOwner, byNamespace];
}

/** Whether an object is among those that a scope means. */
export function isInScope(resource: string, object: KubeObject, scope: StoreScope | undefined): boolean {
  if (scope === undefined) return true;
  return indexesOf(resource).every(({ part, keys }) => {
    const wanted = scope[part];
    return wanted === undefined || keys(object).includes(wanted);
  });
}

/**
 * `rows` are the objects by their keys, as they are after every change told to `changed`. An order or an index is made
 * when it is first asked for: most resources are written by the thousands and listed in one way or none.
 */
export function createObjectTable(resource: string, rows: ReadonlyMap<string, KubeObject>): ObjectTable {
  const indexes = indexesOf(resource);
  const made: { readonly index: Index; readonly buckets: Map<string, SortedBucket> }[] = [];
  let all: SortedBucket | undefined;

  const sorted = () => [...rows.values()].sort(compareByKey);

  function bucketsOf(index: Index): Map<string, SortedBucket> {
    const known = made.find((candidate) => candidate.index === index);
    if (known !== undefined) return known.buckets;
    const groups = new Map<string, KubeObject[]>();
    for (const object of sorted()) {
      for (const key of index.keys(object)) {
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [object]);
        else group.push(object);
      }
    }
    const buckets = new Map([...groups].map(([key, group]) => [key, createSortedBucket(group)]));
    made.push({ index, buckets });
    return buckets;
  }

  function listAll(): readonly KubeObject[] {
    all ??= createSortedBucket(sorted());
    return all.list();
  }

  function add(buckets: Map<string, SortedBucket>, key: string, object: KubeObject): void {
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, createSortedBucket([object]));
    else bucket.insert(object);
  }

  function take(buckets: Map<string, SortedBucket>, key: string, object: KubeObject): void {
    const bucket = buckets.get(key)!;
    bucket.remove(object);
    if (bucket.size === 0) buckets.delete(key);
  }

  return {
    list(scope) {
      if (scope === undefined) return listAll();
      let first: Index | undefined;
      let rest: Index[] | undefined;
      for (const index of indexes) {
        if (scope[index.part] === undefined) continue;
        if (first === undefined) first = index;
        else if (rest === undefined) rest = [index];
        else rest.push(index);
      }
      if (first === undefined) return listAll();
      const found = bucketsOf(first).get(scope[first.part]!)?.list() ?? nothing;
      if (rest === undefined) return found;
      return found.filter((object) => rest.every((index) => index.keys(object).includes(scope[index.part]!)));
    },
    changed(object, old) {
      if (old === undefined) {
        if (object === undefined) return;
        all?.insert(object);
        for (const { index, buckets } of made) for (const key of index.keys(object)) add(buckets, key, object);
        return;
      }
      if (object === undefined) {
        all?.remove(old);
        for (const { index, buckets } of made) for (const key of index.keys(old)) take(buckets, key, old);
        return;
      }
      all?.replace(object);
      for (const { index, buckets } of made) {
        if (index.unchanged(object, old)) {
          for (const key of index.keys(object)) buckets.get(key)!.replace(object);
          continue;
        }
        for (const key of index.keys(old)) take(buckets, key, old);
        for (const key of index.keys(object)) add(buckets, key, object);
      }
    },
  };
}
