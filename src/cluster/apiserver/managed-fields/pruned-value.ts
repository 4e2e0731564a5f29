import { difference, type FieldSet, intersection, isEmptySet, union } from '../../../api/field-set/field-set.ts';
import type { KindForms } from './kind-forms.ts';
import type { Managers, VersionedSet } from './managers.ts';
import { withNamedFields } from './named-fields.ts';
import { removeItems } from './remove-items.ts';
import { toFieldSet } from './to-field-set.ts';

/** A merged value, and what is left of it, in one group version. */
interface Pruning {
  readonly groupVersion: string;
  readonly merged: unknown;
  readonly pruned: unknown;
}

/**
 * The merged object without what was applied the last time, is not applied now and nobody else owns. `managers` are
 * those after the apply. Models structured-merge-diff Updater.prune.
 */
export function prunedValue(
  forms: KindForms,
  merged: unknown,
  groupVersion: string,
  managers: Managers,
  last: VersionedSet | undefined,
): unknown {
  if (last === undefined || isEmptySet(last.set)) return merged;
  const place = forms.place(last.groupVersion);
  if (place === undefined) return merged;
  const whole = forms.convert(merged, groupVersion, last.groupVersion);
  const lastNamed = withNamedFields(last.set, place);
  let state: Pruning = {
    groupVersion: last.groupVersion,
    merged: whole,
    pruned: removeItems(place, whole, lastNamed),
  };
  const owned = ownedByVersion(managers);
  const own = owned.get(last.groupVersion);
  if (own !== undefined) state = withOwned(forms, state, last.groupVersion, own);
  owned.delete(last.groupVersion);
  for (const [version, set] of owned) state = withOwned(forms, state, version, set);

  // What others own was put back; what nobody owns was not this manager's to remove.
  const pruned = forms.convert(state.pruned, state.groupVersion, last.groupVersion);
  const gone = difference(
    withNamedFields(toFieldSet(place, whole), place),
    withNamedFields(toFieldSet(place, pruned), place),
  );
  const result = removeItems(place, whole, intersection(gone, lastNamed));
  return forms.convert(result, last.groupVersion, groupVersion);
}

function ownedByVersion(managers: Managers): Map<string, FieldSet> {
  const owned = new Map<string, FieldSet>();
  for (const { set, groupVersion } of managers.values()) {
    const known = owned.get(groupVersion);
    owned.set(groupVersion, known === undefined ? set : union(known, set));
  }
  return owned;
}

/** Puts back what somebody owns. Models Updater.addBackOwnedItemsForVersion. */
function withOwned(forms: KindForms, state: Pruning, groupVersion: string, owned: FieldSet): Pruning {
  const place = forms.place(groupVersion);
  if (place === undefined) return state;
  const merged = forms.convert(state.merged, state.groupVersion, groupVersion);
  const pruned = forms.convert(state.pruned, state.groupVersion, groupVersion);
  const kept = union(withNamedFields(toFieldSet(place, pruned), place), withNamedFields(owned, place));
  const gone = difference(withNamedFields(toFieldSet(place, merged), place), kept);
  return { groupVersion, merged, pruned: removeItems(place, merged, gone) };
}
