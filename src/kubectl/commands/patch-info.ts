import { createMergePatch } from '../../api/patch/merge-patch.ts';
import type { KubectlContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { address, type ResourceInfo } from '../resource-info.ts';

export const patchContentTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Sends a patch and returns the new object. */
export async function sendPatch(
  info: ResourceInfo,
  type: keyof typeof patchContentTypes,
  body: unknown,
  query: Record<string, string>,
  context: KubectlContext,
): Promise<JsonObject> {
  const response = await context.request({
    method: 'PATCH',
    ...address(info),
    query,
    contentType: patchContentTypes[type],
    body,
  });
  return response.body as JsonObject;
}

/**
 * Sends the difference of two states as a JSON merge patch; undefined when there is none. Unlike Kubernetes, which
 * sends strategic patches for known kinds here: the result is the same, because lists were read whole from the server.
 */
export async function sendDifference(
  info: ResourceInfo,
  before: JsonObject,
  after: JsonObject,
  query: Record<string, string>,
  context: KubectlContext,
): Promise<JsonObject | undefined> {
  const patch = createMergePatch(before, after);
  if (Object.keys(patch).length === 0) return undefined;
  return sendPatch(info, 'merge', patch, query, context);
}
