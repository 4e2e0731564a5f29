import { ApiError } from '../../api/api-error.ts';
import { formatDuration } from '../../api/duration.ts';
import { goQuote } from '../../api/go-quote.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { ApiResource, KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { ErrorList, KubectlError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { isSkipped } from './pod-filters.ts';
import type { Drainage } from './pods-on-node.ts';

const RETRY_MS = 5000;
const POLL_MS = 1000;
/** What Go prints for the longest duration, which stands for no timeout. */
const FOREVER_TEXT = '2562047h47m16.854775807s';

interface Removal {
  readonly drainage: Drainage;
  readonly resource: ApiResource;
  readonly context: KubectlContext;
  readonly io: KubectlIo;
  readonly deadline: number;
}

/** Evicts (or deletes) the pods and waits until they are gone. Models kubectl/pkg/drain DeleteOrEvictPods. */
export async function removePods(
  pods: readonly Pod[],
  drainage: Drainage,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  if (pods.length === 0) return;
  const deadline = drainage.timeoutMs === 0 ? Number.POSITIVE_INFINITY : io.clock.now() + drainage.timeoutMs;
  const removal: Removal = { drainage, resource: await context.resource('pods'), context, io, deadline };
  if (drainage.disableEviction) {
    for (const pod of pods) {
      await deletePod(pod, removal).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    }
    await waitUntilGone(pods, 'deleted', 'deletion failed', removal);
    return;
  }
  // Each pod is evicted on its own, as kubectl does with one goroutine a pod.
  const failures = await Promise.all(pods.map((pod) => evictUntilGone(pod, removal).then(() => undefined, asError)));
  const errors = failures.filter((error) => error !== undefined);
  if (errors.length > 0) throw new ErrorList(errors);
}

const asError = (error: unknown): unknown => error;

const place = (pod: Pod): string => `pods/${goQuote(pod.metadata.name)} -n ${goQuote(pod.metadata.namespace ?? '')}`;

async function evictUntilGone(pod: Pod, removal: Removal): Promise<void> {
  const { drainage, io, deadline } = removal;
  const { name, namespace = '' } = pod.metadata;
  const suffix = drainage.dryRun === 'server' ? ' (server dry run)' : '';
  for (;;) {
    await io.stdout.write(`evicting pod ${namespace}/${name}${suffix}\n`);
    if (io.clock.now() >= deadline) {
      const limit = drainage.timeoutMs === 0 ? FOREVER_TEXT : formatDuration(drainage.timeoutMs);
      throw new KubectlError(`error when evicting ${place(pod)}: global timeout reached: ${limit}`);
    }
    try {
      await evict(pod, removal);
      break;
    } catch (error) {
      if (isNotFound(error)) return;
      const message = error instanceof Error ? error.message : String(error);
      const ending = error instanceof ApiError && error.reason === 'Forbidden' && isNamespaceTerminating(error);
      if (ending && pod.metadata.deletionTimestamp !== undefined) break;
      if (error instanceof ApiError && error.reason === 'TooManyRequests') {
        await io.stderr.write(`error when evicting ${place(pod)} (will retry after 5s): ${message}\n`);
      } else if (ending) {
        await io.stderr.write(
          `error when evicting pod ${goQuote(name)} from terminating namespace ${goQuote(namespace)} (will retry after 5s): ${message}\n`,
        );
      } else throw new KubectlError(`error when evicting ${place(pod)}: ${message}`);
      await io.clock.sleep(RETRY_MS, io.signal);
    }
  }
  if (drainage.dryRun === 'server') return;
  try {
    await waitUntilGone([pod], 'evicted', 'eviction failed', removal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new KubectlError(
      `error when waiting for pod ${goQuote(name)} in namespace ${goQuote(namespace)} to terminate: ${message}`,
    );
  }
}

function isNamespaceTerminating(error: ApiError): boolean {
  return error.status.details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') ?? false;
}

function deleteOptions({ drainage }: Removal): Record<string, unknown> {
  return {
    ...(drainage.gracePeriodSeconds < 0 ? {} : { gracePeriodSeconds: drainage.gracePeriodSeconds }),
    ...(drainage.dryRun === 'server' ? { dryRun: ['All'] } : {}),
  };
}

async function evict(pod: Pod, removal: Removal): Promise<void> {
  const { name, namespace = '' } = pod.metadata;
  await removal.context.request({
    method: 'POST',
    resource: removal.resource,
    namespace,
    name,
    subresource: 'eviction',
    body: {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace },
      deleteOptions: deleteOptions(removal),
    },
  });
}

async function deletePod(pod: Pod, removal: Removal): Promise<void> {
  const { name, namespace = '' } = pod.metadata;
  await removal.context.request({
    method: 'DELETE',
    resource: removal.resource,
    namespace,
    name,
    body: { apiVersion: 'v1', kind: 'DeleteOptions', ...deleteOptions(removal) },
  });
}

/** Models kubectl/pkg/drain waitForDelete. */
async function waitUntilGone(pods: readonly Pod[], done: string, failed: string, removal: Removal): Promise<void> {
  const { drainage, resource, context, io, deadline } = removal;
  const suffix = drainage.dryRun === 'server' ? ' (server dry run)' : '';
  let pending = pods;
  for (;;) {
    const left: Pod[] = [];
    for (const pod of pending) {
      const { name, namespace = '' } = pod.metadata;
      let current: Pod | undefined;
      try {
        current = (await context.get(resource, namespace, name)) as Pod;
      } catch (error) {
        if (!isNotFound(error)) {
          await io.stdout.write(`pod/${name} ${failed}${suffix}\n`);
          throw error;
        }
      }
      if (current === undefined || current.metadata.uid !== pod.metadata.uid) {
        await io.stdout.write(`pod/${name} ${done}${suffix}\n`);
      } else if (isSkipped(current, drainage.skipWaitForDeleteTimeoutSeconds, io.clock.now())) {
        await io.stdout.write(
          `pod ${goQuote(name)} has DeletionTimestamp older than ${drainage.skipWaitForDeleteTimeoutSeconds} seconds, skipping\n`,
        );
      } else left.push(pod);
    }
    pending = left;
    if (pending.length === 0) return;
    if (io.clock.now() + POLL_MS > deadline) {
      await io.clock.sleep(Math.max(0, deadline - io.clock.now()), io.signal);
      throw new KubectlError('context deadline exceeded');
    }
    await io.clock.sleep(POLL_MS, io.signal);
  }
}
