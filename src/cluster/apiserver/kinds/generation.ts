import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubeObject } from '../../../api/object.ts';

/** The object with this generation. */
export function withGeneration<T extends KubeObject>(object: T, generation: number): T {
  return { ...object, metadata: { ...object.metadata, generation } };
}

/** The object with the next generation if its spec is not what it was. */
export function bumpedWithSpec<T extends KubeObject & { readonly spec?: unknown }>(object: T, old: T): T {
  const generation = old.metadata.generation ?? 0;
  return jsonEqual(object.spec, old.spec) ? object : withGeneration(object, generation + 1);
}

/** The object with the old one's status: a write to the object itself never touches it. */
export function keepingStatus<T extends KubeObject & { readonly status?: unknown }>(object: T, old: T): T {
  return object.status === old.status ? object : withStatus(object, old.status);
}

/** The old object with the new status and, as in Kubernetes, the new metadata. */
export function onlyStatus<T extends KubeObject & { readonly status?: unknown }>(object: T, old: T): T {
  return withStatus({ ...old, metadata: object.metadata }, object.status);
}

function withStatus<T extends KubeObject & { readonly status?: unknown }>(object: T, status: unknown): T {
  if (status !== undefined) return { ...object, status };
  const { status: _gone, ...rest } = object;
  return rest as unknown as T;
}
