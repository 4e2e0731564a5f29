import { deepFreeze } from '../../api/deep-freeze.ts';
import type { KubeObject } from '../../api/object.ts';
import type { World } from '../../sim/world.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';
import { compareByKey } from './object-order.ts';
import { createObjectTable, isInScope, type ObjectTable, type StoreScope } from './object-table.ts';
import { ownershipOf, withOwnership } from './ownership.ts';

/** Grows by one with every write to the store. */
export type Revision = number;

export interface StoreChange {
  readonly revision: Revision;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The resource as the store names it: `daemonsets.apps`, `pods`. */
  readonly resource: string;
  readonly object: KubeObject;
  readonly old?: KubeObject;
}

/** All objects of the cluster, deeply frozen, as etcd holds them. Keys are `namespace/name` or `name`. */
export interface Store {
  readonly revision: Revision;
  get(resource: string, key: string): KubeObject | undefined;
  /** Sorted by key, from an index, without copying objects. */
  list(resource: string, scope?: StoreScope): readonly KubeObject[];
  /** The list as it was at a revision; undefined when that is too long ago. */
  listAt(resource: string, scope: StoreScope | undefined, revision: Revision): readonly KubeObject[] | undefined;
  /**
   * Writes an object under a new revision and freezes it. undefined when what is there is not the object with the
   * expected resourceVersion (or not absent). `ownership` says whose its fields are.
   */
  put(
    resource: string,
    key: string,
    object: KubeObject,
    expected: string | 'absent',
    ownership?: object,
  ): KubeObject | undefined;
  /** Removes an object and returns its last state, under a new revision. `last` is told to watchers instead if given. */
  delete(
    resource: string,
    key: string,
    expected: string,
    last?: KubeObject,
    ownership?: object,
  ): KubeObject | undefined;
  readonly changes: Pick<ChangeLog, 'watch' | 'observe' | 'forgotten' | 'told'>;
}

export function createStore(world: World): Store {
  const state = world.state('store', () => ({
    revision: 0,
    objects: new Map<string, Map<string, KubeObject>>(),
  }));
  const log = createChangeLog(world);
  const tables = new Map<string, ObjectTable>();

  function rowsOf(resource: string): Map<string, KubeObject> {
    let rows = state.objects.get(resource);
    if (rows === undefined) {
      rows = new Map();
      state.objects.set(resource, rows);
    }
    return rows;
  }

  /** Indexes follow from the objects, so they are not state: a forked world makes its own when it first needs them. */
  function tableOf(resource: string): ObjectTable {
    let table = tables.get(resource);
    if (table === undefined) {
      table = createObjectTable(resource, rowsOf(resource));
      tables.set(resource, table);
    }
    return table;
  }

  function stamped(object: KubeObject, ownership: object | undefined): KubeObject {
    state.revision++;
    const copy = { ...object, metadata: { ...object.metadata, resourceVersion: String(state.revision) } };
    return deepFreeze(withOwnership(copy, ownership));
  }

  return {
    get revision() {
      return state.revision;
    },
    get: (resource, key) => state.objects.get(resource)?.get(key),
    list: (resource, scope) => tableOf(resource).list(scope),
    listAt(resource, scope, revision) {
      const now = tableOf(resource).list(scope);
      if (revision === state.revision) return now;
      const changes = log.since(revision);
      if (changes === undefined) return undefined;
      /** What was there before its first change since; undefined where there was nothing. */
      const before = new Map<string, KubeObject | undefined>();
      for (const change of changes) {
        if (change.resource !== resource) continue;
        const key = keyOf(change.object);
        if (!before.has(key)) before.set(key, change.old);
      }
      if (before.size === 0) return now;
      const kept = now.filter((object) => !before.has(keyOf(object)));
      const old = [...before.values()].filter((one) => one !== undefined && isInScope(resource, one, scope));
      return [...kept, ...(old as readonly KubeObject[])].sort(compareByKey);
    },
    put(resource, key, object, expected, ownership) {
      const rows = rowsOf(resource);
      const old = rows.get(key);
      if (expected === 'absent' ? old !== undefined : old?.metadata.resourceVersion !== expected) return undefined;
      const stored = stamped(object, ownership);
      rows.set(key, stored);
      tables.get(resource)?.changed(stored, old);
      const revision = state.revision;
      if (old === undefined) log.append({ revision, type: 'ADDED', resource, object: stored });
      else log.append({ revision, type: 'MODIFIED', resource, object: stored, old });
      return stored;
    },
    delete(resource, key, expected, last, ownership) {
      const rows = rowsOf(resource);
      const old = rows.get(key);
      if (old === undefined || old.metadata.resourceVersion !== expected) return undefined;
      const object = stamped(last ?? old, ownership ?? ownershipOf(old));
      rows.delete(key);
      tables.get(resource)?.changed(undefined, old);
      log.append({ revision: state.revision, type: 'DELETED', resource, object, old });
      return object;
    },
    changes: log,
  };
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
