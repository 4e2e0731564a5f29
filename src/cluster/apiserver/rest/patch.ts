import { ApiError } from '../../../api/api-error.ts';
import { deepFreeze } from '../../../api/deep-freeze.ts';
import type { KubeObject } from '../../../api/object.ts';
import { applyJsonPatch } from '../../../api/patch/json-patch.ts';
import { applyMergePatch } from '../../../api/patch/merge-patch.ts';
import { PatchError } from '../../../api/patch/patch-error.ts';
import { applyStrategicMergePatch } from '../../../api/patch/strategic-merge-patch.ts';
import type { Resource } from '../../../api/resources.ts';
import { typeOfResource } from '../../../api/schema.ts';
import { badRequest } from '../refusals.ts';
import type { AnyStrategy } from '../strategy.ts';
import { type ObjectView, viewOf } from './object-view.ts';
import type { RegistryContext, WriteOptions } from './registry-context.ts';
import { pathOf } from './subresource.ts';
import { updateObject } from './update.ts';

export type PatchKind = 'json' | 'merge' | 'strategic';

export interface Patch {
  readonly kind: PatchKind;
  readonly body: unknown;
}

/** Models apiserver endpoints/handlers PatchResource: the patch is applied to the object as it is now. */
export function patchObject(
  context: RegistryContext,
  strategy: AnyStrategy,
  subresource: string,
  namespace: string | undefined,
  name: string,
  patch: Patch,
  options: WriteOptions,
  decode: (patched: unknown) => KubeObject = (patched) => patched as KubeObject,
  view: ObjectView = viewOf(strategy, subresource),
): KubeObject {
  const apply = (current: KubeObject) =>
    deepFreeze(view.written(decode(patched(view.resource, view.shown(current), patch)), current));
  return updateObject(context, strategy, namespace, name, apply, options, pathOf(strategy, subresource));
}

function patched(resource: Resource, current: KubeObject, { kind, body }: Patch): unknown {
  try {
    if (kind === 'merge') return applyMergePatch(current, body);
    if (kind === 'json') return applyJsonPatch(current, body);
    return applyStrategicMergePatch(current, body, typeOfResource(resource));
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    if (kind !== 'json' || !Array.isArray(body)) throw badRequest(error.message);
    // Kubernetes hides what was wrong with a JSON patch behind the words for any 422.
    throw new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
  }
}
