import { ApiError } from '../../../api/api-error.ts';
import { utf8Bytes } from '../../../api/base64.ts';
import { decodeProblems } from '../../../api/decode.ts';
import { goQuote } from '../../../api/go-quote.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import { typeOf, typeOfResource } from '../../../api/schema.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import { parseJson, parseYamlDocuments } from '../../../api/yaml.ts';
import { badRequest } from '../refusals.ts';
import { groupVersionOf } from '../strategy.ts';
import { duplicateFields, inTextOrder } from './duplicate-fields.ts';
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
  /** What is wrong with the text, where it is no JSON. */
  readonly problem?: string;
  readonly text?: string;
  readonly yaml?: boolean;
}

export function readBody(request: ApiRequest): unknown {
  const { value, problem } = readStrictBody(request);
  if (problem !== undefined) throw badRequest(problem);
  return value;
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
    if (document === undefined) return { value: null, duplicates: [], text: body };
    const { error, value, duplicates } = document;
    if (error !== undefined)
      return { value: undefined, duplicates: [], problem: yamlProblem(error.message), text: body, yaml: true };
    return { value, duplicates, text: body, yaml: true };
  }
  if (body === '') return { value: undefined, duplicates: [], text: body };
  const parsed = parseJson(body);
  if ('error' in parsed) return { value: undefined, duplicates: [], problem: parsed.error, text: body };
  return { value: parsed.value, duplicates: duplicateFields(body), text: body };
}

export function fieldValidation({ query }: ApiRequest): FieldValidation {
  const asked = queryValue(query, 'fieldValidation');
  return asked === 'Ignore' || asked === 'Strict' ? asked : 'Warn';
}

/** Turns JSON into an object of the resource's kind. Models apiserver endpoints/handlers create and transformDecodeError. */
export function decodeObject(resource: Resource, sent: Body, validation: FieldValidation): Decoded {
  const { value: body, duplicates } = sent;
  const { kind } = resource;
  const given = kindOfBody(sent, resource);
  const groupVersion = groupVersionOf(resource);
  const shownKind = given.kind === '' ? kind : given.kind;
  const [version = '', group = ''] = (given.apiVersion === '' ? groupVersion : given.apiVersion).split('/').reverse();
  const cannot = (why: string) =>
    badRequest(`${shownKind} in version ${goQuote(version)} cannot be handled as a ${kind}: ${why}`);
  if (shownKind !== kind || group !== resource.group || version !== resource.version) {
    if (typeOf(group, version, shownKind) === undefined) {
      const where = groupVersionOf({ group, version });
      throw cannot(`no kind ${goQuote(shownKind)} is registered for version ${goQuote(where)} in scheme "${SCHEME}"`);
    }
    if (shownKind !== kind || group !== resource.group) {
      throw cannot(`converting (${version}.${shownKind}) to (${goPackage(resource)}.${kind}): unknown conversion`);
    }
    const why = `the API version in the data (${given.apiVersion}) does not match the expected API version (${groupVersion})`;
    throw badRequest(why);
  }
  const type = typeOfResource(resource);
  if (type === undefined) throw new Error(`apiserver: no schema for ${kind}`);
  const { error, unknown: strange } = decodeProblems(type, body);
  // A custom object is no Go struct; its schema says what is wrong with its values.
  const wrong = resource.type === undefined ? error : decodeProblems(OBJECT_META, metadataOf(body)).error;
  if (wrong !== undefined) throw cannot(wrong);
  const unknown = sent.yaml === true ? [...duplicates, ...strange] : inTextOrder(strange, duplicates, sent.text ?? '');
  if (unknown.length > 0 && validation === 'Strict') {
    // The reader of YAML tells all that it has found as one error; as warnings they are taken apart.
    const asRead = sent.yaml === true && duplicates.length > 0 ? [yamlErrors(duplicates), ...strange] : unknown;
    throw cannot(`strict decoding error: ${asRead.join(', ')}`);
  }
  const object = { apiVersion: groupVersion, kind, metadata: {}, ...(prune(type, body ?? {}) as object) } as KubeObject;
  return { object: withoutEmptyMetadata(object), warnings: validation === 'Warn' ? unknown : [] };
}

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const metadataOf = (body: unknown): unknown => (body as { readonly metadata?: unknown } | null)?.metadata;

/** Where Kubernetes keeps what it knows of its kinds; it tells people so. */
const SCHEME = 'pkg/api/legacyscheme/scheme.go:30';
/** The package of a group's internal types. */
const goPackage = ({ group }: Resource): string => (group === '' ? 'core' : group.split('.')[0]!);
const TYPE_META =
  'Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** The words of sigs.k8s.io/yaml YAMLToJSON, which does not say what it was about to do. */
const yamlProblem = (message: string): string => message.replace(/^error converting YAML to JSON: /, '');

const yamlErrors = (lines: readonly string[]): string =>
  `yaml: unmarshal errors:\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** What a body says it is. Models runtime/serializer/json SimpleMetaFactory and transformDecodeError. */
function kindOfBody({ value, problem, text, yaml }: Body, { kind }: Resource): { kind: string; apiVersion: string } {
  const unrecognized = (why: string) => {
    const found = yaml === true && problem !== undefined ? why : `couldn't get version/kind; json parse error: ${why}`;
    const sent = `${found} (${summary(text ?? JSON.stringify(value) ?? '')})`;
    return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${sent}`);
  };
  if (problem !== undefined || value === undefined) throw unrecognized(problem ?? 'unexpected end of JSON input');
  const typeName = (of: unknown) => (Array.isArray(of) ? 'array' : typeof of === 'boolean' ? 'bool' : typeof of);
  if (value === null) return { kind: '', apiVersion: '' };
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw unrecognized(`json: cannot unmarshal ${typeName(value)} into ${TYPE_META}`);
  }
  const field = (name: 'apiVersion' | 'kind'): string => {
    const found = (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null) ?? '';
    if (typeof found === 'string') return found;
    throw unrecognized(`json: cannot unmarshal ${typeName(found)} into Go struct field .${name} of type string`);
  };
  return { apiVersion: field('apiVersion'), kind: field('kind') };
}

const SUMMARY_CHARACTERS = 30;

/** Models summarizeData: what is no object is shown byte by byte. */
function summary(text: string): string {
  if (text === '') return '<empty>';
  const bytes = utf8Bytes(text.slice(0, SUMMARY_CHARACTERS + 1));
  const more = text.length > SUMMARY_CHARACTERS ? ' ...' : '';
  if (text.startsWith('{')) return `${text.slice(0, SUMMARY_CHARACTERS)}${more}`;
  const hex = bytes.slice(0, SUMMARY_CHARACTERS).map((byte) => byte.toString(16).padStart(2, '0'));
  return `${hex.join('')}${more}`;
}

const OMITTED_WHEN_EMPTY = ['labels', 'annotations', 'finalizers', 'ownerReferences'] as const;

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
