import { difference, type FieldSet, isEmptySet } from '../../../api/field-set/field-set.ts';
import type { KubeObject } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import { ownershipOf } from '../../store/ownership.ts';
import type { AnyStrategy } from '../strategy.ts';
import { kindForms } from './kind-forms.ts';
import { managedAfterUpdate, withGained } from './managed-after-update.ts';
import { type Entries, readEntries, writeEntries } from './managed-entries.ts';
import { managerIdentity } from './manager-identity.ts';
import { type Managed, NOBODY, type VersionedSet } from './managers.ts';
import { TypedValueError } from './typed-value-error.ts';
import { changesBetween } from './update-managers.ts';

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
export interface Written {
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
export interface Changed {
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

/** The same owners for what the server itself makes of an object. */
export function keptOwnership(old: KubeObject): Ownership | undefined {
  const ownership = ownerOf(old);
  if (ownership?.kind !== 'written' || ownership.object !== undefined) return ownership;
  return Object.freeze({ ...ownership, object: old });
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

const identityOf = ({ manager, groupVersion, subresource }: Writer): string =>
  managerIdentity({ manager, operation: 'Update', groupVersion, subresource });

export interface Write {
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
