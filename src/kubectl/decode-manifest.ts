import { goJson } from '../api/go-json.ts';
import { goQuote } from '../api/go-quote.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { KubectlError } from './kubectl-error.ts';

/** Checks that a document can be an object at all. Models unstructured.UnstructuredJSONScheme and kubectl's metadata check. */
export function decodeManifest(value: unknown, source: string): JsonObject | KubectlError {
  const refuse = (why: string) => new KubectlError(`unable to decode ${goQuote(source)}: ${why}`);
  if (!isJsonObject(value))
    return refuse(`json: cannot unmarshal ${jsonType(value)} into Go value of type unstructured.detector`);
  if (value.kind === undefined || value.kind === '') return refuse(`Object 'Kind' is missing in '${goJson(value)}'`);
  if (typeof value.kind !== 'string') {
    return refuse(`json: cannot unmarshal ${jsonType(value.kind)} into Go struct field detector.kind of type string`);
  }
  const metadata = value.metadata;
  if (metadata === undefined || metadata === null) return value;
  if (!isJsonObject(metadata)) {
    return refuse(`json: cannot unmarshal ${jsonType(metadata)} into Go struct field .metadata of type v1.ObjectMeta`);
  }
  for (const field of ['name', 'namespace', 'generateName', 'uid', 'resourceVersion']) {
    const found = metadata[field];
    if (found !== undefined && found !== null && typeof found !== 'string') {
      return refuse(
        `json: cannot unmarshal ${jsonType(found)} into Go struct field ObjectMeta.metadata.${field} of type string`,
      );
    }
  }
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field];
    if (map === undefined || map === null) continue;
    if (!isJsonObject(map)) {
      return refuse(
        `json: cannot unmarshal ${jsonType(map)} into Go struct field ObjectMeta.metadata.${field} of type map[string]string`,
      );
    }
    const odd = Object.values(map).find((one) => typeof one !== 'string' && one !== null);
    if (odd !== undefined) {
      return refuse(
        `json: cannot unmarshal ${jsonType(odd)} into Go struct field ObjectMeta.metadata.${field} of type string`,
      );
    }
  }
  return value;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : typeof value;
}
