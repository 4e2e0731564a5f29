import type { JsonObject } from '../json.ts';

/** The beginning of every generated object, in the order of Go's structs, which `-o json` shows. */
export function typeAndMetadata(
  apiVersion: string,
  kind: string,
  name: string,
  metadata: { readonly labels?: JsonObject; readonly annotations?: JsonObject } = {},
): JsonObject {
  return {
    kind,
    apiVersion,
    metadata: {
      name,
      creationTimestamp: null,
      ...present('labels', metadata.labels),
      ...present('annotations', metadata.annotations),
    },
  };
}

/** A field that is left out when it is empty, as Go's omitempty leaves it out. */
export function present(name: string, value: unknown): JsonObject {
  if (value === undefined || value === '' || value === 0 || value === false) return {};
  if (Array.isArray(value) && value.length === 0) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0)
    return {};
  return { [name]: value };
}
