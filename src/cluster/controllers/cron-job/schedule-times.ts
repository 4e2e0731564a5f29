import type { CronSchedule } from '../../../api/cron-schedule.ts';
import { parseTime } from '../../../api/time.ts';
import type { TimeZone } from '../../../api/time-zone.ts';
import type { CronJob } from '../../../api/types/job.ts';
import type { Millis } from '../../../sim/clock.ts';
import { nextCronTime } from './next-cron-time.ts';

/** Added to the wait for the next time, against clocks that differ. Models nextScheduleDelta. */
const PADDING_MS = 100;
const MANY = 100;

interface MostRecent {
  readonly earliestMs: Millis;
  readonly recentMs: Millis | undefined;
  readonly missed: 'none' | 'few' | 'many';
  readonly error?: string;
}

/** Models pkg/controller/cronjob/utils.go mostRecentScheduleTime. */
export function mostRecentTime(
  { metadata, spec, status }: CronJob,
  nowMs: Millis,
  next: (afterMs: Millis) => Millis | undefined,
  withDeadline: boolean,
): MostRecent {
  let earliestMs = parseTime(status.lastScheduleTime) ?? parseTime(metadata.creationTimestamp) ?? nowMs;
  if (withDeadline && spec.startingDeadlineSeconds !== undefined) {
    earliestMs = Math.max(earliestMs, nowMs - spec.startingDeadlineSeconds * 1000);
  }
  const first = next(earliestMs);
  const second = first === undefined ? undefined : next(first);
  if (first === undefined || second === undefined) {
    const error = 'time difference between two schedules is less than 1 second';
    return { earliestMs, recentMs: undefined, missed: 'none', error };
  }
  if (nowMs < first) return { earliestMs, recentMs: undefined, missed: 'none' };
  if (nowMs < second) return { earliestMs, recentMs: first, missed: 'none' };
  const distanceMs = second - first;
  const missed = Math.floor((nowMs - first) / distanceMs) + 1;
  let recentMs: Millis | undefined;
  // An estimate from the first distance; from one distance before it the schedule itself is followed.
  let at = next(first + (missed - 2) * distanceMs);
  while (at !== undefined && at <= nowMs) {
    recentMs = at;
    at = next(at);
  }
  return { earliestMs, recentMs, missed: missed > MANY ? 'many' : 'few' };
}

/** How long until the next time. Models nextScheduleTimeDuration. */
export function untilNextTime(
  cronJob: CronJob,
  nowMs: Millis,
  next: (afterMs: Millis) => Millis | undefined,
): Millis | undefined {
  const { earliestMs, recentMs, missed, error } = mostRecentTime(cronJob, nowMs, next, false);
  const fromMs = error !== undefined ? nowMs : (recentMs ?? (missed === 'none' ? earliestMs : nowMs));
  const at = next(fromMs);
  return at === undefined ? undefined : Math.max(0, at + PADDING_MS - nowMs);
}

/** The times of a schedule in a zone. */
export const timesOf =
  (schedule: CronSchedule, zone: TimeZone) =>
  (afterMs: Millis): Millis | undefined =>
    nextCronTime(schedule, afterMs, zone);
