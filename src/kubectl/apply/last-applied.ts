import { goJson } from '../../api/go-json.ts';
import { isJsonObject, type JsonObject, readPath } from '../json.ts';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** The annotation's text; undefined without it. */
export function lastAppliedOf(object: JsonObject): string | undefined {
  const text = readPath(object, 'metadata', 'annotations', lastAppliedAnnotation);
  return typeof text === 'string' ? text : undefined;
}

/**
 * The configuration as kubectl remembers it: compact JSON and a newline, without the annotation itself, and with
 * `annotations` present even when empty. Models kubectl/pkg/util/apply.go GetModifiedConfiguration.
 */
export function configurationText(object: JsonObject): string {
  return `${goJson(withoutLastApplied(object))}\n`;
}

/** A copy of the object without that memory, and with `annotations` present even when empty. */
export function withoutLastApplied(object: JsonObject): JsonObject {
  return withAnnotation(object, undefined);
}

/** A copy of the object that remembers its own configuration. */
export function withLastApplied(object: JsonObject): JsonObject {
  return withAnnotation(object, configurationText(object));
}

function withAnnotation(object: JsonObject, text: string | undefined): JsonObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const { [lastAppliedAnnotation]: _, ...others } = isJsonObject(metadata.annotations) ? metadata.annotations : {};
  const annotations = text === undefined ? others : { ...others, [lastAppliedAnnotation]: text };
  return { ...object, metadata: { ...metadata, annotations } };
}

/**
 * The same for an object that kubectl generated: Go's structs keep the order of their fields and leave empty annotations out.
 */
export function withLastAppliedStruct(object: JsonObject): JsonObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const annotations = isJsonObject(metadata.annotations) ? metadata.annotations : {};
  const text = `${goJson(object, '', { keys: 'as given' })}\n`;
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [lastAppliedAnnotation]: text } } };
}

/** A copy without the null fields of its maps, at any depth. Models kubectl/pkg/cmd/apply/apply.go pruneNullsFromMap. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}
