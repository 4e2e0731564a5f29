import type { JsonSchema } from '../../../api/types/custom-resource-definition.ts';
import { expressionOf, schemaErrors } from '../custom/schema-errors.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const LIST_TYPES = ['atomic', 'set', 'map'];
const MOST_LEVELS = 64;

/** What keeps a schema from being structural. Models apiextensions structural-schema validation. */
export function structuralErrors(schema: JsonSchema, path: string): readonly FieldError[] {
  const errors = nodeErrors(schema, path, 0);
  if (schema.type !== 'object' && schema.type !== undefined) {
    return [...errors, invalid(`${path}.type`, schema.type, 'must be object at the root')];
  }
  return errors;
}

function nodeErrors(schema: JsonSchema, path: string, level: number): readonly FieldError[] {
  if (typeof schema !== 'object' || schema === null) return [invalid(path, String(schema), 'must be a schema')];
  if (level > MOST_LEVELS) return [forbidden(path, 'schema is nested too deeply')];
  const keeps = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const errors: FieldError[] = [];
  if (schema.type === undefined) {
    if (schema['x-kubernetes-int-or-string'] !== true && !keeps) {
      const where = level === 0 ? 'must not be empty at the root' : 'must not be empty for specified';
      errors.push(required(`${path}.type`, `${where}${level === 0 ? '' : ' object fields'}`));
    }
  } else if (!TYPES.includes(schema.type)) errors.push(notSupported(`${path}.type`, schema.type, TYPES));
  if (schema['x-kubernetes-embedded-resource'] === true && schema.type !== 'object') {
    errors.push(invalid(`${path}.type`, schema.type ?? '', 'must be object if x-kubernetes-embedded-resource is true'));
  }
  if (schema['x-kubernetes-validations'] !== undefined) {
    errors.push(forbidden(`${path}.x-kubernetes-validations`, 'not simulated in Drydock: validation rules'));
  }
  if (schema.pattern !== undefined && expressionOf(schema.pattern) === undefined) {
    errors.push(invalid(`${path}.pattern`, schema.pattern, 'must be a valid regular expression'));
  }
  const listType = schema['x-kubernetes-list-type'];
  if (listType !== undefined) {
    if (!LIST_TYPES.includes(listType))
      errors.push(notSupported(`${path}.x-kubernetes-list-type`, listType, LIST_TYPES));
    if (listType === 'map' && (schema['x-kubernetes-list-map-keys'] ?? []).length === 0) {
      const why = 'must not be empty if x-kubernetes-list-type is map';
      errors.push(required(`${path}.x-kubernetes-list-map-keys`, why));
    }
  }
  if (schema.properties !== undefined && schema.additionalProperties !== undefined) {
    errors.push(forbidden(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (level === 0 && name === 'metadata') continue;
    errors.push(...nodeErrors(property, `${path}.properties[${name}]`, level + 1));
  }
  if (schema.type === 'array' && schema.items === undefined)
    errors.push(required(`${path}.items`, 'must be specified'));
  if (schema.items !== undefined) errors.push(...nodeErrors(schema.items, `${path}.items`, level + 1));
  if (typeof schema.additionalProperties === 'object') {
    errors.push(...nodeErrors(schema.additionalProperties, `${path}.additionalProperties`, level + 1));
  }
  if (errors.length === 0 && schema.default !== undefined) {
    errors.push(...schemaErrors(schema, schema.default, `${path}.default`));
  }
  return errors;
}
