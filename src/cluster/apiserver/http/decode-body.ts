import { ApiError } from '../../../api/api-error.ts';
import { decodeProblems } from '../../../api/decode.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import { typeOf } from '../../../api/schema.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import { parseJson, parseYamlDocuments } from '../../../api/yaml.ts';
import { badRequest } from '../refusals.ts';
import { groupVersionOf } from '../strategy.ts';
import { duplicateFields } from './duplicate-fields.ts';
import { prune } from './prune.ts';
import { queryValue } from './query.ts';

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

export interface Decoded {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

const MAX_BODY_CHARACTERS = 3 * 1024 * 1024;
const TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** What was sent, as JSON data, with what strict decoding has against its text. */
export interface Body {
  readonly value: unknown;
  readonly duplicates: readonly string[];
}

export function readBody(request: ApiRequest): unknown {
  return readStrictBody(request).value;
}

/** The body as JSON data, whatever its content type. */
export function readStrictBody(request: ApiRequest): Body {
  try {
    return parseBody(request);
  } catch (error) {
    // Parsers call themselves for every level, and a body may have more levels than the host has stack.
    if (error instanceof RangeError) throw badRequest('exceeded max depth');
    throw error;
  }
}

function parseBody({ body, headers }: ApiRequest): Body {
  const type = (headers['content-type'] ?? 'application/json').split(';')[0]!.trim();
  if (type !== '' && type !== 'application/json' && type !== 'application/yaml' && !type.endsWith('+json')) {
    const message = `the body of the request was in an unknown format - accepted media types include: ${TYPES.join(', ')}`;
    throw new ApiError(415, 'UnsupportedMediaType', message);
  }
  if (typeof body !== 'string') return { value: body, duplicates: [] };
  if (body.length > MAX_BODY_CHARACTERS) {
    throw new ApiError(413, 'RequestEntityTooLarge', 'Request entity too large: limit is 3145728');
  }
  if (type === 'application/yaml') {
    const [document] = parseYamlDocuments(body);
    if (document === undefined) return { value: undefined, duplicates: [] };
    if ('error' in document && document.error !== undefined) throw badRequest(String(document.error));
    return { value: (document as { readonly value?: unknown }).value, duplicates: [] };
  }
  if (body === '') return { value: undefined, duplicates: [] };
  const parsed = parseJson(body);
  if ('error' in parsed) throw badRequest(parsed.error);
  return { value: parsed.value, duplicates: duplicateFields(body) };
}

export function fieldValidation({ query }: ApiRequest): FieldValidation {
  const asked = queryValue(query, 'fieldValidation');
  return asked === 'Ignore' || asked === 'Strict' ? asked : 'Warn';
}

/** Turns JSON into an object of the resource's kind. Models apiserver endpoints/handlers create and transformDecodeError. */
export function decodeObject(
  resource: Resource,
  { value: body, duplicates }: Body,
  validation: FieldValidation,
): Decoded {
  const { kind } = resource;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error`,
    );
  }
  const given = body as { readonly kind?: unknown; readonly apiVersion?: unknown };
  const groupVersion = groupVersionOf(resource);
  const shownKind = typeof given.kind === 'string' && given.kind !== '' ? given.kind : kind;
  const shownVersion =
    typeof given.apiVersion === 'string' && given.apiVersion !== '' ? given.apiVersion : groupVersion;
  if (shownVersion !== groupVersion) {
    throw badRequest(
      `the API version in the data (${shownVersion}) does not match the expected API version (${groupVersion})`,
    );
  }
  const cannot = (why: string) =>
    badRequest(`${shownKind} in version "${resource.version}" cannot be handled as a ${kind}: ${why}`);
  if (shownKind !== kind) throw cannot(`no kind "${shownKind}" is registered for this resource`);
  const type = typeOf(resource.group, resource.version, kind);
  if (type === undefined) throw new Error(`apiserver: no schema for ${kind}`);
  const { error, unknown: strange } = decodeProblems(type, body);
  const unknown = [...strange, ...duplicates];
  if (error !== undefined) throw cannot(error);
  if (unknown.length > 0 && validation === 'Strict') throw cannot(`strict decoding error: ${unknown.join(', ')}`);
  const object = { apiVersion: groupVersion, kind, metadata: {}, ...(prune(type, body) as object) } as KubeObject;
  return { object: withoutEmptyMetadata(object), warnings: validation === 'Warn' ? unknown : [] };
}

const OMITTED_WHEN_EMPTY = ['labels', 'annotations', 'finalizers', 'ownerReferences', 'managedFields'] as const;

/** Metadata that a client may send as null or empty is the same as none. */
function withoutEmptyMetadata(object: KubeObject): KubeObject {
  const { metadata } = object;
  if (metadata === null || typeof metadata !== 'object') return { ...object, metadata: {} as never };
  const empty = OMITTED_WHEN_EMPTY.filter((name) => isEmpty(metadata[name]));
  if (empty.length === 0) return object;
  const kept = Object.entries(metadata).filter(([name]) => !empty.includes(name as never));
  return { ...object, metadata: Object.fromEntries(kept) as never };
}

const isEmpty = (value: object | undefined): boolean => value !== undefined && Object.keys(value).length === 0;
