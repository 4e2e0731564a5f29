import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubeObject, ManagedFieldsEntry } from '../../../api/object.ts';
import { readEntries, writeEntries } from '../managed-fields/managed-entries.ts';
import { type Managed, NOBODY } from '../managed-fields/managers.ts';
import { afterWrite, entriesOf, known, type Ownership, ownerOf, type Writer } from '../managed-fields/ownership.ts';
import { ownershipAfter } from '../managed-fields/ownership-after.ts';
import { type AnyStrategy, groupVersionOf } from '../strategy.ts';
import type { WriteOptions } from './registry-context.ts';

/**
 * Who owns what once an object that came is `stored` so over `old`. `given` is what the request says about that
 * itself. undefined leaves it as it is.
 */
export interface Tracking {
  ownership(
    old: KubeObject | undefined,
    came: KubeObject,
    stored: KubeObject,
    given: Given | undefined,
    nowMs: number,
  ): Ownership | undefined;
  /** Whether owners may change where nothing else does. */
  readonly explicit: boolean;
}

type Given = readonly ManagedFieldsEntry[];

/** The managedFields of a request are taken from the object: they are kept apart from it. */
export function takeManagedFields(object: KubeObject): { readonly object: KubeObject; readonly given?: Given } {
  const { managedFields } = object.metadata;
  if (managedFields === undefined) return { object };
  const { managedFields: given, ...metadata } = object.metadata;
  return { object: { ...object, metadata }, given: Array.isArray(given) ? given : [] };
}

/** Models apimachinery managedfields FieldManager.Update: whoever writes owns what changes by it. */
export function trackWriter(strategy: AnyStrategy, subresource: string, options: WriteOptions): Tracking {
  const { manager, groupVersion = groupVersionOf(strategy.resource) } = options;
  const ownership: Tracking['ownership'] = (old, came, stored, given, nowMs) => {
    if (manager === undefined) return undefined;
    const by: Writer = { manager: manager === '' ? 'unknown' : manager, groupVersion, subresource, atMs: nowMs };
    // What is said by way of a subresource does not count.
    const managed = given === undefined || subresource !== '' ? undefined : managedGiven(strategy, old, given);
    if (managed === undefined) return ownershipAfter(strategy, old, came, stored, by);
    return known(writeEntries(afterWrite(strategy, managed, { old, object: came, by })));
  };
  return { ownership, explicit: false };
}

/** Models decodeLiveOrNew; undefined when the request says nothing new. */
function managedGiven(strategy: AnyStrategy, old: KubeObject | undefined, given: Given): Managed | undefined {
  if (isReset(given)) return NOBODY;
  if (old !== undefined && jsonEqual(given, entriesOf(strategy, ownerOf(old), old))) return undefined;
  const managed = readEntries(given);
  return managed === undefined || managed.managers.size === 0 ? undefined : managed;
}

/** Nothing, or one entry of nothing. Models isResetManagedFields. */
const isReset = (given: Given): boolean =>
  given.length === 0 || (given.length === 1 && Object.keys(given[0] ?? {}).length === 0);

/** Whether there is more new about the owners than the times. Models IgnoreManagedFieldsTimestampsTransformer. */
export function ownersDiffer(strategy: AnyStrategy, old: KubeObject, ownership: Ownership | undefined): boolean {
  if (ownership === undefined) return false;
  const before = entriesOf(strategy, ownerOf(old), old);
  const after = entriesOf(strategy, ownership, old);
  return !jsonEqual(before.map(withoutTime), after.map(withoutTime));
}

function withoutTime({ time, ...entry }: ManagedFieldsEntry): ManagedFieldsEntry {
  return entry;
}
