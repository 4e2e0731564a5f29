import { describe, expect, it } from 'vitest';
import { parseCronSchedule } from '../../../api/cron-schedule.ts';
import { cronJobs, events, jobs } from '../../../api/resources.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
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

  it('says which time zones it does not know', () => {
    const { pass, jobs: all, said } = run({ timeZone: 'Europe/Berlin' }, 'exit 0');
    pass(90);
    expect(all()).toEqual([]);
    expect(said()[0]).toContain('not simulated in Drydock: the time zone "Europe/Berlin"');
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
  ])('%s after %s', (text, after, expected) => {
    const schedule = parseCronSchedule(text);
    if ('error' in schedule) throw new Error(schedule.error);
    const next = nextCronTime(schedule, parseTime(after)!, 0);
    expect(next === undefined ? '' : formatTime(next)).toBe(expected);
  });
});
