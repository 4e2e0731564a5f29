import { badBase64Offset, decodeBase64 } from './base64.ts';
import { goQuote } from './go-quote.ts';
import { quantityError } from './quantity.ts';
import namedStringTypes from './schema/named-strings.json' with { type: 'json' };
import { elementType, fieldOf, isListType, isMapType, isStruct, plainType, type TypeReference } from './schema.ts';
import { parseTime } from './time.ts';

/** The fields whose Go type is a string with a name of its own. */
const namedStrings: Readonly<Record<string, string | undefined>> = namedStringTypes;

/** What decoding JSON into a type finds. */
export interface DecodeProblems {
  /** The first value of a wrong type, in the words of Go's encoding/json. */
  readonly error?: string;
  /** `unknown field "spec.foo"`, in the order of the text. */
  readonly unknown: readonly string[];
}

/** What strict decoding complains about. Models sigs.k8s.io/json UnmarshalStrict. */
export function unknownFields(type: TypeReference, object: unknown): readonly string[] {
  return decodeProblems(type, object).unknown;
}

interface Place {
  /** With indexes, as strict errors name it. */
  readonly path: string;
  /** Without indexes, as type errors name it. */
  readonly fields: string;
  readonly struct: string;
}

interface Found {
  error: string | undefined;
  readonly unknown: string[];
}

export function decodeProblems(type: TypeReference, object: unknown): DecodeProblems {
  const found: Found = { error: undefined, unknown: [] };
  check(type, object, { path: '', fields: '', struct: '' }, found);
  return found.error === undefined ? { unknown: found.unknown } : { error: found.error, unknown: found.unknown };
}

function check(type: TypeReference, value: unknown, place: Place, found: Found): void {
  if (value === null || value === undefined) return;
  if (isListType(type)) {
    if (!Array.isArray(value)) {
      mismatch(type, value, place, found);
      return;
    }
    value.forEach((item, index) => {
      check(elementType(type)!, item, { ...place, path: `${place.path}[${index}]` }, found);
    });
  } else if (isMapType(type)) {
    if (!isRecord(value)) {
      mismatch(type, value, place, found);
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      check(elementType(type)!, item, { ...place, path: join(place.path, key) }, found);
    }
  } else if (isStruct(type)) {
    if (!isRecord(value)) {
      mismatch(type, value, place, found);
      return;
    }
    checkStruct(type, value, place, found);
  } else checkPlain(type, value, place, found);
}

function checkStruct(type: TypeReference, value: Readonly<Record<string, unknown>>, place: Place, found: Found): void {
  for (const [name, item] of Object.entries(value)) {
    const path = join(place.path, name);
    const field = fieldOf(type, name);
    if (field === undefined) found.unknown.push(`unknown field ${goQuote(path)}`);
    else check(field.type, item, { path, fields: join(place.fields, name), struct: shortName(type) }, found);
  }
}

function checkPlain(type: TypeReference, value: unknown, place: Place, found: Found): void {
  const report = (error: string | undefined) => {
    found.error ??= error;
  };
  const plain = plainType(type);
  if (type.endsWith('.resource.Quantity')) {
    const isText = typeof value === 'string' || typeof value === 'number';
    report(isText ? quantityError(value) : quantityError(''));
  } else if (plain === 'int-or-string') {
    if (typeof value === 'string') return;
    if (typeof value !== 'number' || !isInteger(value, 32)) {
      report(`json: cannot unmarshal ${jsonKind(value, true)} into Go ${goPlace(place)} of type int32`);
    }
  } else if (plain === 'string:date-time') {
    if (typeof value !== 'string')
      report(`json: cannot unmarshal ${jsonKind(value)} into Go ${goPlace(place)} of type string`);
    else if (parseTime(value) === undefined) report(timeError(value));
  } else if (plain === 'string:byte') {
    if (typeof value !== 'string') mismatch(type, value, place, found);
    else if (decodeBase64(value) === undefined) report(`illegal base64 data at input byte ${badBase64Offset(value)}`);
  } else if (plain.startsWith('string')) {
    if (typeof value !== 'string') mismatch(type, value, place, found);
  } else if (plain === 'boolean') {
    if (typeof value !== 'boolean') mismatch(type, value, place, found);
  } else if (plain.startsWith('integer')) {
    if (typeof value !== 'number' || !isInteger(value, plain.endsWith('32') ? 32 : 64)) {
      mismatch(type, value, place, found);
    }
  } else if (plain.startsWith('number')) {
    if (typeof value !== 'number') mismatch(type, value, place, found);
  } else if (plain === 'object' && !isRecord(value)) mismatch(type, value, place, found);
}

function mismatch(type: TypeReference, value: unknown, place: Place, found: Found): void {
  const isInt = plainType(type).startsWith('integer');
  const named = namedStrings[`${place.struct}.${place.fields.slice(place.fields.lastIndexOf('.') + 1)}`];
  const known = goType(type);
  const wanted = named === undefined ? known : known.replace(/string$/, named);
  found.error ??= `json: cannot unmarshal ${jsonKind(value, isInt)} into Go ${goPlace(place)} of type ${wanted}`;
}

function goPlace(place: Place): string {
  return place.fields === '' ? 'value' : `struct field ${place.struct}.${place.fields}`;
}

function isInteger(value: number, bits: 32 | 64): boolean {
  return Number.isInteger(value) && value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonKind(value: unknown, withNumber = false): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return withNumber ? `number ${value}` : 'number';
  return typeof value;
}

const goTypes: Readonly<Record<string, string>> = {
  boolean: 'bool',
  integer: 'int64',
  'integer:int32': 'int32',
  'integer:int64': 'int64',
  number: 'float64',
  'number:double': 'float64',
  'string:byte': '[]uint8',
};

function goType(type: TypeReference): string {
  if (isListType(type)) return `[]${goType(elementType(type)!)}`;
  if (type === '{io.k8s.apimachinery.pkg.api.resource.Quantity}') return 'v1.ResourceList';
  if (isMapType(type)) return `map[string]${goType(elementType(type)!)}`;
  if (Object.hasOwn(goTypes, type)) return goTypes[type]!;
  if (!type.includes('.')) return 'string';
  return type.split('.').slice(-2).join('.');
}

function shortName(type: TypeReference): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function timeError(text: string): string {
  const layout = '2006-01-02T15:04:05Z07:00';
  return `parsing time ${goQuote(text)} as ${goQuote(layout)}: cannot parse ${goQuote(text)} as "2006"`;
}
