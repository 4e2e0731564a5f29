import { applyJsonPatch } from '../../api/patch/json-patch.ts';
import { applyMergePatch } from '../../api/patch/merge-patch.ts';
import { PatchError } from '../../api/patch/patch-error.ts';
import { applyStrategicMergePatch } from '../../api/patch/strategic-merge-patch.ts';
import { typeOfObject } from '../apply/type-of-object.ts';
import { isJsonObject, type JsonObject, readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';

/** A patch applied without a server. Models kubectl/pkg/cmd/patch getPatchedJSON. */
export function patchLocally(type: 'json' | 'merge' | 'strategic', object: JsonObject, patch: unknown): JsonObject {
  try {
    const after =
      type === 'json'
        ? applyJsonPatch(object, patch)
        : type === 'merge'
          ? applyMergePatch(object, patch)
          : strategic(object, patch);
    if (!isJsonObject(after)) throw new KubectlError('the patch does not leave an object');
    return after;
  } catch (error) {
    if (error instanceof PatchError) throw new KubectlError(error.message);
    throw error;
  }
}

function strategic(object: JsonObject, patch: unknown): JsonObject {
  const apiVersion = readText(object, 'apiVersion');
  const kind = readText(object, 'kind');
  const type = typeOfObject(object);
  if (type === undefined) {
    throw new KubectlError(
      `strategic merge patch is not supported for ${apiVersion}, Kind=${kind} locally, try --type merge`,
    );
  }
  return applyStrategicMergePatch(object, patch, type);
}
