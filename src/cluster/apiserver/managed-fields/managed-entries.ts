import { readFieldsV1, writeFieldsV1 } from '../../../api/field-set/fields-v1.ts';
import type { ManagedFieldsEntry } from '../../../api/object.ts';
import { parseTime } from '../../../api/time.ts';
import { identityOfEntry, readIdentity } from './manager-identity.ts';
import { type Managed, NOBODY, type VersionedSet } from './managers.ts';

/** Entries as they are written, most of what they hold being unknown. */
export type Entries = readonly ManagedFieldsEntry[];

/** Models apimachinery managedfields DecodeManagedFields; undefined for what it cannot read. */
export function readEntries(entries: Entries): Managed | undefined {
  if (entries.length === 0) return NOBODY;
  const managers = new Map<string, VersionedSet>();
  const times = new Map<string, string>();
  for (const entry of entries) {
    const { operation, apiVersion = '', fieldsType, fieldsV1, time } = entry;
    if (operation !== 'Apply' && operation !== 'Update') return undefined;
    if (apiVersion === '' || fieldsType !== 'FieldsV1') return undefined;
    const set = readFieldsV1(fieldsV1);
    if (set === undefined) return undefined;
    const identity = identityOfEntry(entry);
    managers.set(identity, { set, groupVersion: apiVersion, applied: operation === 'Apply' });
    if (time !== undefined) times.set(identity, time);
  }
  return { managers, times };
}

/** Models encodeManagedFields and sortEncodedManagedFields. */
export function writeEntries({ managers, times }: Managed): Entries {
  const entries = [...managers].map(([identity, { set, groupVersion, applied }]): ManagedFieldsEntry => {
    const { manager, subresource } = readIdentity(identity);
    const time = times.get(identity);
    return {
      ...(manager === undefined ? {} : { manager }),
      operation: applied ? 'Apply' : 'Update',
      apiVersion: groupVersion,
      ...(time === undefined ? {} : { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: writeFieldsV1(set),
      ...(subresource === undefined ? {} : { subresource }),
    };
  });
  return entries.sort(compareEntries);
}

function compareEntries(one: ManagedFieldsEntry, other: ManagedFieldsEntry): number {
  return (
    compareText(one.operation, other.operation) ||
    secondsOf(one) - secondsOf(other) ||
    compareText(one.manager, other.manager) ||
    compareText(one.apiVersion, other.apiVersion) ||
    compareText(one.subresource, other.subresource)
  );
}

const secondsOf = ({ time }: ManagedFieldsEntry): number => Math.floor((parseTime(time) ?? 0) / 1000);

const compareText = (one = '', other = ''): number => (one < other ? -1 : one > other ? 1 : 0);
