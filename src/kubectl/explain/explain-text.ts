import type { ApiResource } from '../context.ts';
import { isJsonObject, type JsonObject, readList, readPath, readText } from '../json.ts';
import { allOf, description, type OpenApi, properties, resolved, typeName } from './open-api.ts';
import { wordWrap } from './word-wrap.ts';

export interface Explanation {
  readonly text: string;
  /** Set when the path leads nowhere; `text` is then the heading alone. */
  readonly missing?: string;
}

/** What `kubectl explain` prints about a kind or one of its fields. Models kubectl/pkg/explain/v2 plaintext.tmpl. */
export function explainText(
  document: OpenApi,
  resource: ApiResource,
  path: readonly string[],
  recursive: boolean,
): Explanation {
  const { group, version, kind } = resource;
  const heading = `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
  const schemas = readPath(document, 'components', 'schemas');
  const isKind = (schema: unknown) =>
    readList(schema, 'x-kubernetes-group-version-kind').some(
      (one) =>
        readText(one, 'group') === group && readText(one, 'version') === version && readText(one, 'kind') === kind,
    );
  const root = isJsonObject(schemas) ? Object.values(schemas).find(isKind) : undefined;
  if (!isJsonObject(root))
    return { text: heading, missing: `GVK ${group}/${version}, Kind=${kind} not found in OpenAPI schema` };
  const body = follow(document, root, path, recursive, new Set());
  if (body === undefined) return { text: heading, missing: `field "${path.at(-1)}" does not exist` };
  return { text: `${heading}${body}\n` };
}

function follow(
  document: OpenApi,
  schema: JsonObject,
  path: readonly string[],
  recursive: boolean,
  seen: ReadonlySet<JsonObject>,
): string | undefined {
  const target = resolved(document, schema);
  const [name, ...rest] = path;
  if (name === undefined) return about(document, target, schema, recursive);
  if (seen.has(target)) return undefined;
  const known = properties(target);
  const field = Object.hasOwn(known, name) ? known[name] : undefined;
  if (isJsonObject(field)) {
    const inner = follow(document, field, rest, recursive, new Set());
    if (rest.length > 0 || inner === undefined) return inner;
    return `FIELD: ${name} <${typeName(document, field)}>\n${longEnum(field)}\n\n${inner}`;
  }
  const next = new Set([...seen, target]);
  if (isJsonObject(target.items)) return follow(document, target.items, path, recursive, next);
  if (isJsonObject(target.additionalProperties))
    return follow(document, target.additionalProperties, path, recursive, next);
  for (const one of allOf(target)) {
    const found = follow(document, one, path, recursive, next);
    if (found !== undefined) return found;
  }
  return undefined;
}

function about(document: OpenApi, target: JsonObject, schema: JsonObject, recursive: boolean): string {
  const text = indent(wordWrap(description(document, schema) || '<empty>', 76), 4);
  const fields = fieldList(document, target, 1, recursive, new Set());
  return `DESCRIPTION:\n${text}\n${fields === '' ? '' : `FIELDS:\n${fields}`}`;
}

/** Fields of the type and of what it is made of; a type within itself is not entered again. */
function fieldList(
  document: OpenApi,
  schema: JsonObject,
  level: number,
  recursive: boolean,
  seen: ReadonlySet<JsonObject>,
): string {
  const target = resolved(document, schema);
  if (seen.has(target)) return '';
  const next = readText(schema, '$ref') === '' ? seen : new Set([...seen, target]);
  let text = '';
  const known = properties(target);
  for (const name of Object.keys(known).sort()) {
    const field = known[name];
    if (!isJsonObject(field)) continue;
    text += fieldDetail(document, target, name, field, level, recursive);
    if (recursive) text += fieldList(document, field, level + 1, true, next);
  }
  for (const one of allOf(target)) text += fieldList(document, one, level, recursive, next);
  if (isJsonObject(target.items)) text += fieldList(document, target.items, level, recursive, next);
  if (isJsonObject(target.additionalProperties))
    text += fieldList(document, target.additionalProperties, level, recursive, next);
  return text;
}

function fieldDetail(
  document: OpenApi,
  parent: JsonObject,
  name: string,
  field: JsonObject,
  level: number,
  short: boolean,
): string {
  const margin = level * 2;
  const required = readList(parent, 'required').includes(name) ? ' -required-' : '';
  const head = `${' '.repeat(margin)}${name}\t<${typeName(document, field)}>${required}${shortEnum(field, margin)}\n`;
  if (short) return head;
  const text = readText(field, 'description') || '<no description>';
  return `${head}${indent(wordWrap(text, 78 - margin), margin + 2)}\n\n`;
}

const shown = (value: unknown): string => (value === '' ? '""' : String(value));

function shortEnum(field: JsonObject, margin: number): string {
  const values = readList(field, 'enum').map(shown);
  if (values.length === 0) return '';
  return `\n${' '.repeat(margin)}enum: ${values.slice(0, 4).join(', ')}${values.length > 4 ? ', ....' : ''}`;
}

function longEnum(field: JsonObject): string {
  const values = readList(field, 'enum').map(shown);
  return values.length === 0 ? '' : `ENUM:${values.map((value) => `\n    ${value}`).join('')}`;
}

const indent = (text: string, amount: number): string =>
  text
    .split('\n')
    .map((line) => ' '.repeat(amount) + line)
    .join('\n');
