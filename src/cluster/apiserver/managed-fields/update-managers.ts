import { difference, type FieldSet, intersection, isEmptySet, union } from '../../../api/field-set/field-set.ts';
import { type Comparison, compareFields, gainedIn } from './compare-fields.ts';
import type { Reading } from './field-shape.ts';
import type { KindForms } from './kind-forms.ts';
import type { Conflicts, Managers, VersionedSet } from './managers.ts';
import { reconciledSet } from './reconciled-set.ts';

/** One way to write objects of a kind: in a group version, through a subresource or not. */
export interface WriteWay {
  readonly forms: KindForms;
  readonly groupVersion: string;
  readonly subresource: string;
}

/** The change from one object to another, as it is in every version. */
export type Changes = (groupVersion: string) => Comparison | undefined;

/** Compares in a version when first asked for it. `old` and `now` are in the way's version. */
export function changesBetween(way: WriteWay, old: unknown, now: unknown, reading: Reading): Changes {
  const { forms, groupVersion, subresource } = way;
  const compared = new Map<string, Comparison | undefined>();
  return (version) => {
    if (!compared.has(version)) compared.set(version, compare(version));
    return compared.get(version);
  };

  function compare(version: string): Comparison | undefined {
    const place = forms.place(version);
    if (place === undefined) return undefined;
    const was = forms.convert(old, groupVersion, version);
    const is = forms.convert(now, groupVersion, version);
    const { added, modified, removed } = compareFields(place, was, is, reading);
    return {
      added: forms.filter(added, subresource),
      modified: forms.filter(modified, subresource),
      removed: forms.filter(removed, subresource),
    };
  }
}

/** Models structured-merge-diff Updater.reconcileManagedFieldsWithSchemaChanges; versions unknown here are left out. */
export function reconciledManagers(managers: Managers, forms: KindForms): Managers {
  const reconciled = new Map<string, VersionedSet>();
  for (const [identity, owned] of managers) {
    const place = forms.place(owned.groupVersion);
    if (place === undefined) continue;
    const set = reconciledSet(owned.set, place);
    reconciled.set(identity, set === owned.set ? owned : { ...owned, set });
  }
  return reconciled;
}

export function conflictsWith(managers: Managers, self: string, changes: Changes): Conflicts {
  const conflicts = new Map<string, FieldSet>();
  for (const [identity, { set, groupVersion }] of managers) {
    if (identity === self) continue;
    const compared = changes(groupVersion);
    if (compared === undefined) continue;
    const common = intersection(set, gainedIn(compared));
    if (!isEmptySet(common)) conflicts.set(identity, common);
  }
  return conflicts;
}

/** Takes what was changed or removed from all managers but `self`. Models structured-merge-diff Updater.update. */
export function takenFromOthers(managers: Managers, self: string | undefined, changes: Changes): Managers {
  const left = new Map<string, VersionedSet>();
  for (const [identity, owned] of managers) {
    if (identity === self) {
      if (!isEmptySet(owned.set)) left.set(identity, owned);
      continue;
    }
    const compared = changes(owned.groupVersion);
    if (compared === undefined) continue;
    const set = difference(owned.set, touchedIn(compared));
    if (!isEmptySet(set)) left.set(identity, set === owned.set ? owned : { ...owned, set });
  }
  return left;
}

export const touchedIn = (compared: Comparison): FieldSet => union(gainedIn(compared), compared.removed);
