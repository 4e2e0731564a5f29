import { type FieldSet, hasPath, NO_FIELDS, union } from '../../api/field-set/field-set.ts';
import { readFieldsV1, writeFieldsV1 } from '../../api/field-set/fields-v1.ts';
import { jsonEqual } from '../../api/json-equal.ts';
import type { ManagedFieldsEntry } from '../../api/object.ts';
import { lastAppliedAnnotation } from './last-applied.ts';

type Entries = readonly ManagedFieldsEntry[];

const ANNOTATION = ['f:metadata', 'f:annotations', `f:${lastAppliedAnnotation}`];

/** The entries of those who wrote the annotation of client-side apply. Models client-go csaupgrade FindFieldsOwners. */
export function annotationOwners(entries: Entries, operation: 'Apply' | 'Update'): Entries {
  return entries.filter((entry) => {
    const set = entry.operation === operation ? readFieldsV1(entry.fieldsV1) : undefined;
    return set !== undefined && hasPath(set, ANNOTATION);
  });
}

/**
 * The entries with what these managers own by client-side apply given to the one who applies on the server; undefined
 * when there is nothing to give. Models csaupgrade UpgradeManagedFieldsPatch.
 */
export function migratedEntries(entries: Entries, from: readonly string[], to: string): Entries | undefined {
  const migrated = [...new Set(from)].reduce((before, manager) => migrateOne(before, manager, to), entries);
  return jsonEqual(migrated, entries) ? undefined : migrated;
}

/** Models upgradedManagedFields and unionManagerIntoIndex. */
function migrateOne(entries: Entries, from: string, to: string): Entries {
  const isOld = ({ manager, operation, subresource = '' }: ManagedFieldsEntry) =>
    manager === from && operation === 'Update' && subresource === '';
  const isNew = ({ manager, operation, subresource = '' }: ManagedFieldsEntry) =>
    manager === to && operation === 'Apply' && subresource === '';
  const found = entries.findIndex(isNew);
  const at = found >= 0 ? found : entries.findIndex(isOld);
  const target = entries[at];
  if (target === undefined) return entries;
  const named: ManagedFieldsEntry = found >= 0 ? target : { ...target, operation: 'Apply', manager: to };
  const renamed = entries.map((entry, index) => (index === at ? named : entry));
  const same = renamed.find((entry) => isOld(entry) && entry.apiVersion === target.apiVersion);
  const set = same === undefined ? setOf(target) : union(setOf(target), setOf(same));
  const joined = renamed.map((entry, index) => (index === at ? { ...named, fieldsV1: writeFieldsV1(set) } : entry));
  return joined.filter((entry) => !isOld(entry));
}

const setOf = ({ fieldsV1 }: ManagedFieldsEntry): FieldSet => readFieldsV1(fieldsV1) ?? NO_FIELDS;
