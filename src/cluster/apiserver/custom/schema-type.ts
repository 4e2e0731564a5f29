import { utf8Bytes } from '../../../api/base64.ts';
import { goJson } from '../../../api/go-json.ts';
import { CUSTOM_TYPE, type RawField, type RawType, registerTypes, type TypeReference } from '../../../api/schema.ts';
import { sha256 } from '../../../api/sha256.ts';
import type { JsonSchema } from '../../../api/types/custom-resource-definition.ts';

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** What every object has, and what is within an object that is embedded in another one. */
const TYPE_FIELDS = { apiVersion: 'string', kind: 'string', metadata: OBJECT_META };

const known = new WeakMap<JsonSchema, TypeReference>();

/**
 * The type of custom objects of a structural schema, made known to all that reads types. Its name follows from the
 * schema, so that equal schemas of several clusters are one type. Models apiextensions controller/openapi/builder.
 */
export function typeOfCustomObjects(schema: JsonSchema): TypeReference {
  let type = known.get(schema);
  if (type === undefined) {
    const added = new Map<string, RawType>();
    type = structOf(schema, { ...TYPE_FIELDS }, added);
    registerTypes(added);
    known.set(schema, type);
  }
  return type;
}

function referenceTo(schema: JsonSchema, added: Map<string, RawType>): TypeReference {
  if (schema['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'number':
      return schema.type;
    case 'integer':
      return schema.format === 'int32' ? 'integer:int32' : 'integer:int64';
    case 'array':
      return `[${schema.items === undefined ? 'any' : referenceTo(schema.items, added)}]`;
    case 'object':
      return objectReference(schema, added);
    default:
      return 'any';
  }
}

function objectReference(schema: JsonSchema, added: Map<string, RawType>): TypeReference {
  if (schema['x-kubernetes-embedded-resource'] === true) return structOf(schema, { ...TYPE_FIELDS }, added);
  const { additionalProperties } = schema;
  if (typeof additionalProperties === 'object') return `{${referenceTo(additionalProperties, added)}}`;
  if (additionalProperties === true) return '{any}';
  return structOf(schema, {}, added);
}

function structOf(schema: JsonSchema, base: Record<string, RawField | string>, added: Map<string, RawType>): string {
  const fields = base;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(base, name) || name === 'metadata') {
      if (name !== 'metadata' || base.metadata === undefined) fields[name] = fieldOf(property, added);
    }
  }
  const keeps = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const type: RawType = {
    fields,
    ...(schema.required === undefined ? {} : { required: schema.required }),
    ...(keeps ? { keep: true } : {}),
    ...(schema['x-kubernetes-map-type'] === 'atomic' ? { map: 'atomic' } : {}),
  };
  const name = `${CUSTOM_TYPE}${hex(sha256(utf8Bytes(goJson(type))).slice(0, 16))}`;
  added.set(name, type);
  return name;
}

function fieldOf(schema: JsonSchema, added: Map<string, RawType>): RawField {
  const keys = schema['x-kubernetes-list-map-keys'];
  return {
    t: referenceTo(schema, added),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(schema['x-kubernetes-list-type'] === undefined ? {} : { list: schema['x-kubernetes-list-type'] }),
    ...(keys === undefined ? {} : { keys }),
    ...(schema['x-kubernetes-map-type'] === undefined ? {} : { map: schema['x-kubernetes-map-type'] }),
  };
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
