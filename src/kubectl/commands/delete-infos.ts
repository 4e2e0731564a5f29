import { ApiError } from '../../api/api-error.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { readText } from '../json.ts';
import { KubectlError, throwAll } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { address, type ResourceInfo } from '../resource-info.ts';
import { addSource } from './add-source.ts';
import type { Propagation } from './delete-flags.ts';
import { watchUntil } from './watch-until.ts';
import type { DryRun } from './write-flags.ts';

export interface Deletion {
  readonly propagation: Propagation;
  /** Negative leaves it to the object. */
  readonly gracePeriodSeconds: number;
  readonly dryRun: DryRun;
  /** `name` prints `kind/name` alone. */
  readonly output: string;
  readonly quiet?: boolean;
}

/** Deletes one object, says so, and returns the uid of what is going away. Models kubectl/pkg/cmd/delete deleteResource. */
export async function deleteInfo(
  info: ResourceInfo,
  deletion: Deletion,
  context: KubectlContext,
  io: KubectlIo,
): Promise<string> {
  let uid = '';
  if (deletion.dryRun !== 'client') {
    try {
      const { body } = await context.request({
        method: 'DELETE',
        ...address(info),
        body: {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          ...(deletion.gracePeriodSeconds < 0 ? {} : { gracePeriodSeconds: deletion.gracePeriodSeconds }),
          propagationPolicy: deletion.propagation,
          ...(deletion.dryRun === 'server' ? { dryRun: ['All'] } : {}),
        },
      });
      uid = readText(body, 'kind') === 'Status' ? readText(body, 'details', 'uid') : readText(body, 'metadata', 'uid');
    } catch (error) {
      throw addSource('deleting', info.source, error);
    }
  }
  if (deletion.quiet !== true) await io.stdout.write(deletionText(info, deletion));
  return uid;
}

function deletionText(info: ResourceInfo, deletion: Deletion): string {
  const kind = kindText(info);
  if (deletion.output === 'name') return `${kind}/${info.name}\n`;
  const word = deletion.gracePeriodSeconds === 0 ? 'force deleted' : 'deleted';
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[deletion.dryRun];
  return `${kind} "${info.name}" ${word}${suffix}\n`;
}

/** `deployment.apps` or `pod`. */
export function kindText({ resource }: ResourceInfo): string {
  const kind = resource.kind.toLowerCase();
  return resource.group === '' ? kind : `${kind}.${resource.group}`;
}

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** Waits until each object is gone or is another one of the same name. Models kubectl/pkg/cmd/wait/delete.go IsDeleted. */
export async function waitUntilGone(
  deleted: readonly { readonly info: ResourceInfo; readonly uid: string }[],
  timeoutMs: number,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const errors: unknown[] = [];
  for (const { info, uid } of deleted) {
    try {
      await waitForOne(info, uid, timeoutMs === 0 ? WEEK_MS : timeoutMs, context, io);
    } catch (error) {
      // Whoever may delete but not look is not made to wait.
      if (error instanceof ApiError && (error.reason === 'Forbidden' || error.reason === 'MethodNotAllowed')) return;
      errors.push(error);
    }
  }
  throwAll(errors);
}

async function waitForOne(
  info: ResourceInfo,
  uid: string,
  timeoutMs: number,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  try {
    const found = await context.get(info.resource, info.namespace, info.name);
    if (uid !== '' && found.metadata.uid !== uid) return;
  } catch (error) {
    if (isNotFound(error)) return;
    throw error;
  }
  const end = await watchUntil(
    info,
    timeoutMs,
    context,
    io,
    async ({ type }) => type === 'DELETED',
    async (found) => !found,
  );
  if (end === 'timed out') {
    throw new KubectlError(`timed out waiting for the condition on ${info.resource.plural}/${info.name}`);
  }
}
