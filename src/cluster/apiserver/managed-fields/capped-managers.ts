import { union } from '../../../api/field-set/field-set.ts';
import { parseTime } from '../../../api/time.ts';
import { managerIdentity } from './manager-identity.ts';
import type { Managed } from './managers.ts';

/** So many entries of updates are kept at most. */
const MOST_UPDATE_MANAGERS = 10;

/** Merges the oldest entries of updates when there are too many. Models apimachinery capManagersManager. */
export function cappedManagers(managed: Managed, most = MOST_UPDATE_MANAGERS): Managed {
  const updaters = [...managed.managers].filter(([, { applied }]) => !applied).map(([identity]) => identity);
  if (updaters.length <= most) return managed;
  const seconds = (identity: string) => Math.floor((parseTime(managed.times.get(identity)) ?? 0) / 1000);
  updaters.sort((one, other) => seconds(one) - seconds(other) || (one < other ? -1 : 1));
  const managers = new Map(managed.managers);
  const times = new Map(managed.times);
  const firsts = new Map<string, string>();
  let left = updaters.length;
  for (const identity of updaters) {
    if (left <= most) break;
    const owned = managers.get(identity)!;
    const { groupVersion } = owned;
    const first = firsts.get(groupVersion);
    if (first === undefined) {
      firsts.set(groupVersion, identity);
      continue;
    }
    const bucket = managerIdentity({
      manager: 'ancient-changes',
      operation: 'Update',
      groupVersion,
      subresource: '',
    });
    if (!managers.has(bucket)) {
      managers.set(bucket, managers.get(first)!);
      managers.delete(first);
    }
    managers.set(bucket, { ...owned, set: union(owned.set, managers.get(bucket)!.set) });
    managers.delete(identity);
    left--;
    const time = times.get(identity);
    if (time === undefined) times.delete(bucket);
    else times.set(bucket, time);
  }
  return { managers, times };
}
