import { ApiError } from '../../../api/api-error.ts';
import { labelSelectorMatches } from '../../../api/labels.ts';
import type { DeleteOptions, KubeObject } from '../../../api/object.ts';
import { isPodReady } from '../../../api/pod-conditions.ts';
import { podDisruptionBudgets, pods } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { PodDisruptionBudget } from '../../../api/types/policy.ts';
import { forbiddenWrite, notFoundError, unknownError } from '../refusals.ts';
import { resourceName } from '../strategy.ts';
import { deleteObject } from './delete.ts';
import { type RegistryContext, storeKey, type WriteOptions } from './registry-context.ts';
import { statusPath, updateObject } from './update.ts';

/** Models pkg/registry/core/pod/storage EvictionREST. */
export function evictPod(
  context: RegistryContext,
  namespace: string,
  name: string,
  deleteOptions: DeleteOptions,
  options: WriteOptions,
): void {
  const { store, strategies } = context;
  const pod = store.get('pods', storeKey(namespace, name)) as Pod | undefined;
  if (pod === undefined) throw notFoundError(pods, name);
  if (!ignoresBudget(pod)) {
    const budgets = (
      store.list(resourceName(podDisruptionBudgets), { namespace }) as readonly PodDisruptionBudget[]
    ).filter(({ spec }) => labelSelectorMatches(spec.selector, pod.metadata.labels));
    if (budgets.length > 1) {
      throw unknownError(
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      );
    }
    const budget = budgets[0];
    if (budget !== undefined && !mayGoUnhealthy(pod, budget)) spend(context, budget, pod, options);
  }
  deleteObject(context, strategies.of(pods), namespace, name, deleteOptions, options);
}

/** Models canIgnorePDB. */
function ignoresBudget({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp !== undefined ||
    status.phase === 'Succeeded' ||
    status.phase === 'Failed' ||
    status.phase === 'Pending'
  );
}

/** Whether a pod that is not ready may go without asking the budget. */
function mayGoUnhealthy(pod: Pod, { spec, status }: PodDisruptionBudget): boolean {
  if (isPodReady(pod)) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0;
}

/** Models checkAndDecrement. */
function spend(context: RegistryContext, budget: PodDisruptionBudget, pod: Pod, options: WriteOptions): void {
  const { metadata, status } = budget;
  const violates = (why: string, retryAfterSeconds?: number) =>
    new ApiError(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      causes: [{ reason: 'DisruptionBudget', message: why }],
    });
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    throw violates(`The disruption budget ${metadata.name} is still being processed by the server.`, 10);
  }
  if (status.disruptionsAllowed < 0) {
    throw forbiddenWrite(podDisruptionBudgets, metadata.name, 'pdb disruptions allowed is negative');
  }
  if (status.disruptionsAllowed === 0) {
    throw violates(
      `The disruption budget ${metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
    );
  }
  const strategy = context.strategies.of(podDisruptionBudgets);
  const decrement = (current: KubeObject): KubeObject => {
    const now = current as PodDisruptionBudget;
    const disruptedPods = { ...now.status.disruptedPods, [pod.metadata.name]: formatTime(context.world.clock.now()) };
    const next = { ...now.status, disruptionsAllowed: now.status.disruptionsAllowed - 1, disruptedPods };
    return { ...now, status: next } as KubeObject;
  };
  updateObject(context, strategy, metadata.namespace, metadata.name, decrement, options, statusPath(strategy));
}
