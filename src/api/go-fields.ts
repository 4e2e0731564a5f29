import facts from './schema/go-fields.json' with { type: 'json' };
import { CUSTOM_TYPE, isStruct, type TypeReference } from './schema.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsByType = new Map(Object.entries(facts as Readonly<Record<string, Fields>>));
const NONE: Fields = {};
const shownByType = new Map<TypeReference, Fields>();

/** How the facts mark an optional field that is a pointer, so that its zero value is written. */
const POINTER = '*';

/** The fields that Go writes even when nothing was put into them, and what it writes then. */
export function alwaysShown(type: TypeReference): Fields {
  let shown = shownByType.get(type);
  if (shown === undefined) {
    const facts = Object.entries(fieldsByType.get(type) ?? NONE).filter(([, zero]) => zero !== POINTER);
    shown = facts.length === 0 ? NONE : Object.fromEntries(facts);
    shownByType.set(type, shown);
  }
  return shown;
}

/**
 * A field as Go would write it: a value that Go leaves out is undefined, and one it always writes is there. `fields` is
 * a value of the struct `type`, `fieldType` the type of the field.
 */
export function goValueOf(type: TypeReference, fieldType: TypeReference, fields: Fields, name: string): unknown {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  // Custom objects are no Go structs: what is there is written.
  if (type.startsWith(CUSTOM_TYPE)) return value;
  const fact = fieldsByType.get(type)?.[name];
  if (fact === POINTER) return value ?? undefined;
  if (fact !== undefined) return value === undefined ? fact : value;
  return isOmitted(fieldType, value) ? undefined : value;
}

/** Whether Go leaves an optional field out: text, numbers, lists and maps that are empty, but no empty struct. */
function isOmitted(type: TypeReference, value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  if (typeof value !== 'object' || isStruct(type)) return false;
  if (Array.isArray(value)) return value.length === 0;
  return type.startsWith('{') && Object.keys(value).length === 0;
}
