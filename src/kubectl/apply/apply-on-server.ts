import { ApiError } from '../../api/api-error.ts';
import { goJson } from '../../api/go-json.ts';
import type { ManagedFieldsEntry } from '../../api/object.ts';
import { sendPatch } from '../commands/patch-info.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { type JsonObject, readList, readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { fetchInfo, type ResourceInfo, refreshInfo } from '../resource-info.ts';
import type { ApplyRequest } from './apply-object.ts';
import { lastAppliedAnnotation, lastAppliedOf } from './last-applied.ts';
import { annotationOwners, migratedEntries } from './migrate-managers.ts';
import { warnIfDeleting } from './warn-if-deleting.ts';

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

/** The manager of `apply --server-side`, and the one under whom it keeps the annotation of client-side apply. */
const MANAGER = 'kubectl';
const ANNOTATION_MANAGER = 'kubectl-last-applied';

const MOST_ATTEMPTS = 5;

/** Models the server-side half of kubectl/pkg/cmd/apply applyOneObject. */
export async function applyOnServer(
  info: ResourceInfo,
  wanted: JsonObject,
  request: ApplyRequest,
  context: KubectlContext,
  io: KubectlIo,
): Promise<string> {
  const target = request.subresource === '' ? info : { ...info, subresource: request.subresource };
  const query = { ...request.query, force: String(request.forceConflicts) };
  const send = () => sendPatch(target, 'apply', `${goJson(wanted)}\n`, query, context);
  try {
    refreshInfo(info, await send());
  } catch (error) {
    if (error instanceof ApiError && error.code === 415) {
      throw new KubectlError(`Server-side apply not available on the server: (${error.message})`);
    }
    if (error instanceof ApiError && error.reason === 'Conflict') {
      throw new KubectlError(`${error.message}${conflictAdvice}`);
    }
    throw error;
  }
  await migrate(info, target, request, send, context, io);
  await warnIfDeleting(info.object ?? {}, io);
  return 'serverside-applied';
}

/** What goes wrong here is tried again with the next apply, so that it is only a warning. */
async function migrate(
  info: ResourceInfo,
  target: ResourceInfo,
  request: ApplyRequest,
  applyAgain: () => Promise<JsonObject>,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const warn = (what: string, error: unknown) =>
    io.stderr.write(
      `Warning: ${what}. This is non-fatal and will be retried next time you apply. Error: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  try {
    await keepAnnotation(info, target, request, context);
  } catch (error) {
    await warn(`failed to migrate ${lastAppliedAnnotation} for Server-Side Apply`, error);
    return;
  }
  try {
    if (!(await migrateManagers(info, target, request, context))) return;
  } catch (error) {
    await warn('server rejected managed fields migration to Server-Side Apply', error);
    return;
  }
  try {
    // What client-side apply owned and is no longer wanted can go now.
    refreshInfo(info, await applyAgain());
  } catch (error) {
    await warn('failed to re-apply configuration after performing Server-Side Apply migration', error);
  }
}

const entriesOf = (info: ResourceInfo): readonly ManagedFieldsEntry[] =>
  readList(info.object, 'metadata', 'managedFields') as readonly ManagedFieldsEntry[];

/** Models saveLastApplyAnnotationIfNecessary. */
async function keepAnnotation(
  info: ResourceInfo,
  target: ResourceInfo,
  { query }: ApplyRequest,
  context: KubectlContext,
): Promise<void> {
  const object = info.object ?? {};
  const text = lastAppliedOf(object);
  if (query.fieldManager !== MANAGER || text === undefined) return;
  if (annotationOwners(entriesOf(info), 'Apply').length > 0) return;
  const { group, version, kind } = info.resource;
  const namespace = readText(object, 'metadata', 'namespace');
  const only = {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    metadata: {
      annotations: { [lastAppliedAnnotation]: text },
      name: readText(object, 'metadata', 'name'),
      ...(namespace === '' ? {} : { namespace }),
    },
  };
  const as = { ...query, fieldManager: ANNOTATION_MANAGER };
  refreshInfo(info, await sendPatch(target, 'apply', `${goJson(only)}\n`, as, context));
}

/** Models migrateToSSAIfNecessary: whether something was migrated. */
async function migrateManagers(
  info: ResourceInfo,
  target: ResourceInfo,
  { query }: ApplyRequest,
  context: KubectlContext,
): Promise<boolean> {
  const from = annotationOwners(entriesOf(info), 'Update').map(({ manager = '' }) => manager);
  for (let attempt = 1; ; attempt++) {
    const entries = migratedEntries(entriesOf(info), from, query.fieldManager ?? MANAGER);
    if (entries === undefined) return false;
    const patch = [
      { op: 'replace', path: '/metadata/managedFields', value: entries },
      { op: 'replace', path: '/metadata/resourceVersion', value: readText(info.object, 'metadata', 'resourceVersion') },
    ];
    try {
      refreshInfo(info, await sendPatch(target, 'json', patch, query, context));
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'Conflict' || attempt === MOST_ATTEMPTS) throw error;
    }
    await fetchInfo(info, context);
  }
}
