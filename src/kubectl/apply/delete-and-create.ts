import type { Propagation } from '../commands/delete-flags.ts';
import { deleteInfo } from '../commands/delete-infos.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import type { ResourceInfo } from '../resource-info.ts';

/** How an object that cannot be patched is deleted before it is made again. */
export interface Recreate {
  readonly propagation: Propagation;
  readonly gracePeriodSeconds: number;
  readonly timeoutMs: number;
}

/** Models Patcher.deleteAndCreate. */
export async function deleteAndCreate(
  info: ResourceInfo,
  modified: JsonObject,
  original: JsonObject,
  recreate: Recreate,
  query: Record<string, string>,
  context: KubectlContext,
  io: KubectlIo,
): Promise<JsonObject> {
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
