import { ApiError } from '../../api/api-error.ts';
import { createThreeWayJsonMergePatch } from '../../api/patch/merge-patch.ts';
import { type JsonRecord, PatchError } from '../../api/patch/patch-error.ts';
import { createThreeWayPatch } from '../../api/patch/three-way-patch.ts';
import { addSource } from '../commands/add-source.ts';
import { sendPatch } from '../commands/patch-info.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { fetchInfo, type ResourceInfo } from '../resource-info.ts';
import { deleteAndCreate, type Recreate } from './delete-and-create.ts';
import { lastAppliedOf } from './last-applied.ts';
import { typeOfObject } from './type-of-object.ts';

export interface PatchRequest {
  readonly query: Record<string, string>;
  /** `--force`: what cannot be patched is deleted and made again. */
  readonly recreate?: Recreate | undefined;
  /** What to throw for a patch that failed; the failure itself when absent. */
  failure?(patch: JsonObject, error: unknown): unknown;
}

const CONFLICT_TRIES = 5;

/** The patch from what was applied last, what is wanted and what is there; strategic for the kinds that know it. */
function patchBetween(
  modified: JsonObject,
  current: JsonObject,
): { readonly type: 'strategic' | 'merge'; readonly body: JsonObject } {
  const text = lastAppliedOf(current);
  const parsed: unknown = text === undefined ? {} : parseLastApplied(text);
  const original = isJsonObject(parsed) ? parsed : {};
  const type = typeOfObject(current);
  const states: [JsonRecord, JsonRecord, JsonRecord] = [{ ...original }, { ...modified }, { ...current }];
  return type === undefined
    ? { type: 'merge', body: createThreeWayJsonMergePatch(...states) }
    : { type: 'strategic', body: createThreeWayPatch(...states, type) };
}

function parseLastApplied(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new KubectlError(error instanceof Error ? error.message : String(error));
  }
}

/** Patches until there is no conflict; undefined when there was nothing to do. Models Patcher.Patch. */
export async function patchToward(
  info: ResourceInfo,
  modified: JsonObject,
  first: JsonObject,
  request: PatchRequest,
  context: KubectlContext,
  io: KubectlIo,
): Promise<JsonObject | undefined> {
  let current = first;
  for (let tries = 1; ; tries++) {
    let body: JsonObject = {};
    try {
      const patch = patchBetween(modified, current);
      body = patch.body;
      if (Object.keys(body).length === 0) return undefined;
      return await sendPatch(info, patch.type, body, request.query, context);
    } catch (error) {
      const conflict = error instanceof ApiError && error.reason === 'Conflict';
      if (conflict && tries <= CONFLICT_TRIES) {
        if (tries > 1) await io.clock.sleep(1000, io.signal);
        current = await fetchInfo(info, context);
        continue;
      }
      const refused = conflict || (error instanceof ApiError && error.reason === 'Invalid');
      if (refused && request.recreate !== undefined)
        return deleteAndCreate(info, modified, current, request.recreate, request.query, context, io);
      const failure = error instanceof PatchError ? new KubectlError(error.message) : error;
      const patching = addSource('patching', info.source, failure);
      throw request.failure === undefined ? patching : request.failure(body, patching);
    }
  }
}
