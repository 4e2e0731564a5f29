import { isJsonObject, type JsonObject, readPath, readText } from '../json.ts';

/** A document of /openapi/v3 for one group version. */
export type OpenApi = JsonObject;

/** The schema a `$ref` names. */
export function resolveRef(document: OpenApi, reference: string): JsonObject | undefined {
  const found = readPath(document, 'components', 'schemas', reference.replace('#/components/schemas/', ''));
  return reference !== '' && isJsonObject(found) ? found : undefined;
}

/** The schema itself, or what it refers to. */
export function resolved(document: OpenApi, schema: JsonObject): JsonObject {
  return resolveRef(document, readText(schema, '$ref')) ?? schema;
}

/** The schemas below `allOf`. */
export function allOf(schema: JsonObject): readonly JsonObject[] {
  return Array.isArray(schema.allOf) ? schema.allOf.filter(isJsonObject) : [];
}

export function properties(schema: JsonObject): JsonObject {
  return isJsonObject(schema.properties) ? schema.properties : {};
}

/** What the field holds, as people name it: `[]Container`, `map[string]string`. Models the explain template typeGuess. */
export function typeName(document: OpenApi, schema: JsonObject): string {
  if (isJsonObject(schema.items)) return `[]${typeName(document, schema.items)}`;
  if (isJsonObject(schema.additionalProperties)) return `map[string]${typeName(document, schema.additionalProperties)}`;
  const [only, ...more] = allOf(schema);
  if (only !== undefined && more.length === 0 && schema.properties === undefined) return typeName(document, only);
  const reference = readText(schema, '$ref');
  if (reference !== '') {
    const type = readText(resolveRef(document, reference), 'type');
    return type === '' || type === 'object' ? (reference.split('.').at(-1) ?? 'Object') : type;
  }
  const type = readText(schema, 'type');
  return type === '' || type === 'object' ? 'Object' : type;
}

/** The texts about a schema and what it is made of. Models the explain template description. */
export function description(document: OpenApi, schema: JsonObject, seen: ReadonlySet<JsonObject> = new Set()): string {
  const target = resolved(document, schema);
  if (seen.has(target)) return '';
  const next = new Set([...seen, target]);
  const own = readText(target, 'description');
  const parts = [own === '' ? '' : `${own}\n`, ...allOf(target).map((one) => description(document, one, next))];
  if (isJsonObject(target.items)) parts.push(description(document, target.items, next));
  if (isJsonObject(target.additionalProperties)) parts.push(description(document, target.additionalProperties, next));
  return parts.join('');
}
