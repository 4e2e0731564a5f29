import { formatTime } from '../../../api/time.ts';
import type { Job, JobCondition } from '../../../api/types/job.ts';
import type { Millis } from '../../../sim/clock.ts';

/** A condition that holds since now. Models pkg/controller/job newCondition. */
export function newCondition(
  type: string,
  status: string,
  reason: string,
  message: string,
  nowMs: Millis,
): JobCondition {
  const now = formatTime(nowMs);
  return {
    type,
    status,
    lastProbeTime: now,
    lastTransitionTime: now,
    ...(reason === '' ? {} : { reason }),
    ...(message === '' ? {} : { message }),
  };
}

/**
 * Adds or replaces a condition; returns the list itself when it says the same already. A condition that is not there
 * cannot become false. Models ensureJobConditionStatus.
 */
export function withCondition(
  conditions: readonly JobCondition[] | undefined,
  next: JobCondition,
): readonly JobCondition[] | undefined {
  const before = conditions?.find(({ type }) => type === next.type);
  if (before === undefined) return next.status === 'False' ? conditions : [...(conditions ?? []), next];
  if (before.status === next.status && before.reason === next.reason && before.message === next.message) {
    return conditions;
  }
  return conditions!.map((one) => (one === before ? next : one));
}

export function trueCondition({ status }: Pick<Job, 'status'>, type: string): JobCondition | undefined {
  return status.conditions?.find((one) => one.type === type && one.status === 'True');
}

/** The condition that ended a Job. Models pkg/controller/job/util FinishedCondition. */
export function finishedCondition(job: Pick<Job, 'status'>): JobCondition | undefined {
  return job.status.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
}
