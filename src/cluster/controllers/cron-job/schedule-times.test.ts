import { describe, expect, it } from 'vitest';
import { parseCronSchedule } from '../../../api/cron-schedule.ts';
import { formatTime } from '../../../api/time.ts';
import { utc } from '../../../api/time-zone.ts';
import type { CronJob } from '../../../api/types/job.ts';
import { mostRecentTime, timesOf, untilNextTime } from './schedule-times.ts';

/** A Thursday, 10:00. */
const topOfTheHour = Date.UTC(2016, 4, 19, 10);

/** After the top of the hour: `24h31m`, `-59m`, `6d23h1m`. */
function sinceTop(text: string): number {
  const units = { d: 86_400, h: 3600, m: 60, s: 1 };
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([dhms])/g)) {
    seconds += Number(amount) * units[unit as keyof typeof units];
  }
  return (text.startsWith('-') ? -seconds : seconds) * 1000;
}

interface Given {
  readonly schedule?: string;
  readonly created?: string;
  readonly last?: string;
  readonly deadlineSeconds?: number;
  readonly now: string;
}

function cronJobOf({ schedule = '0 * * * *', created = '0s', last, deadlineSeconds, now }: Given) {
  const at = (text: string) => formatTime(topOfTheHour + sinceTop(text));
  const parsed = parseCronSchedule(schedule);
  if ('error' in parsed) throw new Error(schedule);
  const cronJob = {
    metadata: { name: 'c', creationTimestamp: at(created) },
    spec: { schedule, ...(deadlineSeconds !== undefined && { startingDeadlineSeconds: deadlineSeconds }) },
    status: { ...(last !== undefined && { lastScheduleTime: at(last) }) },
  } as unknown as CronJob;
  return { cronJob, next: timesOf(parsed, utc), nowMs: topOfTheHour + sinceTop(now) };
}

const office = '30 6-16/4 * * 1-5';
const lateMorning = '30 10,11,12 * * 1-5';

describe('the most recent time of a schedule', () => {
  const cases: readonly (Given & {
    readonly name: string;
    readonly withDeadline?: boolean;
    readonly earliest: string;
    readonly recent?: string;
    readonly missed?: 'few' | 'many';
  })[] = [
    { name: 'none yet', now: '30s', earliest: '0s' },
    { name: 'one is due', now: '61m', earliest: '0s', recent: '60m' },
    { name: 'five are due', created: '10s', now: '301m', earliest: '10s', recent: '300m', missed: 'few' },
    {
      name: 'hours that are not equally far, a day later',
      schedule: office,
      last: '30m',
      now: '24h31m',
      earliest: '30m',
      recent: '24h30m',
      missed: 'few',
    },
    {
      name: 'the estimate falls after the last time',
      schedule: lateMorning,
      last: '30m',
      now: '30h30m',
      earliest: '30m',
      missed: 'few',
    },
    {
      name: 'hours that are not equally far, over a weekend',
      schedule: office,
      last: '30m',
      now: '96h31m',
      earliest: '30m',
      recent: '96h30m',
      missed: 'few',
    },
    {
      name: 'hours that are not equally far, never run',
      schedule: office,
      now: '24h31m',
      earliest: '0s',
      recent: '24h30m',
      missed: 'few',
    },
    {
      name: 'many are missed, the deadline is not asked',
      schedule: '@every 1h',
      created: '-59m',
      last: '1m',
      deadlineSeconds: 10,
      now: '7d',
      earliest: '1m',
      recent: '6d23h1m',
      missed: 'many',
    },
    { name: 'the last run counts, not the creation', created: '-1h', last: '0s', now: '30s', earliest: '0s' },
    {
      name: 'between two times',
      schedule: '*/5 * * * *',
      created: '-1h',
      last: '30m',
      now: '31m',
      earliest: '30m',
    },
    {
      name: 'the deadline moves the start of the search',
      schedule: '*/5 * * * *',
      created: '-1h',
      last: '30m',
      deadlineSeconds: 60,
      withDeadline: true,
      now: '32m',
      earliest: '31m',
    },
  ];
  it.each(cases)('$name', ({ withDeadline = false, earliest, recent, missed = 'none', ...given }) => {
    const { cronJob, next, nowMs } = cronJobOf(given);
    expect(mostRecentTime(cronJob, nowMs, next, withDeadline)).toEqual({
      earliestMs: topOfTheHour + sinceTop(earliest),
      recentMs: recent === undefined ? undefined : topOfTheHour + sinceTop(recent),
      missed,
    });
  });

  it('knows no time of a day that never comes', () => {
    const { cronJob, next, nowMs } = cronJobOf({ schedule: '59 23 31 2 *', now: '30s' });
    expect(mostRecentTime(cronJob, nowMs, next, false)).toMatchObject({
      recentMs: undefined,
      error: 'time difference between two schedules is less than 1 second',
    });
    expect(untilNextTime(cronJob, nowMs, next)).toBeUndefined();
  });
});

describe('the wait for the next time', () => {
  it.each([
    { schedule: office, last: '30m', now: '24h31m', wait: '3h59m' },
    { schedule: lateMorning, last: '30m', now: '30h30m', wait: '66h' },
    { schedule: '0 12 * * 4', last: '2h', now: '19d1h30m', wait: '48h30m' },
    { schedule: '0 12 * * 5', now: '6h', wait: '20h' },
  ])('of $schedule at $now is $wait', ({ wait, ...given }) => {
    const { cronJob, next, nowMs } = cronJobOf(given);
    expect(untilNextTime(cronJob, nowMs, next)).toBe(sinceTop(wait) + 100);
  });
});
