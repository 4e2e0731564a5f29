import type { KubeObject } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import { ownershipOf } from '../../store/ownership.ts';
import type { AnyStrategy } from '../strategy.ts';
import { gainedIn } from './compare-fields.ts';
import { difference, type FieldSet, union } from './field-set.ts';
import { kindForms } from './kind-forms.ts';
import { managedAfterUpdate, withGained } from './managed-after-update.ts';
import { type Entries, readEntries, writeEntries } from './managed-entries.ts';
import { managerIdentity } from './manager-identity.ts';
import { type Managed, NOBODY, type VersionedSet } from './managers.ts';
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
  /** The object as it came, before admission and what else the server does to it. */
  readonly object: KubeObject;
  readonly by: Writer;
}

/** Several writes of one manager one after the other, as the fields they touched. */
interface Changed {
  readonly kind: 'changed';
  readonly depth: number;
  readonly before: Ownership | undefined;
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
const MOST_REMEMBERED = 4;

/** Who owns what after a write that is no apply. Models apimachinery managedfields FieldManager.Update. */
export function ownershipAfter(
  strategy: AnyStrategy,
  old: KubeObject | undefined,
  object: KubeObject,
  by: Writer,
): Ownership {
  const before = old === undefined ? undefined : ownerOf(old);
  const depth = (before?.depth ?? 0) + 1;
  const written: Written = Object.freeze({ kind: 'written', depth, before, old, object, by });
  if (depth <= MOST_REMEMBERED) return written;
  return composed(strategy, written) ?? known(entriesOf(strategy, written));
}

export const known = (entries: Entries): Ownership => Object.freeze({ kind: 'known', depth: 0, entries });

export const ownerOf = (object: KubeObject): Ownership | undefined => ownershipOf(object) as Ownership | undefined;

/** Worked out before; the same for every copy of the cluster. */
const workedOut = new WeakMap<Ownership, Entries>();

export function entriesOf(strategy: AnyStrategy, ownership: Ownership | undefined): Entries {
  if (ownership === undefined) return [];
  if (ownership.kind === 'known') return ownership.entries;
  let entries = workedOut.get(ownership);
  if (entries === undefined) {
    entries = Object.freeze(writeEntries(managedOf(strategy, ownership)));
    workedOut.set(ownership, entries);
  }
  return entries;
}

export function managedOf(strategy: AnyStrategy, ownership: Ownership | undefined): Managed {
  if (ownership === undefined) return NOBODY;
  if (ownership.kind === 'known') return readEntries(ownership.entries) ?? NOBODY;
  const managed = managedOf(strategy, ownership.before);
  return ownership.kind === 'written' ? afterWrite(strategy, managed, ownership) : afterChanges(managed, ownership);
}

const identityOf = ({ manager, groupVersion, subresource }: Writer): string =>
  managerIdentity({ manager, operation: 'Update', groupVersion, subresource });

export function afterWrite(
  strategy: AnyStrategy,
  managed: Managed,
  { old, object, by }: Pick<Written, 'old' | 'object' | 'by'>,
): Managed {
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

function changesOf(strategy: AnyStrategy, { old, object, by }: Pick<Written, 'old' | 'object' | 'by'>) {
  const forms = kindForms(strategy);
  const own = object.apiVersion;
  const was = forms.convert(old, own, by.groupVersion) ?? {};
  const is = forms.convert(object, own, by.groupVersion);
  return changesBetween({ forms, ...by }, was, is, 'as go');
}

function afterChanges(managed: Managed, { touched, gained, by, gainedAtMs }: Changed): Managed {
  const managers = new Map<string, VersionedSet>();
  for (const [identity, owned] of managed.managers) {
    const set = difference(owned.set, touched);
    if (set.members.size > 0 || set.children.size > 0) managers.set(identity, { ...owned, set });
  }
  return withGained({ managers, times: managed.times }, gained, {
    ...updateBy(by, gainedAtMs),
    creates: false,
  });
}

/**
 * One change for this write and those of the same manager before it, so that heartbeats are remembered as what they
 * touch and not as versions of the object. undefined where that would not say the same.
 */
function composed(strategy: AnyStrategy, written: Written): Ownership | undefined {
  const { before, by } = written;
  if (before === undefined || before.kind === 'known' || strategy.otherVersions !== undefined) return undefined;
  if (identityOf(before.by) !== identityOf(by)) return undefined;
  if (before.before === undefined) return undefined;
  const first = before.kind === 'changed' ? before : changedBy(strategy, before);
  const second = changedBy(strategy, written);
  if (first === undefined || second === undefined) return undefined;
  return Object.freeze({
    kind: 'changed',
    depth: before.depth,
    before: before.before,
    touched: union(first.touched, second.touched),
    gained: union(difference(first.gained, second.touched), second.gained),
    by,
    gainedAtMs: isEmpty(second.gained) ? first.gainedAtMs : second.gainedAtMs,
  });
}

function changedBy(
  strategy: AnyStrategy,
  written: Written,
): Pick<Changed, 'touched' | 'gained' | 'gainedAtMs'> | undefined {
  const compared = changesOf(strategy, written)(written.by.groupVersion);
  if (compared === undefined) return undefined;
  const gained = strippedSet(gainedIn(compared));
  return { touched: touchedIn(compared), gained, gainedAtMs: written.by.atMs };
}

const isEmpty = ({ members, children }: FieldSet): boolean => members.size === 0 && children.size === 0;
