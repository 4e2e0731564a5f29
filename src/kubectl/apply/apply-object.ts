import { goJson } from '../../api/go-json.ts';
import { addSource } from '../commands/add-source.ts';
import type { DryRun } from '../commands/write-flags.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { type JsonObject, readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { fetchInfo, type ResourceInfo, refreshInfo } from '../resource-info.ts';
import { applyOnServer } from './apply-on-server.ts';
import type { Recreate } from './delete-and-create.ts';
import { infoText } from './info-text.ts';
import { lastAppliedAnnotation, lastAppliedOf, withLastApplied, withoutNulls } from './last-applied.ts';
import { patchToward } from './patch-toward.ts';
import { warnIfDeleting } from './warn-if-deleting.ts';

export interface ApplyRequest {
  readonly query: Record<string, string>;
  readonly dryRun: DryRun;
  readonly serverSide: boolean;
  readonly forceConflicts: boolean;
  readonly subresource: string;
  /** `--force`: what cannot be patched is deleted and made again. */
  readonly recreate: Recreate | undefined;
}

/**
 * Applies one object and returns what happened, in kubectl's words; `info.object` then holds the new state.
 * Models kubectl/pkg/cmd/apply applyOneObject.
 */
export async function applyObject(
  info: ResourceInfo,
  request: ApplyRequest,
  context: KubectlContext,
  io: KubectlIo,
): Promise<string> {
  const wanted = info.object ?? {};
  if (info.name === '') {
    const generated = readText(wanted, 'metadata', 'generateName');
    if (generated !== '') throw new KubectlError(`from ${generated}: cannot use generate name with apply`);
  }
  if (request.serverSide) return applyOnServer(info, wanted, request, context, io);
  const modified = withLastApplied(wanted);
  let current: JsonObject;
  try {
    current = await fetchInfo(info, context);
  } catch (error) {
    if (isNotFound(error)) return create(info, modified, request, context);
    const lead = `retrieving current configuration of:\n${infoText(info)}\nfrom server for:`;
    throw addSource(lead, info.source, error);
  }
  if (request.dryRun === 'client') return 'configured';
  if (lastAppliedOf(current) === undefined) {
    await io.stderr.write(
      `Warning: resource ${info.resource.plural}/${info.name} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  }
  const { query, recreate } = request;
  const failure = (patch: JsonObject, error: unknown): unknown =>
    addSource(`applying patch:\n${goJson(patch)}\nto:\n${infoText(info)}\nfor:`, info.source, error);
  const patched = await patchToward(info, modified, current, { query, recreate, failure }, context, io);
  if (patched === undefined) {
    await warnIfDeleting(current, io);
    return 'unchanged';
  }
  refreshInfo(info, patched);
  await warnIfDeleting(patched, io);
  return 'configured';
}

async function create(
  info: ResourceInfo,
  modified: JsonObject,
  { query, dryRun }: ApplyRequest,
  context: KubectlContext,
): Promise<string> {
  const body = withoutNulls(modified) as JsonObject;
  info.object = body;
  if (dryRun === 'client') return 'created';
  try {
    const { resource, namespace } = info;
    const response = await context.request({ method: 'POST', resource, namespace, query, body });
    refreshInfo(info, response.body as JsonObject);
  } catch (error) {
    throw addSource('creating', info.source, error);
  }
  return 'created';
}
