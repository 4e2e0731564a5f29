import { expect } from 'vitest';
import type { CronJob, Job } from '../../src/api/types/job.ts';
import { isRefusal } from './api-client.ts';
import { type Framework, MINUTE, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { BUSYBOX, updateWithRetries } from './workloads.ts';

/** Re-expresses test/e2e/apps/cronjob.go. */

const TIMEOUT = 5 * MINUTE;
const pathOf = (f: Framework, name?: string, part?: string) => at('batch/v1', 'cronjobs', f.namespace, name, part);
const jobsOf = (f: Framework) => f.client.list<Job>(at('batch/v1', 'jobs', f.namespace));

const newCronJob = (
  name: string,
  schedule: string,
  concurrencyPolicy: string,
  command: string[],
  more: object = {},
) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: {
    schedule,
    concurrencyPolicy,
    jobTemplate: {
      spec: {
        parallelism: 1,
        completions: 1,
        backoffLimit: 1,
        template: {
          spec: {
            restartPolicy: 'OnFailure',
            volumes: [{ name: 'data', emptyDir: {} }],
            containers: [{ name: 'c', image: BUSYBOX, command, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
          },
        },
      },
    },
    ...more,
  },
});

const SLEEP = ['sleep', '300'];

const activeAre = (f: Framework, name: string, count: number) =>
  f.poll(`${count} jobs are active`, 2 * SECOND, TIMEOUT, async () => {
    return ((await f.client.get<CronJob>(pathOf(f, name))).status.active ?? []).length >= count;
  });

const isActive = ({ status }: Job) =>
  !(status.conditions ?? []).some((one) => one.status === 'True' && ['Complete', 'Failed'].includes(one.type));

spec('[sig-apps] CronJob should schedule multiple jobs concurrently [Conformance]', 'cronjob', async (f) => {
  const name = 'concurrent';
  await f.client.create(pathOf(f), newCronJob(name, '*/1 * * * ?', 'Allow', SLEEP));
  await activeAre(f, name, 2);
  expect((await jobsOf(f)).items.filter(isActive).length).toBeGreaterThanOrEqual(2);
  await f.client.remove(pathOf(f, name), { propagationPolicy: 'Background' });
});

spec(
  '[sig-apps] CronJob should not schedule new jobs when ForbidConcurrent [Slow] [Conformance]',
  'cronjob',
  async (f) => {
    const name = 'forbid';
    await f.client.create(pathOf(f), newCronJob(name, '*/1 * * * ?', 'Forbid', SLEEP));
    await activeAre(f, name, 1);
    const activeNow = async () => ((await f.client.get<CronJob>(pathOf(f, name))).status.active ?? []).length;
    expect(await activeNow()).toBe(1);
    expect((await jobsOf(f)).items.filter(isActive).length).toBe(1);
    for (let minute = 0; minute < 4; minute++) {
      await f.sleep(MINUTE);
      expect(await activeNow()).toBeLessThan(2);
    }
    await f.client.remove(pathOf(f, name), { propagationPolicy: 'Background' });
  },
);

spec('[sig-apps] CronJob should support CronJob API operations [Conformance]', 'cronjob', async (f) => {
  const limits = { successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 0 };
  const body = newCronJob('test-api', '* */1 * * ?', 'Allow', ['true'], limits);
  const named = (name: string) => ({ ...body, metadata: { name, labels: { 'special-label': f.namespace } } });
  const labelSelector = `special-label=${f.namespace}`;
  const made = await f.client.create<CronJob>(pathOf(f), named('test-api'));
  expect((await f.client.get(pathOf(f, 'test-api'))).metadata.uid).toBe(made.metadata.uid);
  const page = await f.client.list<CronJob>(pathOf(f), { labelSelector });
  expect(page.items.length).toBe(1);
  const { resourceVersion } = page.metadata;
  const watching = await f.client.watch<CronJob>(pathOf(f), { resourceVersion, labelSelector });
  expect((await f.client.list(at('batch/v1', 'cronjobs'), { labelSelector })).items.length).toBe(1);
  const everywhere = await f.client.watch(at('batch/v1', 'cronjobs'), { resourceVersion, labelSelector });

  const patched = await f.client.patch<CronJob>(pathOf(f, 'test-api'), 'merge', {
    metadata: { annotations: { patched: 'true' } },
  });
  expect(patched.metadata.annotations?.patched).toBe('true');
  expect(Number(patched.metadata.resourceVersion)).toBeGreaterThan(Number(made.metadata.resourceVersion));
  const updated = await updateWithRetries<CronJob>(f, pathOf(f, 'test-api'), ({ metadata, ...rest }) => ({
    ...rest,
    metadata: { ...metadata, annotations: { ...metadata.annotations, updated: 'true' } },
  }));
  expect(updated.metadata.annotations?.updated).toBe('true');
  await f.next(watching, 'the patch is seen', 30 * SECOND, ({ type, object }) => {
    expect(type).toBe('MODIFIED');
    return object.metadata.annotations?.patched === 'true';
  });
  watching.close();
  everywhere.close();

  const time = () => `${new Date(f.now()).toISOString().slice(0, 19)}Z`;
  const lastScheduleTime = time();
  const status = await f.client.patch<CronJob>(pathOf(f, 'test-api', 'status'), 'merge', {
    metadata: { annotations: { patchedstatus: 'true' } },
    status: { lastScheduleTime },
  });
  expect(status.status.lastScheduleTime).toBe(lastScheduleTime);
  expect(status.metadata.annotations?.patchedstatus).toBe('true');
  await f.sleep(SECOND);
  const later = time();
  const replaced = await updateWithRetries<CronJob>(f, pathOf(f, 'test-api', 'status'), (cronJob) => ({
    ...cronJob,
    status: { ...cronJob.status, lastScheduleTime: later },
  }));
  expect(replaced.status.lastScheduleTime).toBe(later);
  expect((await f.client.get(pathOf(f, 'test-api', 'status'))).metadata.uid).toBe(made.metadata.uid);

  await f.client.create(pathOf(f), named('for-removal'));
  await f.client.remove(pathOf(f, 'for-removal'));
  expect(isRefusal(await f.client.get(pathOf(f, 'for-removal')).catch((error: unknown) => error), 'NotFound')).toBe(
    true,
  );
  await f.client.remove(pathOf(f), {}, { labelSelector });
  expect((await f.client.list(pathOf(f), { labelSelector })).items).toEqual([]);
});
