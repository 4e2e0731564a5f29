import { alwaysShown, goValueOf } from '../../../api/go-fields.ts';
import { elementType, fieldOf, isListType, isMapType, isStruct, type TypeReference } from '../../../api/schema.ts';
import type { Fields } from './field-shape.ts';

/** A value as Go writes the struct that it is: with what is always written, and without what is left out. */
export function goForm(type: TypeReference, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const element = isListType(type) ? elementType(type)! : undefined;
    return element === undefined ? value : value.map((item) => goForm(element, item));
  }
  const fields = value as Fields;
  if (isMapType(type)) {
    const element = elementType(type)!;
    return Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, goForm(element, item)]));
  }
  if (!isStruct(type)) return value;
  const shown: [string, unknown][] = [];
  for (const name of new Set([...Object.keys(fields), ...Object.keys(alwaysShown(type))])) {
    const field = fieldOf(type, name);
    if (field === undefined) continue;
    const item = goValueOf(type, field.type, fields, name);
    if (item !== undefined) shown.push([name, goForm(field.type, item)]);
  }
  return Object.fromEntries(shown);
}

/** A value without the fields that are null, which stored objects leave out. */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([name, item]) => [name, withoutNulls(item)]));
}
