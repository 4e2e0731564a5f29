import type { FieldDocs } from '../../../api/field-docs.ts';
import schemaFacts from '../../../api/schema/schemas.json' with { type: 'json' };
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import { documentHash, withEtag } from './etag.ts';
import { jsonResponse } from './json-response.ts';
import { openApiPaths, type PathFact } from './openapi-paths.ts';
import { queryValue } from './query.ts';
import { SERVER_VERSION } from './server-version.ts';

interface FieldFact {
  readonly t: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly list?: string;
  readonly keys?: readonly string[];
  readonly map?: string;
  readonly patch?: string;
  readonly patchKey?: string;
}
interface TypeFact {
  readonly gvk?: { readonly group: string; readonly version: string; readonly kind: string };
  readonly required?: readonly string[];
  readonly fields?: Readonly<Record<string, string | FieldFact>>;
  readonly type?: string;
}
const types = schemaFacts as unknown as Readonly<Record<string, TypeFact>>;

/** How the versions of OpenAPI differ in what is said here. */
interface Dialect {
  reference(type: string): Record<string, unknown>;
  readonly intOrString: Record<string, unknown>;
}

const V3: Dialect = {
  // Beside a $ref other keywords are ignored, so it is wrapped as the real server does.
  reference: (type) => ({ allOf: [{ $ref: `#/components/schemas/${type}` }] }),
  intOrString: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
};
const V2: Dialect = {
  reference: (type) => ({ $ref: `#/definitions/${type}` }),
  intOrString: { type: 'string', format: 'int-or-string' },
};

/** OpenAPI v2, one document for all: older clients check and explain fields by it. */
export function openApiV2(groupVersions: readonly string[], facts: readonly PathFact[], docs: FieldDocs): ApiResponse {
  const definitions = Object.entries(types).map(([name, fact]) => [
    name,
    typeSchema(fact, docs[name] ?? {}, () => undefined, V2),
  ]);
  const paths = groupVersions.map((groupVersion) => {
    const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
    const own = facts.filter((fact) => fact.groupVersion === groupVersion);
    return openApiPaths(own, group!, version!);
  });
  return jsonResponse({
    swagger: '2.0',
    info: { title: 'Kubernetes', version: SERVER_VERSION.gitVersion },
    paths: Object.assign({}, ...paths),
    definitions: Object.fromEntries(definitions),
  });
}

/** A document and the name of its content. */
interface Named {
  readonly document: unknown;
  readonly hash: string;
}

/**
 * OpenAPI v3, one document a group version, from the recorded schema. It holds what kubectl's explain and validation read.
 * Models kube-openapi pkg/handler3: who asks with the right hash may keep the answer for ever.
 */
export function createOpenApi(
  groupVersions: readonly string[],
  facts: readonly PathFact[],
  fieldDocs: () => FieldDocs | undefined,
): (request: ApiRequest) => ApiResponse | undefined {
  const pathOf = (groupVersion: string) =>
    groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`;
  const known = new Map(groupVersions.map((groupVersion) => [pathOf(groupVersion), groupVersion]));
  let made = new Map<string, Named>();
  let madeFrom: FieldDocs | undefined;
  const named = (groupVersion: string): Named => {
    const docs = fieldDocs();
    if (docs !== madeFrom) {
      made = new Map();
      madeFrom = docs;
    }
    let found = made.get(groupVersion);
    if (found === undefined) {
      const document = documentOf(groupVersion, facts, docs ?? {});
      found = { document, hash: documentHash(document) };
      made.set(groupVersion, found);
    }
    return found;
  };
  const addressOf = (path: string, groupVersion: string) => `/openapi/v3/${path}?hash=${named(groupVersion).hash}`;
  return (request) => {
    const where = request.path.replace(/^\/openapi\/v3\/?/, '').replace(/\/+$/, '');
    if (where === '') {
      const paths = [...known].map(([path, groupVersion]) => [
        path,
        { serverRelativeURL: addressOf(path, groupVersion) },
      ]);
      const index = { paths: Object.fromEntries(paths) };
      return withEtag(request, jsonResponse(index), documentHash(index));
    }
    const groupVersion = known.get(where);
    if (groupVersion === undefined) return undefined;
    const { document, hash } = named(groupVersion);
    const asked = queryValue(request.query, 'hash');
    if (asked !== undefined && asked !== '' && asked !== hash) {
      return { status: 301, headers: { location: addressOf(where, groupVersion) }, body: undefined };
    }
    const answer = withEtag(request, jsonResponse(document), hash);
    if (asked === undefined || asked === '') return answer;
    return { ...answer, headers: { ...answer.headers, 'cache-control': 'public, immutable' } };
  };
}

function documentOf(groupVersion: string, facts: readonly PathFact[], docs: FieldDocs) {
  const own = facts.filter((fact) => fact.groupVersion === groupVersion);
  const [first = '', second] = groupVersion.split('/');
  const group = second === undefined ? '' : first;
  const version = second ?? first;
  const schemas: Record<string, unknown> = {};
  const add = (name: string): void => {
    const fact = types[name];
    if (fact === undefined || Object.hasOwn(schemas, name)) return;
    schemas[name] = {};
    schemas[name] = typeSchema(fact, docs[name] ?? {}, add, V3);
  };
  for (const [name, { gvk }] of Object.entries(types)) {
    if (gvk?.group === group && gvk.version === version) add(name);
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: openApiPaths(own, group, version),
    components: { schemas },
  };
}

function typeSchema(
  { gvk, required, fields, type }: TypeFact,
  docs: Readonly<Record<string, string>>,
  add: (name: string) => void,
  dialect: Dialect,
) {
  if (fields === undefined) return plain(type ?? 'object', dialect);
  const properties = Object.entries(fields).map(([name, fact]) => [name, fieldSchema(fact, docs[name], add, dialect)]);
  return {
    ...described(docs['']),
    type: 'object',
    ...(required === undefined ? {} : { required }),
    properties: Object.fromEntries(properties),
    ...(gvk === undefined ? {} : { 'x-kubernetes-group-version-kind': [gvk] }),
  };
}

/** Models kube-openapi generators enum: the values follow the description. */
function described(text: string | undefined, values?: readonly string[]): { readonly description?: string } {
  const parts = [
    ...(text === undefined ? [] : [text]),
    ...(values === undefined
      ? []
      : [`Possible enum values:\n${values.map((value) => ` - \`"${value}"\``).join('\n')}`]),
  ];
  return parts.length === 0 ? {} : { description: parts.join('\n\n') };
}

function fieldSchema(
  given: string | FieldFact,
  docs: string | undefined,
  add: (name: string) => void,
  dialect: Dialect,
): Record<string, unknown> {
  const fact = typeof given === 'string' ? { t: given } : given;
  return {
    ...described(docs, docs === undefined ? undefined : fact.enum),
    ...reference(fact.t, add, dialect),
    ...(fact.default === undefined ? {} : { default: fact.default }),
    ...(fact.enum === undefined ? {} : { enum: fact.enum }),
    ...(fact.list === undefined ? {} : { 'x-kubernetes-list-type': fact.list }),
    ...(fact.keys === undefined ? {} : { 'x-kubernetes-list-map-keys': fact.keys }),
    ...(fact.map === undefined ? {} : { 'x-kubernetes-map-type': fact.map }),
    ...(fact.patch === undefined ? {} : { 'x-kubernetes-patch-strategy': fact.patch }),
    ...(fact.patchKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': fact.patchKey }),
  };
}

function reference(type: string, add: (name: string) => void, dialect: Dialect): Record<string, unknown> {
  const inner = type.slice(1, -1);
  if (type.startsWith('[')) return { type: 'array', items: reference(inner, add, dialect) };
  if (type.startsWith('{')) return { type: 'object', additionalProperties: reference(inner, add, dialect) };
  if (!type.includes('.')) return plain(type, dialect);
  add(type);
  return dialect.reference(type);
}

function plain(type: string, dialect: Dialect): Record<string, unknown> {
  if (type === 'any') return {};
  if (type === 'int-or-string') return dialect.intOrString;
  const [name = 'object', format] = type.split(':');
  return { type: name, ...(format === undefined ? {} : { format }) };
}
