import { parseTime } from '../../../api/time.ts';
import type { JobCondition } from '../../../api/types/job.ts';
import type { Millis } from '../../../sim/clock.ts';
import { newCondition, trueCondition } from './job-conditions.ts';
import { isIndexed } from './job-indexes.ts';
import { isPodFailed } from './job-pods.ts';
import type { JobSync } from './job-sync.ts';
import { matchPodFailurePolicy } from './match-pod-failure-policy.ts';
import { matchSuccessPolicy } from './match-success-policy.ts';

/** Whether the Job must end, other than by all its pods having succeeded. The order is that of syncJob. */
export function planJobEnd(sync: JobSync, nowMs: Millis): JobCondition | undefined {
  const { job, pods } = sync;
  const { spec } = job;
  const met = trueCondition(job, 'SuccessCriteriaMet');
  if (met !== undefined) return met;
  const failing = (reason: string, message: string) => newCondition('FailureTarget', 'True', reason, message, nowMs);
  const target = trueCondition(job, 'FailureTarget');
  if (target !== undefined) return newCondition('Failed', 'True', target.reason ?? '', target.message ?? '', nowMs);
  for (const pod of spec.podFailurePolicy === undefined ? [] : pods) {
    const why = isPodFailed(pod, job) ? matchPodFailurePolicy(spec.podFailurePolicy, pod).failJob : undefined;
    if (why !== undefined) return failing('PodFailurePolicy', why);
  }
  if (sync.failed > (spec.backoffLimit ?? 6) || isPastRestartLimit(sync)) {
    return failing('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  if ((deadlineInMs(sync, nowMs) ?? 1) <= 0) {
    return failing('DeadlineExceeded', 'Job was active longer than specified deadline');
  }
  if (!isIndexed(job)) return undefined;
  const { failedIndexes, succeededIndexes } = sync;
  const { completions = 0, maxFailedIndexes } = spec;
  if (failedIndexes !== undefined) {
    if (maxFailedIndexes !== undefined && failedIndexes.size > maxFailedIndexes) {
      const message = 'Job has exceeded the specified maximal number of failed indexes';
      return failing('MaxFailedIndexesExceeded', message);
    }
    if (failedIndexes.size > 0 && failedIndexes.size + succeededIndexes.size >= completions) {
      return failing('FailedIndexes', 'Job has failed indexes');
    }
  }
  const rule = matchSuccessPolicy(spec.successPolicy, completions, succeededIndexes);
  return rule === undefined ? undefined : newCondition('SuccessCriteriaMet', 'True', 'SuccessPolicy', rule, nowMs);
}

/** How long the Job may still work; undefined without a deadline. Models pastActiveDeadline. */
export function deadlineInMs({ job, status }: JobSync, nowMs: Millis): Millis | undefined {
  const { activeDeadlineSeconds, suspend } = job.spec;
  const startedMs = parseTime(status.startTime);
  if (activeDeadlineSeconds === undefined || startedMs === undefined || suspend === true) return undefined;
  return startedMs + activeDeadlineSeconds * 1000 - nowMs;
}

/** Where containers restart in their pods, the restarts count. Models pastBackoffLimitOnFailure. */
function isPastRestartLimit({ job, pods }: JobSync): boolean {
  const { template, backoffLimit = 6 } = job.spec;
  if (template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status.phase !== 'Running' && status.phase !== 'Pending') continue;
    for (const one of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
      restarts += one.restartCount ?? 0;
    }
  }
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}
