import { isEmptySet } from '../../../api/field-set/field-set.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { ApplyConflict } from './apply-conflict.ts';
import type { Managed, VersionedSet } from './managers.ts';
import { mergeValues } from './merge-values.ts';
import { prunedValue } from './pruned-value.ts';
import { strippedSet } from './stripped-set.ts';
import { toFieldSet } from './to-field-set.ts';
import {
  changesBetween,
  conflictsWith,
  reconciledManagers,
  takenFromOthers,
  type WriteWay,
} from './update-managers.ts';

export interface ApplyBy {
  readonly identity: string;
  readonly force: boolean;
  /** RFC 3339. */
  readonly time: string;
}

export interface Applied {
  /** The object after the apply; undefined when that changed nothing. */
  readonly value: unknown;
  readonly managed: Managed;
}

/**
 * Merges what is sent into the live object, both in the version of the way. The live value is as Go writes it. Throws
 * ApplyConflict. Models structured-merge-diff Updater.Apply with stripMeta and managedFieldsUpdater.
 */
export function managedAfterApply(
  way: WriteWay,
  live: unknown,
  sent: unknown,
  managed: Managed,
  { identity, force, time }: ApplyBy,
): Applied {
  const { forms, groupVersion, subresource } = way;
  const place = forms.place(groupVersion)!;
  const reconciled = reconciledManagers(managed.managers, forms);
  const merged = mergeValues(place, live, sent);
  const own: VersionedSet = {
    set: forms.filter(toFieldSet(place, sent), subresource),
    groupVersion,
    applied: true,
  };
  const managers = new Map(reconciled).set(identity, own);
  const value = prunedValue(forms, merged, groupVersion, managers, reconciled.get(identity));
  const changes = changesBetween(way, live, value, 'as sent');
  const conflicts = conflictsWith(managers, identity, changes);
  if (conflicts.size > 0 && !force) throw new ApplyConflict(conflicts);
  const left = new Map(takenFromOthers(managers, identity, changes));
  const kept = strippedSet(own.set);
  if (isEmptySet(kept)) left.delete(identity);
  else left.set(identity, { ...own, set: kept });
  const unchanged = jsonEqual(live, value);
  const times = unchanged ? managed.times : new Map(managed.times).set(identity, time);
  return { value: unchanged ? undefined : value, managed: { managers: left, times } };
}
