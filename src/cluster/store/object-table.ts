import type { KubeObject } from '../../api/object.ts';
import { compareByKey } from './object-order.ts';
import { createSortedBucket, type SortedBucket } from './sorted-bucket.ts';

/** Which objects of a resource are meant; all given parts must hold. */
export interface StoreScope {
  readonly namespace?: string;
  readonly node?: string;
  readonly owner?: string;
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

function indexesOf(resource: string): readonly Index[] {
  if (resource === 'pods') return [byNamespace, byOwner, byNode];
  if (resource === 'events') return [byNamespace, bySubject];
  return [byNamespace, byOwner];
}

export function createObjectTable(resource: string, initial: Iterable<KubeObject>): ObjectTable {
  const indexes = indexesOf(resource).map((index) => ({ index, buckets: new Map<string, SortedBucket>() }));
  const sorted = [...initial].sort(compareByKey);
  for (const object of sorted) enter(object);
  const all = createSortedBucket(sorted);

  function enter(object: KubeObject): void {
    for (const { index, buckets } of indexes) {
      for (const key of index.keys(object)) add(buckets, key, object);
    }
  }

  function add(buckets: Map<string, SortedBucket>, key: string, object: KubeObject): void {
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = createSortedBucket();
      buckets.set(key, bucket);
    }
    bucket.insert(object);
  }

  function take(buckets: Map<string, SortedBucket>, key: string, object: KubeObject): void {
    const bucket = buckets.get(key)!;
    bucket.remove(object);
    if (bucket.size === 0) buckets.delete(key);
  }

  return {
    list(scope) {
      if (scope === undefined) return all.list();
      let found: readonly KubeObject[] | undefined;
      let usedPart: keyof StoreScope | undefined;
      for (const { index, buckets } of indexes) {
        const key = scope[index.part];
        if (key === undefined) continue;
        const candidates = buckets.get(key)?.list() ?? [];
        if (found === undefined || candidates.length < found.length) {
          found = candidates;
          usedPart = index.part;
        }
      }
      if (found === undefined) return all.list();
      const rest = indexes.filter(({ index }) => index.part !== usedPart && scope[index.part] !== undefined);
      if (rest.length === 0) return found;
      return found.filter((object) => rest.every(({ index }) => index.keys(object).includes(scope[index.part]!)));
    },
    changed(object, old) {
      if (old === undefined) {
        if (object === undefined) return;
        all.insert(object);
        enter(object);
        return;
      }
      if (object === undefined) {
        all.remove(old);
        for (const { index, buckets } of indexes) for (const key of index.keys(old)) take(buckets, key, old);
        return;
      }
      all.replace(object);
      for (const { index, buckets } of indexes) {
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
