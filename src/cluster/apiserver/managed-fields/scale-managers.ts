import { difference, hasPath, isEmptySet, setOfPaths } from '../../../api/field-set/field-set.ts';
import { type Entries, readEntries, writeEntries } from './managed-entries.ts';
import type { Managed, VersionedSet } from './managers.ts';

/** How many replicas there are: the one field that an object and its scale share, by the same path in both. */
const PATH = ['f:spec', 'f:replicas'];
const REPLICAS = setOfPaths([PATH]);
const SCALE_VERSION = 'autoscaling/v1';

/** The managers of an object as those of its scale. Models apimachinery managedfields ScaleHandler.ToSubresource. */
export function scaleManagers({ managers, times }: Managed): Managed {
  const owners = [...managers].filter(([, { set }]) => hasPath(set, PATH));
  const scaled = owners.map(([identity, { applied }]): [string, VersionedSet] => [
    identity,
    { set: REPLICAS, groupVersion: SCALE_VERSION, applied },
  ]);
  return { managers: new Map(scaled), times };
}

export function scaleEntries(entries: Entries): Entries {
  const managed = readEntries(entries);
  return managed === undefined ? [] : writeEntries(scaleManagers(managed));
}

/**
 * The managers of an object once those of its scale are `scaled`. Models ScaleHandler.ToParent, which forgets when
 * somebody began to scale.
 */
export function parentManagers(parent: Managed, scaled: Managed, groupVersion: string): Managed {
  const managers = new Map<string, VersionedSet>();
  const left = new Map(scaled.managers);
  for (const [identity, owned] of parent.managers) {
    if (!hasPath(owned.set, PATH)) {
      managers.set(identity, owned);
    } else if (left.delete(identity)) {
      managers.set(identity, owned);
    } else {
      const set = difference(owned.set, REPLICAS);
      if (!isEmptySet(set)) managers.set(identity, { ...owned, set });
    }
  }
  for (const [identity, { set, applied }] of left) {
    if (hasPath(set, PATH)) managers.set(identity, { set: REPLICAS, groupVersion, applied });
  }
  return { managers, times: parent.times };
}
