import { goValue } from '../../../api/go-value.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { JsonSchema } from '../../../api/types/custom-resource-definition.ts';
import {
  type BadValue,
  duplicate,
  type FieldError,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../field-error.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): BadValue =>
  typeof value === 'object' && value !== null ? { go: goValue(value) } : (value as BadValue);

/** What is wrong with a value of a custom object. Models apiextensions apiserver/validation with kube-openapi's words. */
export function schemaErrors(schema: JsonSchema, value: unknown, path: string): readonly FieldError[] {
  if (value === null && schema.nullable === true) return [];
  const mistyped = typeError(schema, value, path);
  if (mistyped !== undefined) return [mistyped];
  const errors: FieldError[] = [];
  if (Array.isArray(value)) errors.push(...listErrors(schema, value, path));
  else if (isFields(value)) errors.push(...objectErrors(schema, value, path));
  else errors.push(...scalarErrors(schema, value, path));
  if (schema.enum !== undefined && !schema.enum.some((one) => jsonEqual(one, value))) {
    const supported = schema.enum.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
    errors.push(notSupported(path, shown(value), supported));
  }
  return [...errors, ...combinedErrors(schema, value, path)];
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function typeError(schema: JsonSchema, value: unknown, path: string): FieldError | undefined {
  const actual = typeName(value);
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (actual === 'integer' || actual === 'string') return undefined;
    return wrongType(path, actual, 'integer,string');
  }
  const { type } = schema;
  if (type === undefined || type === actual || (type === 'number' && actual === 'integer')) return undefined;
  return wrongType(path, actual, type);
}

const wrongType = (path: string, actual: string, wanted: string): FieldError => ({
  ...invalid(path, actual, `${path} in body must be of type ${wanted}: "${actual}"`),
  type: 'FieldValueTypeInvalid',
});

function scalarErrors(schema: JsonSchema, value: unknown, path: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (why: string) => errors.push(invalid(path, shown(value), `${path} in body ${why}`));
  if (typeof value === 'number') {
    const { maximum, minimum, multipleOf } = schema;
    const [under, over] = [schema.exclusiveMaximum === true, schema.exclusiveMinimum === true];
    if (maximum !== undefined && (under ? value >= maximum : value > maximum)) {
      wrong(`should be less than${under ? '' : ' or equal to'} ${maximum}`);
    }
    if (minimum !== undefined && (over ? value <= minimum : value < minimum)) {
      wrong(`should be greater than${over ? '' : ' or equal to'} ${minimum}`);
    }
    if (multipleOf !== undefined && !Number.isInteger(value / multipleOf))
      wrong(`should be a multiple of ${multipleOf}`);
  } else if (typeof value === 'string') {
    const { maxLength, minLength, pattern } = schema;
    const { length } = [...value];
    if (maxLength !== undefined && length > maxLength) errors.push(tooLong(path, maxLength));
    if (minLength !== undefined && length < minLength) wrong(`should be at least ${minLength} chars long`);
    if (pattern !== undefined && expressionOf(pattern)?.test(value) === false) wrong(`should match '${pattern}'`);
  }
  return errors;
}

/** undefined where the pattern is none that can be tried here: Go knows a few that JavaScript does not. */
export function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

function listErrors(schema: JsonSchema, list: readonly unknown[], path: string): readonly FieldError[] {
  const { items, maxItems, minItems } = schema;
  const errors: FieldError[] = [];
  if (maxItems !== undefined && list.length > maxItems) {
    errors.push(tooMany(path, list.length, maxItems));
  }
  if (minItems !== undefined && list.length < minItems) {
    errors.push(invalid(path, list.length, `${path} in body should have at least ${minItems} items`));
  }
  if (items !== undefined)
    for (const [at, item] of list.entries()) errors.push(...schemaErrors(items, item, `${path}[${at}]`));
  const kind = schema['x-kubernetes-list-type'];
  if (kind !== 'set' && kind !== 'map') return errors;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  for (const [at, item] of list.entries()) {
    const key =
      kind === 'set' ? item : Object.fromEntries(keys.map((name) => [name, isFields(item) ? item[name] : null]));
    const text = JSON.stringify(key);
    if (seen.has(text)) errors.push(duplicate(`${path}[${at}]`, shown(key)));
    seen.add(text);
  }
  return errors;
}

function objectErrors(schema: JsonSchema, fields: Fields, path: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(fields, name) || fields[name] === undefined) errors.push(required(below(name), ''));
  }
  const { length } = Object.keys(fields);
  if (schema.maxProperties !== undefined && length > schema.maxProperties) {
    errors.push(tooMany(path, length, schema.maxProperties));
  }
  if (schema.minProperties !== undefined && length < schema.minProperties) {
    errors.push(invalid(path, length, `${path} in body should have at least ${schema.minProperties} properties`));
  }
  for (const [name, value] of Object.entries(fields)) {
    const property = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties![name] : undefined;
    if (property !== undefined) errors.push(...schemaErrors(property, value, below(name)));
    else if (typeof schema.additionalProperties === 'object') {
      errors.push(...schemaErrors(schema.additionalProperties, value, below(name)));
    }
  }
  return errors;
}

/** Models kube-openapi validate schema_props.go. */
function combinedErrors(schema: JsonSchema, value: unknown, path: string): readonly FieldError[] {
  const holds = (one: JsonSchema) => schemaErrors(one, value, path).length === 0;
  const must = (why: string) => invalid(path, shown(value), `"${path}" must ${why}`);
  const errors: FieldError[] = (schema.allOf ?? []).flatMap((one) => [...schemaErrors(one, value, path)]);
  if (schema.anyOf !== undefined && !schema.anyOf.some(holds)) {
    errors.push(must('validate at least one schema (anyOf)'));
  }
  if (schema.oneOf !== undefined) {
    const count = schema.oneOf.filter(holds).length;
    const found = count === 0 ? 'Found none valid' : `Found ${count} valid alternatives`;
    if (count !== 1) errors.push(must(`validate one and only one schema (oneOf). ${found}`));
  }
  if (schema.not !== undefined && holds(schema.not)) errors.push(must('not validate the schema (not)'));
  return errors;
}
