import type { CronSchedule } from '../../../api/cron-schedule.ts';
import type { Millis } from '../../../sim/clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAYS_TO_SEARCH = 5 * 366;

/**
 * The first time of a schedule after `afterMs`, in a zone that is so far ahead of UTC; undefined when there is none in
 * five years. Models github.com/robfig/cron SpecSchedule.Next and ConstantDelaySchedule.Next.
 */
export function nextCronTime(schedule: CronSchedule, afterMs: Millis, zoneMs: Millis): Millis | undefined {
  if (schedule.kind === 'every') return Math.floor(afterMs / 1000) * 1000 + schedule.ms;
  const firstMs = (Math.floor((afterMs + zoneMs) / MINUTE_MS) + 1) * MINUTE_MS;
  const firstDayMs = Math.floor(firstMs / DAY_MS) * DAY_MS;
  for (let day = 0; day <= DAYS_TO_SEARCH; day++) {
    const dayMs = firstDayMs + day * DAY_MS;
    if (!isScheduledDay(schedule, new Date(dayMs))) continue;
    const fromMinute = day === 0 ? (firstMs - firstDayMs) / MINUTE_MS : 0;
    for (let hour = Math.floor(fromMinute / 60); hour < 24; hour++) {
      if (!schedule.hours.has(hour)) continue;
      for (let minute = Math.max(0, fromMinute - hour * 60); minute < 60; minute++) {
        if (schedule.minutes.has(minute)) return dayMs + (hour * 60 + minute) * MINUTE_MS - zoneMs;
      }
    }
  }
  return undefined;
}

/** Where both days and weekdays are named, either will do. Models dayMatches. */
function isScheduledDay(schedule: Extract<CronSchedule, { kind: 'spec' }>, date: Date): boolean {
  if (!schedule.months.has(date.getUTCMonth() + 1)) return false;
  const day = schedule.days.has(date.getUTCDate());
  const weekday = schedule.weekdays.has(date.getUTCDay());
  return schedule.anyDay || schedule.anyWeekday ? day && weekday : day || weekday;
}
