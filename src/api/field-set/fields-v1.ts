import { goQuote } from '../go-quote.ts';
import { type FieldSet, type GrowingSet, growingSet, isEmptySet, NO_FIELDS, sortedElements } from './field-set.ts';

/** The JSON form of a set of fields, `{"f:spec":{"f:replicas":{}}}`. */
export interface FieldsV1 {
  readonly [element: string]: FieldsV1;
}

/** Deeper than any object can be. */
const MOST_LEVELS = 200;

/** What sets were written as before: most of an object's sets stay what they are when it changes. */
const written = new WeakMap<FieldSet, FieldsV1>();

/** Models structured-merge-diff fieldpath Set.ToJSON: a set below a member says so with a dot. */
export function writeFieldsV1(set: FieldSet): FieldsV1 {
  let fields = written.get(set);
  if (fields === undefined) {
    fields = Object.freeze(writeLevel(set));
    written.set(set, fields);
  }
  return fields;
}

function writeLevel(set: FieldSet): FieldsV1 {
  const entries: [string, FieldsV1][] = [];
  for (const element of sortedElements(set)) {
    const inner = set.children.get(element);
    if (inner === undefined) entries.push([element, {}]);
    else entries.push([element, { ...(set.members.has(element) ? { '.': {} } : {}), ...writeLevel(inner) }]);
  }
  return Object.fromEntries(entries);
}

/** Models Set.FromJSON. Elements of a kind that is not known are left out; undefined when it is no set at all. */
export function readFieldsV1(fields: unknown): FieldSet | undefined {
  if (fields === undefined || fields === null) return NO_FIELDS;
  const given = fieldsOf(fields);
  return given === undefined ? undefined : readLevel(given, 0)?.set;
}

function readLevel(fields: Readonly<Record<string, unknown>>, depth: number) {
  if (depth > MOST_LEVELS) return undefined;
  const set: GrowingSet = growingSet();
  let isMember = false;
  for (const [text, given] of Object.entries(fields)) {
    if (text === '.') {
      isMember = true;
      continue;
    }
    if (text.charAt(1) !== ':') return undefined;
    if (!'fkvi'.includes(text.charAt(0))) continue;
    const element = readElement(text);
    const inner = fieldsOf(given);
    if (element === undefined || inner === undefined) return undefined;
    const read = readLevel(inner, depth + 1);
    if (read === undefined) return undefined;
    if (read.isMember) set.members.add(element);
    if (!isEmptySet(read.set)) set.children.set(element, read.set);
  }
  return { set, isMember: isMember || isEmptySet(set) };
}

/** The element as it is written here, however its JSON was written. Models fieldpath DeserializePathElement. */
function readElement(text: string): string | undefined {
  const kind = text.charAt(0);
  if (kind === 'f') return text;
  if (kind === 'i') return /^i:-?\d+$/.test(text) ? text : undefined;
  try {
    const value: unknown = JSON.parse(text.slice(2));
    if (kind === 'v') return `v:${JSON.stringify(value)}`;
    const keys = fieldsOf(value);
    return keys === undefined ? undefined : keyElement(Object.entries(keys));
  } catch {
    return undefined;
  }
}

/** The path as messages show it: `.spec.containers[name="web"].image`. Models fieldpath Path.String. */
export function pathText(path: readonly string[]): string {
  return path.map(elementText).join('');
}

export function elementText(element: string): string {
  const rest = element.slice(2);
  if (element.startsWith('f:')) return `.${rest}`;
  if (element.startsWith('i:')) return `[${rest}]`;
  const value: unknown = JSON.parse(rest);
  if (element.startsWith('v:')) return `[=${valueText(value)}]`;
  const keys = Object.entries(value as Readonly<Record<string, unknown>>);
  return `[${keys.map(([name, one]) => `${name}=${valueText(one)}`).join(',')}]`;
}

const valueText = (value: unknown): string => (typeof value === 'string' ? goQuote(value) : JSON.stringify(value));

/** The path element of the item with these values in its key fields. */
export function keyElement(keys: readonly (readonly [string, unknown])[]): string {
  const sorted = [...keys].sort(([one], [other]) => (one < other ? -1 : 1));
  return `k:{${sorted.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
