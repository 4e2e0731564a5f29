import { ApiError } from '../../api/api-error.ts';
import { goJson } from '../../api/go-json.ts';
import { createThreeWayJsonMergePatch } from '../../api/patch/merge-patch.ts';
import { type JsonRecord, PatchError } from '../../api/patch/patch-error.ts';
import { createThreeWayPatch } from '../../api/patch/three-way-patch.ts';
import { addSource } from '../commands/add-source.ts';
import type { Propagation } from '../commands/delete-flags.ts';
import { deleteInfo } from '../commands/delete-infos.ts';
import { sendPatch } from '../commands/patch-info.ts';
import type { DryRun } from '../commands/write-flags.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject, readPath, readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { fetchInfo, type ResourceInfo, refreshInfo } from '../resource-info.ts';
import { lastAppliedAnnotation, lastAppliedOf, withLastApplied, withoutNulls } from './last-applied.ts';
import { typeOfObject } from './type-of-object.ts';

export interface ApplyRequest {
  readonly query: Record<string, string>;
  readonly dryRun: DryRun;
  readonly serverSide: boolean;
  readonly forceConflicts: boolean;
  readonly subresource: string;
  /** `--force`: what cannot be patched is deleted and made again. */
  readonly recreate:
    | { readonly propagation: Propagation; readonly gracePeriodSeconds: number; readonly timeoutMs: number }
    | undefined;
}

const CONFLICT_TRIES = 5;

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
  const patched = await patchToward(info, modified, current, request, context, io);
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
async function patchToward(
  info: ResourceInfo,
  modified: JsonObject,
  first: JsonObject,
  request: ApplyRequest,
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
        return deleteAndCreate(info, modified, current, request, context, io);
      const failure = error instanceof PatchError ? new KubectlError(error.message) : error;
      const lead = `applying patch:\n${goJson(body)}\nto:\n${infoText(info)}\nfor:`;
      throw addSource(lead, info.source, addSource('patching', info.source, failure));
    }
  }
}

/** Models Patcher.deleteAndCreate. */
async function deleteAndCreate(
  info: ResourceInfo,
  modified: JsonObject,
  original: JsonObject,
  request: ApplyRequest,
  context: KubectlContext,
  io: KubectlIo,
): Promise<JsonObject> {
  const recreate = request.recreate!;
  const { resource, namespace } = info;
  await deleteInfo(info, { ...recreate, dryRun: 'none', output: '', quiet: true }, context, io);
  const deadline = recreate.timeoutMs === 0 ? Number.POSITIVE_INFINITY : io.clock.now() + recreate.timeoutMs;
  for (;;) {
    try {
      await context.get(resource, namespace, info.name);
    } catch (error) {
      if (isNotFound(error)) break;
      throw error;
    }
    if (io.clock.now() >= deadline) throw new KubectlError('timed out waiting for the condition');
    await io.clock.sleep(1000, io.signal);
  }
  const { query } = request;
  try {
    return (await context.request({ method: 'POST', resource, namespace, query, body: modified })).body as JsonObject;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const metadata = { ...(isJsonObject(original.metadata) ? original.metadata : {}), resourceVersion: undefined };
    await context
      .request({ method: 'POST', resource, namespace, query, body: { ...original, metadata } })
      .catch((again: unknown) => {
        throw new KubectlError(
          `An error occurred force-replacing the existing object with the newly provided one:\n\n${why}.\n\nAdditionally, an error occurred attempting to restore the original object:\n\n${again instanceof Error ? again.message : String(again)}`,
        );
      });
    throw error;
  }
}

const conflictAdvice = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

async function applyOnServer(
  info: ResourceInfo,
  wanted: JsonObject,
  request: ApplyRequest,
  context: KubectlContext,
  io: KubectlIo,
): Promise<string> {
  const target = request.subresource === '' ? info : { ...info, subresource: request.subresource };
  const query = { ...request.query, force: String(request.forceConflicts) };
  try {
    refreshInfo(info, await sendPatch(target, 'apply', `${goJson(wanted)}\n`, query, context));
  } catch (error) {
    if (error instanceof ApiError && error.code === 415) {
      throw new KubectlError(`Server-side apply not available on the server: (${error.message})`);
    }
    if (error instanceof ApiError && error.reason === 'Conflict') {
      throw new KubectlError(`${error.message}${conflictAdvice}`);
    }
    throw error;
  }
  await warnIfDeleting(info.object ?? {}, io);
  return 'serverside-applied';
}

async function warnIfDeleting(object: JsonObject, io: KubectlIo): Promise<void> {
  if (readPath(object, 'metadata', 'deletionTimestamp') === undefined) return;
  const name = readText(object, 'metadata', 'name');
  await io.stderr.write(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
}

/** Models cli-runtime resource.Info String. */
function infoText({ resource, name, namespace }: ResourceInfo): string {
  const { group, version, plural, kind } = resource;
  return `Resource: "${group}/${version}, Resource=${plural}", GroupVersionKind: "${group}/${version}, Kind=${kind}"\nName: "${name}", Namespace: "${namespace}"`;
}
