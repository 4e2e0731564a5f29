import { deepFreeze } from '../../../api/deep-freeze.ts';
import { difference, type FieldSet, isEmptySet, union } from '../../../api/field-set/field-set.ts';
import type { KubeObject } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import { ownershipOf } from '../../store/ownership.ts';
import type { AnyStrategy } from '../strategy.ts';
import { compareFields, gainedIn } from './compare-fields.ts';
import { kindForms } from './kind-forms.ts';
import { managedAfterUpdate, withGained } from './managed-after-update.ts';
import { type Entries, readEntries, writeEntries } from './managed-entries.ts';
import { managerIdentity } from './manager-identity.ts';
import { type Managed, NOBODY, type VersionedSet } from './managers.ts';
import { repeats } from './repeats.ts';
import { strippedSet } from './stripped-set.ts';
import { TypedValueError } from './typed-value-error.ts';
import { changesBetween, touchedIn } from './update-managers.ts';

/**
 * Who owns the fields of one version of an object. What a write changed is only worked out when somebody asks, so that
 * a write costs no more than remembering it.
 */
export type Ownership = Known | Written | Changed;

/** Worked out. */
interface Known {
  readonly kind: 'known';
  readonly depth: 0;
  readonly entries: Entries;
}

/** A write whose changes are still to be compared. */
interface Written {
  readonly kind: 'written';
  /** How many writes are remembered in all. */
  readonly depth: number;
  readonly before: Ownership | undefined;
  /** The object before the write; undefined when there was none. */
  readonly old: KubeObject | undefined;
  /** The object as it came, before admission and what else the server does to it; undefined when it was stored so. */
  readonly object: KubeObject | undefined;
  readonly by: Writer;
}

/** Several writes of one manager one after the other, as the fields they touched. */
interface Changed {
  readonly kind: 'changed';
  readonly depth: number;
  readonly before: Ownership | undefined;
  /** The object before the writes, for those that were written before. */
  readonly old: KubeObject | undefined;
  readonly touched: FieldSet;
  readonly gained: FieldSet;
  readonly by: Writer;
  readonly gainedAtMs: number;
}

export interface Writer {
  readonly manager: string;
  readonly groupVersion: string;
  readonly subresource: string;
  readonly atMs: number;
}

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

/** The same owners for what the server itself makes of an object. */
export function keptOwnership(old: KubeObject): Ownership | undefined {
  const ownership = ownerOf(old);
  if (ownership?.kind !== 'written' || ownership.object !== undefined) return ownership;
  return Object.freeze({ ...ownership, object: old });
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

export const known = (entries: Entries): Ownership => Object.freeze({ kind: 'known', depth: 0, entries });

export const ownerOf = (object: KubeObject): Ownership | undefined => ownershipOf(object) as Ownership | undefined;

/** Worked out before; the same for every copy of the cluster. What follows begins with what came before. */
const managedBefore = new WeakMap<Ownership, Managed>();
const entriesBefore = new WeakMap<Ownership, Entries>();

/** The managedFields of an object with this ownership. */
export function entriesOf(strategy: AnyStrategy, ownership: Ownership | undefined, self: KubeObject): Entries {
  if (ownership === undefined) return [];
  if (ownership.kind === 'known') return ownership.entries;
  let entries = entriesBefore.get(ownership);
  if (entries === undefined) {
    entries = Object.freeze(writeEntries(managedOf(strategy, ownership, self)));
    entriesBefore.set(ownership, entries);
  }
  return entries;
}

export function managedOf(strategy: AnyStrategy, ownership: Ownership | undefined, self: KubeObject): Managed {
  if (ownership === undefined) return NOBODY;
  let managed = managedBefore.get(ownership);
  if (managed === undefined) {
    managed = workOut(strategy, ownership, self);
    managedBefore.set(ownership, managed);
  }
  return managed;
}

function workOut(strategy: AnyStrategy, ownership: Ownership, self: KubeObject): Managed {
  if (ownership.kind === 'known') return readEntries(ownership.entries) ?? NOBODY;
  const { old = self, before } = ownership;
  const managed = managedOf(strategy, before, old);
  if (ownership.kind === 'changed') return afterChanges(managed, ownership);
  const { object = self, by } = ownership;
  return afterWrite(strategy, managed, { old: ownership.old, object, by });
}

const isSameWriter = (one: Writer, other: Writer): boolean =>
  one.manager === other.manager && one.subresource === other.subresource && one.groupVersion === other.groupVersion;

const identityOf = ({ manager, groupVersion, subresource }: Writer): string =>
  managerIdentity({ manager, operation: 'Update', groupVersion, subresource });

interface Write {
  readonly old: KubeObject | undefined;
  readonly object: KubeObject;
  readonly by: Writer;
}

export function afterWrite(strategy: AnyStrategy, managed: Managed, { old, object, by }: Write): Managed {
  const forms = kindForms(strategy);
  try {
    return managedAfterUpdate(managed, changesOf(strategy, { old, object, by }), forms, {
      ...updateBy(by),
      creates: old === undefined,
    });
  } catch (error) {
    // Of an object that does not fit its schema nobody owns anything. Models UpdateNoErrors.
    if (error instanceof TypedValueError) return NOBODY;
    throw error;
  }
}

/** Models ScaleHandler.ToParent, which forgets when somebody scaled. */
const updateBy = (by: Writer, atMs = by.atMs) => ({
  identity: identityOf(by),
  groupVersion: by.groupVersion,
  time: by.subresource === 'scale' ? undefined : formatTime(atMs),
});

function changesOf(strategy: AnyStrategy, { old, object, by }: Write) {
  const forms = kindForms(strategy);
  const own = object.apiVersion;
  const was = forms.convert(old, own, by.groupVersion) ?? {};
  const is = forms.convert(object, own, by.groupVersion);
  return changesBetween({ forms, ...by }, was, is, 'as go');
}

function afterChanges(managed: Managed, { touched, gained, by, gainedAtMs }: Changed): Managed {
  if (managed.managers.size === 0) return managed;
  const managers = new Map<string, VersionedSet>();
  for (const [identity, owned] of managed.managers) {
    const set = difference(owned.set, touched);
    if (!isEmptySet(set)) managers.set(identity, { ...owned, set });
  }
  const as = updateBy(by, gainedAtMs);
  // What was gained may be lost again; that there was a change is remembered all the same.
  const times = new Map(managed.times);
  if (as.time !== undefined) times.set(as.identity, as.time);
  return withGained({ managers, times }, gained, { ...as, creates: false });
}

/**
 * One change for this write and the one before it, so that heartbeats are remembered as what they touch and not as
 * versions of the object. undefined where that would not say the same.
 */
function composed(strategy: AnyStrategy, written: Written, stored: KubeObject): Ownership | undefined {
  const { before, by, old } = written;
  if (before === undefined || before.kind === 'known' || strategy.otherVersions !== undefined) return undefined;
  if (before.kind === 'changed' && repeats(old, written.object ?? stored, before.gained)) {
    return Object.freeze({ ...before, by, gainedAtMs: by.atMs });
  }
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

function changedBy(strategy: AnyStrategy, written: Written, self: KubeObject): Change | undefined {
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
