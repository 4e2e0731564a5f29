import { isPodReady } from '../../../api/pod-conditions.ts';
import { formatTime } from '../../../api/time.ts';
import type { Job } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { RetryError } from '../retry-error.ts';
import { failedIndexes, podsToReplace } from './index-failures.ts';
import { type BackoffRecord, nextBackoff } from './job-backoff.ts';
import { newCondition, withCondition } from './job-conditions.ts';
import { completionIndexOf, isIndexed, parseIndexes } from './job-indexes.ts';
import { isActive, isPodFailed, isTerminating, isTracked, podsOfJob } from './job-pods.ts';
import type { JobSync } from './job-sync.ts';
import { deletePods, manageJobPods } from './manage-job-pods.ts';
import { matchPodFailurePolicy } from './match-pod-failure-policy.ts';
import { deadlineInMs, planJobEnd } from './plan-job-end.ts';
import { trackJobStatus } from './track-job-status.ts';

/** One turn over a Job that has not ended. Returns when to look again. Models pkg/controller/job syncJob. */
export function syncJob(
  context: ComponentContext,
  key: string,
  job: Job,
  backoffs: Map<string, BackoffRecord>,
): Millis | undefined {
  const nowMs = context.world.clock.now();
  const sync = survey(context, key, job, backoffs.get(key));
  const suspended = job.spec.suspend === true;
  const before = job.status;
  if (before.startTime === undefined && !suspended) {
    sync.status = { ...sync.status, startTime: formatTime(nowMs) };
  }
  sync.finished = planJobEnd(sync, nowMs);
  let errors: readonly Error[] = [];
  let waitMs: Millis | undefined;
  if (sync.finished !== undefined) {
    errors = deletePods(context, sync, sync.activePods, false);
    if (errors.length > 0) sync.finished = undefined;
  } else {
    const managing = job.metadata.deletionTimestamp === undefined;
    if (managing) ({ errors, waitMs } = manageJobPods(context, sync));
    const { completions } = job.spec;
    const done = completions === undefined ? sync.succeeded > 0 : sync.succeeded >= completions;
    if (done && sync.active === 0) {
      const message = 'Reached expected number of succeeded pods';
      sync.finished = newCondition('SuccessCriteriaMet', 'True', 'CompletionsReached', message, nowMs);
    } else if (managing) markSuspension(context, sync, suspended);
  }
  const { active: _, ready: __, terminating: ___, ...rest } = sync.status;
  sync.status = {
    ...rest,
    ...(sync.active > 0 ? { active: sync.active } : {}),
    ready: sync.ready,
    terminating: sync.terminating,
  };
  const changed =
    sync.status.conditions !== before.conditions ||
    sync.active !== (before.active ?? 0) ||
    sync.ready !== before.ready ||
    sync.terminating !== before.terminating;
  trackJobStatus(context, sync, changed, () => {
    if (sync.backoff.failures > 0) backoffs.set(key, sync.backoff);
    else backoffs.delete(key);
  });
  if (errors.length > 0) throw new RetryError(errors.map(({ message }) => message).join('; '));
  const waits = [waitMs, deadlineInMs(sync, nowMs)].filter((wait) => wait !== undefined && wait > 0) as Millis[];
  return waits.length === 0 ? undefined : Math.min(...waits);
}

/** Counts what there is, before anything is decided. */
function survey(context: ComponentContext, key: string, job: Job, backoff: BackoffRecord | undefined): JobSync {
  const pods = podsOfJob(context.client, job);
  const activePods = pods.filter(isActive);
  const status = { ...job.status, uncountedTerminatedPods: job.status.uncountedTerminatedPods ?? {} };
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods;
  const completions = job.spec.completions ?? 0;
  const indexed = isIndexed(job);
  const isNew = (pod: Pod, noted: readonly string[]) =>
    isTracked(pod) &&
    !noted.includes(pod.metadata.uid) &&
    (!indexed || completionIndexOf(pod, completions) !== undefined);
  const newSucceeded = pods.filter((pod) => pod.status.phase === 'Succeeded' && isNew(pod, succeeded));
  const newFailed = pods.filter((pod) => isPodFailed(pod, job) && isNew(pod, failed));
  const counted = newFailed.filter((pod) => matchPodFailurePolicy(job.spec.podFailurePolicy, pod).counts);
  const indexesBefore = indexed ? parseIndexes(job.status.completedIndexes, completions) : new Set<number>();
  const succeededIndexes = new Set(indexesBefore);
  if (indexed) for (const pod of newSucceeded) succeededIndexes.add(completionIndexOf(pod, completions)!);
  const perIndex = indexed && job.spec.backoffLimitPerIndex !== undefined;
  const lost = perIndex ? failedIndexes(job, pods) : undefined;
  const busy = new Set(perIndex ? activePods.map((pod) => completionIndexOf(pod, completions)) : []);
  const settled = (index: number) => succeededIndexes.has(index) || lost?.has(index) === true || busy.has(index);
  return {
    key,
    job,
    status,
    pods,
    activePods,
    active: activePods.length,
    ready: activePods.filter(isPodReady).length,
    terminating: pods.filter(isTerminating).length,
    succeeded: indexed ? succeededIndexes.size : (status.succeeded ?? 0) + newSucceeded.length + succeeded.length,
    failed: (status.failed ?? 0) + counted.length + failed.length,
    finished: undefined,
    backoff: nextBackoff(backoff, newSucceeded, newFailed),
    indexesBefore,
    succeededIndexes,
    failedIndexes: lost,
    toReplace: perIndex ? podsToReplace(job, pods, settled) : new Map(),
  };
}

function markSuspension({ world, events }: ComponentContext, sync: JobSync, suspended: boolean): void {
  const nowMs = world.clock.now();
  const [reason, message] = suspended ? ['JobSuspended', 'Job suspended'] : ['JobResumed', 'Job resumed'];
  const next = newCondition('Suspended', suspended ? 'True' : 'False', reason!, message!, nowMs);
  const conditions = withCondition(sync.status.conditions, next);
  if (conditions === undefined || conditions === sync.status.conditions) return;
  // The deadline of a Job counts from when it was last resumed.
  const startTime = suspended ? {} : { startTime: formatTime(nowMs) };
  sync.status = { ...sync.status, conditions, ...startTime };
  events.event(sync.job, 'Normal', suspended ? 'Suspended' : 'Resumed', message!);
}
