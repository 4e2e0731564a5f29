import { jobs } from '../../../api/resources.ts';
import type { JobStatus } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { ComponentContext } from '../../client/component.ts';
import { newCondition, trueCondition, withCondition } from './job-conditions.ts';
import { completionIndexOf, formatIndexes, isIndexed } from './job-indexes.ts';
import { isPodFailed, isTracked, untrack } from './job-pods.ts';
import type { JobSync } from './job-sync.ts';
import { matchPodFailurePolicy } from './match-pod-failure-policy.ts';

/** More ended pods are not counted in one turn. */
const MOST_UNCOUNTED = 500;

/**
 * Counts pods that have ended: their uids go into the status, then their finalizers go, then the counts go up.
 * Models trackJobStatusAndRemoveFinalizers.
 */
export function trackJobStatus(context: ComponentContext, sync: JobSync, changed: boolean, onFlush: () => void): void {
  const nowMs = context.world.clock.now();
  const { job } = sync;
  const { completions = 0, podFailurePolicy } = job.spec;
  const indexed = isIndexed(job);
  const indexOf = (pod: Pod) => completionIndexOf(pod, completions);
  const tracked = new Set(sync.pods.filter(isTracked).map(({ metadata }) => metadata.uid));
  let dirty = changed;
  const cleaned = countUntracked(sync.status, tracked);
  if (cleaned !== sync.status) {
    sync.status = cleaned;
    dirty = true;
  }
  const succeeded = [...(sync.status.uncountedTerminatedPods?.succeeded ?? [])];
  const failed = [...(sync.status.uncountedTerminatedPods?.failed ?? [])];
  const knownSucceeded = new Set(succeeded);
  const knownFailed = new Set(failed);
  const newIndexes = new Set<number>();
  const ended: Pod[] = [];
  let full = false;
  const ordered = indexed ? [...sync.pods].sort((a, b) => (indexOf(a) ?? -1) - (indexOf(b) ?? -1)) : sync.pods;
  for (const pod of ordered) {
    if (!isTracked(pod)) continue;
    const { uid } = pod.metadata;
    const isFailed = isPodFailed(pod, job);
    if (!mayUntrack(sync, pod, isFailed)) continue;
    ended.push(pod);
    const index = indexOf(pod);
    if (pod.status.phase === 'Succeeded' && !knownFailed.has(uid)) {
      if (indexed) {
        if (index !== undefined && !sync.indexesBefore.has(index)) newIndexes.add(index);
      } else if (!knownSucceeded.has(uid)) succeeded.push(uid);
    } else if (isFailed || (sync.finished !== undefined && sync.finished.type !== 'SuccessCriteriaMet')) {
      const counts = matchPodFailurePolicy(podFailurePolicy, pod).counts;
      if (!knownFailed.has(uid) && (!indexed || index !== undefined) && counts) failed.push(uid);
    }
    if (newIndexes.size + succeeded.length + failed.length >= MOST_UNCOUNTED) {
      full = true;
      break;
    }
  }
  if (newIndexes.size > 0 || succeeded.length > knownSucceeded.size || failed.length > knownFailed.size) dirty = true;
  sync.status = { ...sync.status, uncountedTerminatedPods: uncounted(succeeded, failed) };
  if (indexed) {
    const all = new Set([...sync.succeededIndexes, ...newIndexes]);
    const { completedIndexes: _, succeeded: __, failedIndexes: ___, ...rest } = sync.status;
    const completedIndexes = formatIndexes(all);
    const failedIndexes = sync.failedIndexes === undefined ? undefined : formatIndexes(sync.failedIndexes);
    if (completedIndexes !== (sync.status.completedIndexes ?? '')) dirty = true;
    if (failedIndexes !== sync.status.failedIndexes) dirty = true;
    sync.status = {
      ...rest,
      ...(all.size === 0 ? {} : { succeeded: all.size, completedIndexes }),
      ...(failedIndexes === undefined ? {} : { failedIndexes }),
    };
  }
  if (announceEnd(sync, nowMs)) dirty = true;

  const flush = () => {
    sync.job = context.client.updateStatus(jobs, { ...sync.job, status: sync.status });
    sync.status = sync.job.status;
  };
  if (dirty) {
    flush();
    onFlush();
    dirty = false;
  }
  for (const pod of ended) {
    untrack(context.client, pod);
    tracked.delete(pod.metadata.uid);
  }
  const counted = countUntracked(sync.status, tracked);
  if (counted !== sync.status) {
    sync.status = counted;
    dirty = true;
  }
  const finished = !full && enactEnd(sync);
  if (dirty || finished) flush();
  if (finished) recordEnd(context, sync);
}

/** Models canRemoveFinalizer. */
function mayUntrack(sync: JobSync, pod: Pod, isFailed: boolean): boolean {
  const { job } = sync;
  if (job.metadata.deletionTimestamp !== undefined || sync.finished !== undefined) return true;
  if (pod.status.phase === 'Succeeded') return true;
  if (!isFailed) return false;
  if (job.spec.backoffLimitPerIndex === undefined) return true;
  const index = completionIndexOf(pod, job.spec.completions ?? 0);
  return index === undefined || sync.toReplace.get(index)?.metadata.uid !== pod.metadata.uid;
}

function uncounted(succeeded: readonly string[], failed: readonly string[]) {
  return { ...(succeeded.length === 0 ? {} : { succeeded }), ...(failed.length === 0 ? {} : { failed }) };
}

/** Counts the noted pods that have lost their finalizer. Models cleanUncountedPodsWithoutFinalizers. */
function countUntracked(status: JobStatus, tracked: ReadonlySet<string>): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const held = {
    succeeded: succeeded.filter((uid) => tracked.has(uid)),
    failed: failed.filter((uid) => tracked.has(uid)),
  };
  const won = succeeded.length - held.succeeded.length;
  const lost = failed.length - held.failed.length;
  if (won + lost === 0) return status;
  return {
    ...status,
    ...(won > 0 ? { succeeded: (status.succeeded ?? 0) + won } : {}),
    ...(lost > 0 ? { failed: (status.failed ?? 0) + lost } : {}),
    uncountedTerminatedPods: uncounted(held.succeeded, held.failed),
  };
}

/** Writes down that the Job will end, before its last pods are let go. */
function announceEnd(sync: JobSync, nowMs: number): boolean {
  const { finished } = sync;
  if (finished?.type !== 'FailureTarget' && finished?.type !== 'SuccessCriteriaMet') return false;
  const { reason = '', message = '' } = finished;
  const known = trueCondition(sync, finished.type) !== undefined;
  if (!known) sync.status = { ...sync.status, conditions: [...(sync.status.conditions ?? []), finished] };
  sync.finished = newCondition(
    finished.type === 'FailureTarget' ? 'Failed' : 'Complete',
    'True',
    reason,
    message,
    nowMs,
  );
  return !known;
}

/** Models enactJobFinished. */
function enactEnd(sync: JobSync): boolean {
  const { finished, status } = sync;
  if (finished === undefined || sync.terminating > 0) return false;
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  if (succeeded.length + failed.length > 0) return false;
  const conditions = withCondition(status.conditions, finished);
  sync.status = {
    ...status,
    ...(conditions === undefined ? {} : { conditions }),
    ...(finished.type === 'Complete' && finished.lastTransitionTime !== undefined
      ? { completionTime: finished.lastTransitionTime }
      : {}),
  };
  return true;
}

/** Models recordJobFinished. */
function recordEnd({ events }: ComponentContext, { job, status, finished }: JobSync): void {
  if (finished?.type !== 'Complete') {
    events.event(job, 'Warning', finished?.reason ?? '', finished?.message ?? '');
    return;
  }
  if (job.spec.completions !== undefined && (status.succeeded ?? 0) > job.spec.completions) {
    const message = 'Too many succeeded pods running after completion count reached';
    events.event(job, 'Warning', 'TooManySucceededPods', message);
  }
  events.event(job, 'Normal', 'Completed', 'Job completed');
}
