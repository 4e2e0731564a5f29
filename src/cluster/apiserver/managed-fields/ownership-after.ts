import { deepFreeze } from '../../../api/deep-freeze.ts';
import { difference, type FieldSet, isEmptySet, union } from '../../../api/field-set/field-set.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { AnyStrategy } from '../strategy.ts';
import { compareFields, gainedIn } from './compare-fields.ts';
import { kindForms } from './kind-forms.ts';
import { type Changed, entriesOf, known, type Ownership, ownerOf, type Writer, type Written } from './ownership.ts';
import { repeats } from './repeats.ts';
import { strippedSet } from './stripped-set.ts';
import { TypedValueError } from './typed-value-error.ts';
import { touchedIn } from './update-managers.ts';

/** So many writes are remembered before they are worked out. Every one keeps a version of the object in memory. */
const MOST_REMEMBERED = 8;

/** So many writes of one manager in a row are remembered one by one. */
const LONGEST_RUN = 3;

/** Who owns what after a write that is no apply. Models apimachinery managedfields FieldManager.Update. */
export function ownershipAfter(
  strategy: AnyStrategy,
  old: KubeObject | undefined,
  came: KubeObject,
  stored: KubeObject,
  by: Writer,
): Ownership {
  const before = old === undefined ? undefined : ownerOf(old);
  if (before?.kind === 'changed' && isSameWriter(before.by, by) && repeats(old, came, before.gained)) {
    return repeated(before, by);
  }
  const depth = (before?.depth ?? 0) + 1;
  const object = isStoredAs(came, stored) ? undefined : deepFreeze(came);
  const written: Written = Object.freeze({ kind: 'written', depth, before, old, object, by });
  const run = runOf(before, by);
  if (run >= LONGEST_RUN) {
    const change = composed(strategy, written, stored);
    if (change !== undefined) return change;
  }
  return depth <= MOST_REMEMBERED ? written : known(entriesOf(strategy, written, stored));
}

/** The same once more, as heartbeats are. */
function repeated({ depth, before, old, touched, gained }: Changed, by: Writer): Ownership {
  return Object.freeze({ kind: 'changed', depth, before, old, touched, gained, by, gainedAtMs: by.atMs });
}

/** How many of the last writes are remembered as those of one manager. */
function runOf(before: Ownership | undefined, by: Writer): number {
  let run = 0;
  for (let at = before; at !== undefined && at.kind !== 'known' && isSameWriter(at.by, by); at = at.before) {
    if (at.kind === 'changed') return LONGEST_RUN;
    run++;
  }
  return run;
}

/** Whether the server only set what is nobody's, so that there is one object to remember and not two. */
function isStoredAs(came: KubeObject, stored: KubeObject): boolean {
  return sameFields(came, stored, 'metadata') && sameFields(came.metadata, stored.metadata, 'generation');
}

function sameFields(one: object, other: object, but: string): boolean {
  const a = one as Readonly<Record<string, unknown>>;
  const b = other as Readonly<Record<string, unknown>>;
  for (const key in a) if (key !== but && a[key] !== b[key]) return false;
  for (const key in b) if (key !== but && a[key] === undefined && b[key] !== undefined) return false;
  return true;
}

const isSameWriter = (one: Writer, other: Writer): boolean =>
  one.manager === other.manager && one.subresource === other.subresource && one.groupVersion === other.groupVersion;

/**
 * One change for this write and the one before it, so that heartbeats are remembered as what they touch and not as
 * versions of the object. undefined where that would not say the same.
 */
function composed(strategy: AnyStrategy, written: Written, stored: KubeObject): Ownership | undefined {
  const { before, by, old } = written;
  if (before === undefined || before.kind === 'known' || strategy.otherVersions !== undefined) return undefined;
  const first = before.kind === 'changed' ? before : changedBy(strategy, before, old!);
  // An object of which nobody owns anything any more is not followed, and that may be so after the first.
  if (first === undefined || isEmptySet(first.gained)) return undefined;
  const second = changedBy(strategy, written, stored);
  if (second === undefined) return undefined;
  return Object.freeze({
    kind: 'changed',
    depth: before.depth,
    before: before.before,
    old: before.old,
    touched: joined(first.touched, second.touched),
    gained: joined(difference(first.gained, second.touched), second.gained),
    by,
    gainedAtMs: isEmptySet(second.gained) ? first.gainedAtMs : second.gainedAtMs,
  });
}

/** One and the same set for as long as nothing is new. */
const joined = (one: FieldSet, other: FieldSet): FieldSet =>
  isEmptySet(difference(other, one)) ? one : union(one, other);

type Change = Pick<Changed, 'touched' | 'gained' | 'gainedAtMs'>;

/** undefined where the objects do not fit their schema, so that there is nothing to compare. */
function changedBy(strategy: AnyStrategy, written: Written, self: KubeObject): Change | undefined {
  try {
    return changeOf(strategy, written, self);
  } catch (error) {
    if (error instanceof TypedValueError) return undefined;
    throw error;
  }
}

function changeOf(strategy: AnyStrategy, written: Written, self: KubeObject): Change | undefined {
  const { old, object = self, by } = written;
  const forms = kindForms(strategy);
  const place = forms.place(by.groupVersion);
  if (place === undefined) return undefined;
  const { added, modified, removed } = compareFields(place, old ?? {}, object, 'as go');
  const keep = (set: FieldSet) => (isEmptySet(set) ? set : forms.filter(set, by.subresource));
  const compared = { added: keep(added), modified: keep(modified), removed: keep(removed) };
  const gained = strippedSet(gainedIn(compared));
  return { touched: touchedIn(compared), gained, gainedAtMs: by.atMs };
}
