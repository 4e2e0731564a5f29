import { type FieldSet, isEmptySet, union } from '../../../api/field-set/field-set.ts';
import { cappedManagers } from './capped-managers.ts';
import { gainedIn } from './compare-fields.ts';
import type { KindForms } from './kind-forms.ts';
import type { Managed, VersionedSet } from './managers.ts';
import { strippedSet } from './stripped-set.ts';
import { type Changes, reconciledManagers, takenFromOthers } from './update-managers.ts';

/** A write that is no apply. */
export interface UpdateBy {
  readonly identity: string;
  readonly groupVersion: string;
  /** RFC 3339; undefined when it is not told. */
  readonly time: string | undefined;
  readonly creates: boolean;
}

/**
 * Who owns what once somebody wrote the changes: they are taken from all others. Models the Update of apimachinery's
 * skipNonApplied, capManagers and managedFieldsUpdater.
 */
export function managedAfterUpdate(managed: Managed, changes: Changes, forms: KindForms, by: UpdateBy): Managed {
  // An object whose managers were given up is not followed until somebody applies it.
  if (managed.managers.size === 0 && !by.creates) return managed;
  const left = takenFromOthers(reconciledManagers(managed.managers, forms), undefined, changes);
  const compared = changes(by.groupVersion);
  const gained = compared === undefined ? undefined : strippedSet(gainedIn(compared));
  return cappedManagers(withGained({ managers: left, times: managed.times }, gained, by));
}

/** Only who changed something is said to have been there. */
export function withGained(managed: Managed, gained: FieldSet | undefined, by: UpdateBy): Managed {
  if (gained === undefined || isEmptySet(gained)) return managed;
  const previous = managed.managers.get(by.identity);
  const owned: VersionedSet = {
    set: previous === undefined ? gained : union(gained, previous.set),
    groupVersion: by.groupVersion,
    applied: false,
  };
  const times = new Map(managed.times);
  if (by.time === undefined) times.delete(by.identity);
  else times.set(by.identity, by.time);
  return { managers: new Map(managed.managers).set(by.identity, owned), times };
}
