import { keyElement } from '../../../api/field-set/fields-v1.ts';
import { alwaysShown, goValueOf } from '../../../api/go-fields.ts';
import {
  elementType,
  fieldOf,
  isAtomicType,
  isListType,
  isMapType,
  isStruct,
  plainType,
  type TypeReference,
} from '../../../api/schema.ts';
import { TypedValueError } from './typed-value-error.ts';

/** How the parts of a value are owned: as one (`atomic`), by key, by value, or field by field. */
export type Shape =
  | { readonly is: 'scalar' }
  | { readonly is: 'atomic' }
  | { readonly is: 'set'; readonly items: Place }
  | { readonly is: 'keyed'; readonly items: Place; readonly keys: readonly string[] }
  | MapShape;

export interface MapShape {
  readonly is: 'map';
  readonly type: TypeReference;
  /** The place of every entry; undefined when there is nothing but named fields. */
  readonly elements: Place | undefined;
}

export type ListShape = Shape & { is: 'set' | 'keyed' };

/** A place in the schema: a type and what the field it is the type of says about it. */
export interface Place {
  readonly type: TypeReference;
  readonly listType?: string;
  readonly mapKeys?: readonly string[];
  readonly mapType?: string;
}

export type Fields = Readonly<Record<string, unknown>>;

const SCALAR: Shape = { is: 'scalar' };
const ATOMIC: Shape = { is: 'atomic' };

const shapes = new WeakMap<Place, Shape>();

/** What has no schema: a map is owned entry by entry, and a list as one. Models kube-openapi schemaconv deducedDef. */
const DEDUCED: MapShape = { is: 'map', type: '{any}', elements: { type: 'any' } };

/**
 * How values in a place are owned. Where there is no schema, the values themselves say it. Models structured-merge-diff
 * schema Resolve with typed deduceAtom.
 */
export function shapeOf(place: Place, ...values: readonly unknown[]): Shape {
  const shape = knownShape(place);
  if (
    shape !== DEDUCED ||
    values.every((value) => (value ?? undefined) === undefined || fieldsOf(value) !== undefined)
  ) {
    return shape;
  }
  return ATOMIC;
}

function knownShape(place: Place): Shape {
  let shape = shapes.get(place);
  if (shape === undefined) {
    shape = findShape(place);
    shapes.set(place, shape);
  }
  return shape;
}

function findShape(place: Place): Shape {
  const { type } = place;
  if (place.mapType === 'atomic' || isAtomicType(type)) return ATOMIC;
  if (isListType(type)) {
    if (place.listType === 'set') return { is: 'set', items: { type: elementType(type)! } };
    if (place.listType !== 'map') return ATOMIC;
    return { is: 'keyed', items: { type: elementType(type)! }, keys: place.mapKeys ?? [] };
  }
  if (isMapType(type)) return { is: 'map', type, elements: { type: elementType(type)! } };
  if (isStruct(type)) return { is: 'map', type, elements: undefined };
  if (plainType(type) === 'any') return DEDUCED;
  return plainType(type) === 'object' ? ATOMIC : SCALAR;
}

/** The place of a field or entry of a map; undefined when the type has no such field. */
export function placeOf(shape: MapShape, name: string): Place | undefined {
  return shape.elements ?? fieldOf(shape.type, name);
}

/** Whether values are read as JSON that somebody sent, or as the Go struct that the server makes of it. */
export type Reading = 'as sent' | 'as go';

/** The names of what is in a map. */
export function namesIn(shape: MapShape, fields: Fields | undefined, reading: Reading): readonly string[] {
  if (fields === undefined) return [];
  const names = Object.keys(fields);
  if (reading === 'as sent' || shape.elements !== undefined) return names;
  const shown = Object.keys(alwaysShown(shape.type)).filter((name) => !Object.hasOwn(fields, name));
  return shown.length === 0 ? names : [...names, ...shown];
}

/** What a map has under a name; undefined when there is nothing. */
export function valueIn(
  shape: MapShape,
  place: Place,
  fields: Fields | undefined,
  name: string,
  reading: Reading,
): unknown {
  if (fields === undefined) return undefined;
  if (reading === 'as go' && shape.elements === undefined) return goValueOf(shape.type, place.type, fields, name);
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Whether there is nothing in a list or map. */
export function isEmptyValue(shape: Shape, value: unknown, reading: Reading): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (shape.is !== 'map' || reading === 'as sent' || shape.elements !== undefined) {
    return Object.keys(value).length === 0;
  }
  return namesIn(shape, value as Fields, reading).every((name) => {
    const place = placeOf(shape, name);
    return place === undefined || valueIn(shape, place, value as Fields, name, reading) === undefined;
  });
}

/** A map's fields; undefined for null and what is no map. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The path element of a list's item. Models structured-merge-diff typed listItemToPathElement. */
export function itemElement(shape: ListShape, item: unknown): string {
  if (shape.is === 'set') {
    if (item === null)
      throw new TypedValueError("associative list without keys has an element that's an explicit null");
    if (Array.isArray(item)) throw new TypedValueError('not supported: associative list with lists as elements');
    if (typeof item === 'object') {
      throw new TypedValueError("associative list without keys has an element that's a map type");
    }
    return `v:${JSON.stringify(item)}`;
  }
  if (item === null) throw new TypedValueError('associative list with keys may not have a null element');
  const given = fieldsOf(item);
  if (given === undefined) throw new TypedValueError('associative list with keys may not have non-map elements');
  const keys = shape.keys.map((name): [string, unknown] => {
    if (Object.hasOwn(given, name) && given[name] !== undefined) return [name, given[name]];
    const byDefault = fieldOf(shape.items.type, name)?.default;
    if (byDefault !== undefined) return [name, byDefault];
    throw new TypedValueError(
      `associative list with keys has an element that omits key field "${name}" (and doesn't have default value)`,
    );
  });
  return keyElement(keys);
}
