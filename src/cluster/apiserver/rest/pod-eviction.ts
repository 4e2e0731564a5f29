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

/** Evictions that the disruption controller has not seen yet. */
const MOST_DISRUPTED = 2000;
/** Refusals name the budget in the singular. */
const REFUSED = { ...podDisruptionBudgets, plural: 'poddisruptionbudget' };

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
    if (budget !== undefined && !mayGoUnhealthy(pod, budget))
      spend(context, budget, pod, { ...options, dryRun: isDryRun(deleteOptions, options) });
  }
  markAsDisrupted(context, pod, deleteOptions, options);
  deleteObject(context, strategies.of(pods), namespace, name, withCurrentVersion(context, pod, deleteOptions), options);
}

/** Models addConditionAndDeletePod: the pod says what ends it before it is deleted. */
function markAsDisrupted(
  context: RegistryContext,
  pod: Pod,
  deleteOptions: DeleteOptions,
  options: WriteOptions,
): void {
  if (isDryRun(deleteOptions, options)) return;
  const { uid, resourceVersion } = deleteOptions.preconditions ?? {};
  // The deletion refuses these with the words that Kubernetes has for them.
  if (uid !== undefined && uid !== pod.metadata.uid) return;
  if (resourceVersion !== undefined && resourceVersion !== pod.metadata.resourceVersion) return;
  const strategy = context.strategies.of(pods);
  const now = formatTime(context.world.clock.now());
  const mark = (current: KubeObject): KubeObject => {
    const { status } = current as Pod;
    const before = status.conditions?.find(({ type }) => type === 'DisruptionTarget');
    const condition = {
      ...before,
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
      lastTransitionTime: before?.status === 'True' ? (before.lastTransitionTime ?? now) : now,
    };
    const others = (status.conditions ?? []).filter((one) => one !== before);
    return { ...current, status: { ...status, conditions: [...others, condition] } } as KubeObject;
  };
  updateObject(context, strategy, pod.metadata.namespace, pod.metadata.name, mark, options, {
    ...statusPath(strategy),
    untracked: true,
  });
}

/** The client's precondition on the version was met before the condition was added. */
function withCurrentVersion({ store }: RegistryContext, pod: Pod, options: DeleteOptions): DeleteOptions {
  const { preconditions } = options;
  if (preconditions?.resourceVersion !== pod.metadata.resourceVersion) return options;
  const now = store.get('pods', storeKey(pod.metadata.namespace, pod.metadata.name));
  if (preconditions.resourceVersion === undefined || now === undefined) return options;
  return { ...options, preconditions: { ...preconditions, resourceVersion: now.metadata.resourceVersion } };
}

const isDryRun = ({ dryRun }: DeleteOptions, options: WriteOptions): boolean =>
  options.dryRun === true || (dryRun?.length ?? 0) > 0;

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
    throw forbiddenWrite(REFUSED, metadata.name, 'pdb disruptions allowed is negative');
  }
  if (Object.keys(status.disruptedPods ?? {}).length > MOST_DISRUPTED) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw forbiddenWrite(REFUSED, metadata.name, why);
  }
  if (status.disruptionsAllowed === 0) {
    const condition = status.conditions?.find(({ type }) => type === 'DisruptionAllowed');
    throw violates(
      condition?.status === 'False' && condition.reason === 'SyncFailed'
        ? `The disruption budget ${metadata.name} does not allow evicting pods currently because it failed sync: ${condition.message}`
        : `The disruption budget ${metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
    );
  }
  const strategy = context.strategies.of(podDisruptionBudgets);
  const decrement = (current: KubeObject): KubeObject => {
    const now = current as PodDisruptionBudget;
    const disruptedPods = { ...now.status.disruptedPods, [pod.metadata.name]: formatTime(context.world.clock.now()) };
    const disruptionsAllowed = now.status.disruptionsAllowed - 1;
    const conditions = now.status.conditions?.map((one) =>
      disruptionsAllowed > 0 || one.type !== 'DisruptionAllowed' || one.status === 'False'
        ? one
        : {
            ...one,
            status: 'False',
            reason: 'InsufficientPods',
            message: '',
            observedGeneration: now.status.observedGeneration ?? 0,
            lastTransitionTime: formatTime(context.world.clock.now()),
          },
    );
    const next = {
      ...now.status,
      ...(conditions === undefined ? {} : { conditions }),
      disruptionsAllowed,
      disruptedPods,
    };
    return { ...now, status: next } as KubeObject;
  };
  updateObject(context, strategy, metadata.namespace, metadata.name, decrement, options, {
    ...statusPath(strategy),
    untracked: true,
  });
}
