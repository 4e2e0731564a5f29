import { difference, hasPath, isEmptySet, setOfPaths } from '../../../api/field-set/field-set.ts';
import type { AnyStrategy } from '../strategy.ts';
import { type Entries, readEntries, writeEntries } from './managed-entries.ts';
import type { Managed, VersionedSet } from './managers.ts';

const PATH = ['f:spec', 'f:replicas'];
const REPLICAS = setOfPaths([PATH]);
const SCALE_VERSION = 'autoscaling/v1';

/** Where an object has the number of replicas that its scale has in `spec.replicas`. */
export const replicasPathOf = ({ scale }: AnyStrategy): readonly string[] =>
  scale?.replicasPath?.map((name) => `f:${name}`) ?? PATH;

/** The managers of an object as those of its scale. Models apimachinery managedfields ScaleHandler.ToSubresource. */
export function scaleManagers({ managers, times }: Managed, path: readonly string[]): Managed {
  const owners = [...managers].filter(([, { set }]) => hasPath(set, path));
  const scaled = owners.map(([identity, { applied }]): [string, VersionedSet] => [
    identity,
    { set: REPLICAS, groupVersion: SCALE_VERSION, applied },
  ]);
  return { managers: new Map(scaled), times };
}

export function scaleEntries(entries: Entries, path: readonly string[]): Entries {
  const managed = readEntries(entries);
  return managed === undefined ? [] : writeEntries(scaleManagers(managed, path));
}

/**
 * The managers of an object once those of its scale are `scaled`. Models ScaleHandler.ToParent, which forgets when
 * somebody began to scale.
 */
export function parentManagers(
  parent: Managed,
  scaled: Managed,
  groupVersion: string,
  path: readonly string[],
): Managed {
  const replicas = setOfPaths([path]);
  const managers = new Map<string, VersionedSet>();
  const left = new Map(scaled.managers);
  for (const [identity, owned] of parent.managers) {
    if (!hasPath(owned.set, path) || left.delete(identity)) {
      managers.set(identity, owned);
      continue;
    }
    const set = difference(owned.set, replicas);
    if (!isEmptySet(set)) managers.set(identity, { ...owned, set });
  }
  for (const [identity, { set, applied }] of left) {
    if (hasPath(set, PATH)) managers.set(identity, { set: replicas, groupVersion, applied });
  }
  return { managers, times: parent.times };
}
