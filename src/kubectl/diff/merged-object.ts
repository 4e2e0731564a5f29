import { goJson } from '../../api/go-json.ts';
import { withoutLastApplied } from '../apply/last-applied.ts';
import { patchToward } from '../apply/patch-toward.ts';
import { sendPatch } from '../commands/patch-info.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import type { JsonObject } from '../json.ts';
import type { ResourceInfo } from '../resource-info.ts';

export interface MergeRequest {
  readonly fieldManager: string;
  readonly serverSide: boolean;
  readonly forceConflicts: boolean;
}

/** What the object would be after `apply`, as a dry run on the server answers. Models kubectl/pkg/cmd/diff InfoObject Merged. */
export async function mergedObject(
  info: ResourceInfo,
  wanted: JsonObject,
  live: JsonObject | undefined,
  { fieldManager, serverSide, forceConflicts }: MergeRequest,
  context: KubectlContext,
  io: KubectlIo,
): Promise<JsonObject> {
  const query = { dryRun: 'All', fieldManager };
  if (serverSide) {
    return sendPatch(info, 'apply', `${goJson(wanted)}\n`, { ...query, force: String(forceConflicts) }, context);
  }
  if (live === undefined) {
    const { resource, namespace } = info;
    const response = await context.request({ method: 'POST', resource, namespace, query, body: wanted });
    return response.body as JsonObject;
  }
  return (await patchToward(info, withoutLastApplied(wanted), live, { query }, context, io)) ?? live;
}
