import { describe, expect, it } from 'vitest';
import { parseCronSchedule } from '../../../api/cron-schedule.ts';
import { cronJobs, events, jobs } from '../../../api/resources.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import { findTimeZone } from '../../../api/time-zone.ts';
import type { CronJobSpec } from '../../../api/types/job.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';
import { nextCronTime } from './next-cron-time.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const startAt = Date.UTC(2026, 0, 5, 9, 0, 30);

function run(spec: Partial<CronJobSpec>, script: string) {
  const made = createCluster({ seed: 7, startAt, nodes: defaultNodes(3), bare: true });
  const client = made.apiserver.client(user);
  const { clock } = made.world;
  const containers = [{ name: 'c', image: 'busybox:1.36', command: ['sh', '-c', script] }];
  const template = { spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 1, containers } };
  client.create(cronJobs, 'default', {
    metadata: { name: 'c' },
    spec: { schedule: '* * * * *', ...spec, jobTemplate: { spec: { template, backoffLimit: 0 } } },
  } as never);
  return {
    client,
    clock,
    pass: (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000),
    cronJob: () => client.get(cronJobs, 'default', 'c')!,
    jobs: () => client.list(jobs).map(({ metadata }) => metadata.name),
    said: () =>
      client
        .list(events)
        .filter(({ involvedObject }) => involvedObject.kind === 'CronJob')
        .map(({ reason, message }) => `${reason}: ${message}`),
  };
}

const minute = (n: number) => `c-${Date.UTC(2026, 0, 5, 9, n) / 60_000}`;

describe('the CronJob controller', () => {
  it('starts a Job every minute, and keeps the history short', () => {
    const { pass, jobs: all, cronJob, said, client, clock } = run({}, 'exit 0');
    pass(20);
    expect(all()).toEqual([]);
    expect(clock.settle(1000)).toBe(true);
    pass(12);
    expect(all()).toEqual([minute(1)]);
    expect(cronJob().status).toMatchObject({ active: [{ name: minute(1) }], lastScheduleTime: '2026-01-05T09:01:00Z' });
    expect(client.get(jobs, 'default', minute(1))?.metadata.annotations).toEqual({
      'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-05T09:01:00Z',
    });
    pass(300);
    expect(all()).toEqual([minute(4), minute(5), minute(6)]);
    expect(cronJob().status.lastSuccessfulTime).toBeDefined();
    expect(said()).toEqual(
      expect.arrayContaining([
        `SuccessfulCreate: Created job ${minute(1)}`,
        `SawCompletedJob: Saw completed job: ${minute(1)}, condition: Complete`,
        `SuccessfulDelete: Deleted job ${minute(1)}`,
      ]),
    );
  });

  it.each([
    ['Allow', 3, [minute(1), minute(2), minute(3)]],
    ['Forbid', 1, [minute(1)]],
    ['Replace', 1, [minute(3)]],
  ] as const)('runs them side by side or not: %s', (concurrencyPolicy, active, names) => {
    const { pass, jobs: all, cronJob } = run({ concurrencyPolicy }, 'sleep 9000');
    pass(170);
    expect(all()).toEqual(names);
    expect(cronJob().status.active).toHaveLength(active);
  });

  it('sleeps while suspended, and then misses its deadline or not', () => {
    const { pass, jobs: all, client } = run({ suspend: true, startingDeadlineSeconds: 200 }, 'exit 0');
    pass(200);
    expect(all()).toEqual([]);
    client.patch(cronJobs, 'default', 'c', 'merge', { spec: { suspend: false } });
    pass(2);
    expect(all()).toEqual([minute(3)]);
  });

  it('goes by the clock of its time zone', () => {
    const { pass, client, cronJob } = run({ schedule: '35 14 * * *', timeZone: 'Asia/Kolkata' }, 'exit 0');
    pass(600);
    expect(cronJob().status.lastScheduleTime).toBe('2026-01-05T09:05:00Z');
    expect(client.list(jobs)[0]?.metadata.annotations).toEqual({
      'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-05T14:35:00+05:30',
    });
  });
});

describe('the next time of a schedule', () => {
  it.each([
    ['*/15 * * * *', '2026-01-05T09:00:00Z', '2026-01-05T09:15:00Z'],
    ['0 0 1 * *', '2026-01-05T09:00:00Z', '2026-02-01T00:00:00Z'],
    ['30 8 * * mon-fri', '2026-01-09T08:30:00Z', '2026-01-12T08:30:00Z'],
    ['0 0 13 * 5', '2026-01-05T09:00:00Z', '2026-01-09T00:00:00Z'],
    ['0 0 29 2 *', '2026-01-05T09:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 0 31 2 *', '2026-01-05T09:00:00Z', ''],
    ['@every 90s', '2026-01-05T09:00:00Z', '2026-01-05T09:01:30Z'],
    ['30 2 * * *', '2026-03-08T00:00:00Z', '2026-03-09T06:30:00Z', 'America/New_York'],
    ['30 1 * * *', '2026-11-01T00:00:00Z', '2026-11-01T05:30:00Z', 'America/New_York'],
    ['30 1 * * *', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z', 'America/New_York'],
    ['0 0 * * *', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 'Europe/Berlin'],
    ['0 9 1 7 *', '2026-01-05T09:00:00Z', '2026-07-01T07:00:00Z', 'Europe/Berlin'],
    ['0 0 * * *', '2026-09-05T12:00:00Z', '2026-09-07T03:00:00Z', 'America/Santiago'],
  ])('%s after %s', (text, after, expected, zone = '') => {
    const schedule = parseCronSchedule(text);
    if ('error' in schedule) throw new Error(schedule.error);
    const next = nextCronTime(schedule, parseTime(after)!, findTimeZone(zone)!);
    expect(next === undefined ? '' : formatTime(next)).toBe(expected);
  });
});
