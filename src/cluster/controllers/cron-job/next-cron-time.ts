import type { CronSchedule } from '../../../api/cron-schedule.ts';
import type { TimeZone } from '../../../api/time-zone.ts';
import type { Millis } from '../../../sim/clock.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const YEARS_TO_SEARCH = 5;

/**
 * The first time of a schedule after `afterMs`, by the clock of a zone; undefined when there is none in five years. An hour
 * that a clock leaves out has no times, one that it repeats has them twice.
 * Models github.com/robfig/cron SpecSchedule.Next and ConstantDelaySchedule.Next.
 */
export function nextCronTime(schedule: CronSchedule, afterMs: Millis, zone: TimeZone): Millis | undefined {
  if (schedule.kind === 'every') return Math.floor(afterMs / SECOND_MS) * SECOND_MS + schedule.ms;
  const clockAt = (ms: Millis) => new Date(ms + zone(ms));
  const timeOf = (clockMs: Millis) => clockMs - zone(clockMs - zone(clockMs));
  const { months, hours, minutes } = schedule;
  let at = (Math.floor(afterMs / SECOND_MS) + 1) * SECOND_MS;
  // Schedules know no seconds: what is not a whole minute is too late for its minute.
  if (clockAt(at).getUTCSeconds() !== 0) at += (60 - clockAt(at).getUTCSeconds()) * SECOND_MS;
  const lastYear = clockAt(at).getUTCFullYear() + YEARS_TO_SEARCH;
  search: for (;;) {
    let now = clockAt(at);
    if (now.getUTCFullYear() > lastYear) return undefined;
    while (!months.has(now.getUTCMonth() + 1)) {
      at = timeOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
      now = clockAt(at);
      if (now.getUTCMonth() === 0) continue search;
    }
    while (!isScheduledDay(schedule, now)) {
      at = timeOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
      // Where midnight is left out, the day begins an hour off.
      const hour = clockAt(at).getUTCHours();
      if (hour !== 0) at += (hour > 12 ? 24 - hour : -hour) * HOUR_MS;
      now = clockAt(at);
      if (now.getUTCDate() === 1) continue search;
    }
    while (!hours.has(now.getUTCHours())) {
      at = at - now.getUTCMinutes() * MINUTE_MS + HOUR_MS;
      now = clockAt(at);
      if (now.getUTCHours() === 0) continue search;
    }
    while (!minutes.has(now.getUTCMinutes())) {
      at += MINUTE_MS;
      now = clockAt(at);
      if (now.getUTCMinutes() === 0) continue search;
    }
    return at;
  }
}

/** Where both days and weekdays are named, either will do. Models dayMatches. */
function isScheduledDay(schedule: Extract<CronSchedule, { kind: 'spec' }>, date: Date): boolean {
  const day = schedule.days.has(date.getUTCDate());
  const weekday = schedule.weekdays.has(date.getUTCDay());
  return schedule.anyDay || schedule.anyWeekday ? day && weekday : day || weekday;
}
