import type { Pod } from '../../api/types/pod.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { isNotFound } from '../make-context.ts';
import type { JudgedPod } from './pod-delete-list.ts';
import { controllerOf, type DaemonSetLookup, type DrainOptions, judgePod, needsDaemonSet } from './pod-filters.ts';

/** All that a drain was asked to do. */
export interface Drainage extends DrainOptions {
  readonly podSelector: string;
  /** Negative uses the pod's own. */
  readonly gracePeriodSeconds: number;
  /** 0 waits for ever. */
  readonly timeoutMs: number;
  readonly disableEviction: boolean;
  readonly dryRun: 'none' | 'client' | 'server';
}

/** The pods of a node, each with what drain does about it. Models kubectl/pkg/drain GetPodsForDeletion. */
export async function podsOnNode(
  node: string,
  drainage: Drainage,
  context: KubectlContext,
  io: KubectlIo,
): Promise<readonly JudgedPod[]> {
  const resource = await context.resource('pods');
  const pods = (await context.list(resource, '', {
    fieldSelector: `spec.nodeName=${node}`,
    ...(drainage.podSelector === '' ? {} : { labelSelector: drainage.podSelector }),
  })) as readonly Pod[];
  const known = new Map<string, DaemonSetLookup>();
  const judged: JudgedPod[] = [];
  for (const pod of pods) {
    const daemonSet = needsDaemonSet(pod) ? await lookUp(pod, known, context) : undefined;
    judged.push({ pod, verdict: judgePod(pod, drainage, daemonSet, io.clock.now()) });
  }
  return judged;
}

async function lookUp(
  pod: Pod,
  known: Map<string, DaemonSetLookup>,
  context: KubectlContext,
): Promise<DaemonSetLookup> {
  const namespace = pod.metadata.namespace ?? '';
  const name = controllerOf(pod)?.name ?? '';
  const key = `${namespace}/${name}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  let found: DaemonSetLookup = { found: true };
  try {
    await context.get(await context.resourceForKind('apps/v1', 'DaemonSet'), namespace, name);
  } catch (error) {
    found = {
      found: false,
      notFound: isNotFound(error),
      message: error instanceof Error ? error.message : String(error),
    };
  }
  known.set(key, found);
  return found;
}
