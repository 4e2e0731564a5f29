import type { FieldDocs } from '../../api/field-docs.ts';
import schemas from '../../api/schema/schemas.json';
import type { ServedKind } from '../../session/protocol.ts';

type JsonSchema = Readonly<Record<string, unknown>>;
type FieldType = string | { readonly t: string; readonly default?: unknown; readonly enum?: readonly unknown[] };
interface TypeFacts {
  readonly required?: readonly string[];
  readonly fields?: Readonly<Record<string, FieldType>>;
  readonly t?: string;
}

const types = schemas as unknown as Readonly<Record<string, TypeFacts>>;

/**
 * A manifest as JSON schema, for the editor: `kind` and `apiVersion` choose which type the rest must be. With `docs`
 * every field says what Kubernetes says of it.
 */
export function kubernetesSchema(kinds: readonly ServedKind[], docs: FieldDocs = {}): JsonSchema {
  const known = kinds.flatMap(({ apiVersion, kind }) => {
    const name = typeName(apiVersion, kind);
    return name === undefined ? [] : [{ apiVersion, kind, name }];
  });
  const definitions: Record<string, JsonSchema> = {};
  for (const { name } of known) define(name, definitions, docs);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', enum: [...new Set(known.map(({ apiVersion }) => apiVersion))] },
      kind: { type: 'string', enum: known.map(({ kind }) => kind) },
    },
    allOf: known.map(({ apiVersion, kind, name }) => ({
      if: { required: ['kind'], properties: { kind: { const: kind } } },
      // biome-ignore lint/suspicious/noThenProperty: this is JSON schema's keyword.
      then: { allOf: [{ properties: { apiVersion: { const: apiVersion } } }, { $ref: `#/definitions/${name}` }] },
    })),
    definitions,
  };
}

function typeName(apiVersion: string, kind: string): string | undefined {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const name = `io.k8s.api.${group!.split('.')[0]}.${version}.${kind}`;
  return Object.hasOwn(types, name) ? name : undefined;
}

function define(name: string, definitions: Record<string, JsonSchema>, docs: FieldDocs): void {
  if (Object.hasOwn(definitions, name)) return;
  const facts = types[name];
  definitions[name] = {};
  if (facts?.fields === undefined) {
    definitions[name] = facts?.t === undefined ? {} : schemaOf(facts.t, definitions, docs);
    return;
  }
  const properties: Record<string, JsonSchema> = {};
  for (const [field, type] of Object.entries(facts.fields)) {
    const written = typeof type === 'string' ? { t: type } : type;
    const required = facts.required?.includes(field) === true;
    properties[field] = {
      ...schemaOf(written.t, definitions, docs),
      ...(written.enum === undefined ? {} : { enum: written.enum }),
      ...(written.default === undefined ? {} : { default: written.default }),
      description: describe(field, written.t, required, docs[name]?.[field] ?? docs[innerType(written.t)]?.['']),
    };
  }
  definitions[name] = { type: 'object', properties, required: facts.required, additionalProperties: false };
}

function schemaOf(type: string, definitions: Record<string, JsonSchema>, docs: FieldDocs): JsonSchema {
  if (type.startsWith('[')) return { type: 'array', items: schemaOf(type.slice(1, -1), definitions, docs) };
  if (type.startsWith('{'))
    return { type: 'object', additionalProperties: schemaOf(type.slice(1, -1), definitions, docs) };
  const [plain, format] = type.split(':');
  if (format === 'int-or-string' || type.endsWith('IntOrString')) return { type: ['string', 'integer'] };
  if (type.endsWith('resource.Quantity')) return { type: ['string', 'number'] };
  if (/^(string|integer|boolean|number)$/.test(plain!)) return { type: plain };
  if (!Object.hasOwn(types, type)) return {};
  define(type, definitions, docs);
  return { $ref: `#/definitions/${type}` };
}

/** The type that a list or map of it names. */
const innerType = (type: string) => type.replace(/^[[{]+|[\]}]+$/g, '');

function describe(field: string, type: string, required: boolean, doc: string | undefined): string {
  const words = type
    .replace(/io\.k8s\.[\w.-]*\.(\w+)/g, '$1')
    .replace(/^\[(.*)\]$/, 'list of $1')
    .replace(/^\{(.*)\}$/, 'map to $1');
  const line = `${field}: ${words}${required ? ', required' : ''}`;
  return doc === undefined ? line : `${line}\n\n${doc}`;
}
