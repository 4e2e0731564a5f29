import { describe, expect, it } from 'vitest';
import { events, jobs, pods } from '../../../api/resources.ts';
import type { JobSpec } from '../../../api/types/job.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';
import { formatIndexes, parseIndexes } from './job-indexes.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);

function run(spec: Partial<JobSpec>, script: string, restartPolicy = 'Never') {
  const made = createCluster({ seed: 7, startAt, nodes: defaultNodes(3), bare: true });
  const client = made.apiserver.client(user);
  const { clock } = made.world;
  const containers = [{ name: 'c', image: 'busybox:1.36', command: ['sh', '-c', script] }];
  client.create(jobs, 'default', {
    metadata: { name: 'j' },
    spec: { ...spec, template: { spec: { restartPolicy, containers, terminationGracePeriodSeconds: 1 } } },
  } as never);
  const job = () => client.get(jobs, 'default', 'j')!;
  return {
    client,
    job,
    pass: (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000),
    pods: () => client.list(pods, { namespace: 'default' }),
    conditions: () => job().status.conditions?.map(({ type, status, reason }) => `${type}=${status} ${reason}`),
    said: () =>
      client
        .list(events)
        .filter(({ involvedObject }) => involvedObject.kind === 'Job')
        .map(({ reason, message }) => `${reason}: ${message?.replace(/-\w{5}$/, '-*')}`),
  };
}

describe('the job controller', () => {
  it('completes', () => {
    const { pass, job, conditions, said, pods: all } = run({ completions: 3, parallelism: 2 }, 'exit 0');
    pass(1);
    expect(job().status).toMatchObject({ active: 2, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    pass(40);
    const { conditions: _, startTime, completionTime, ...counts } = job().status;
    expect(counts).toEqual({ succeeded: 3, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    expect(startTime! < completionTime!).toBe(true);
    expect(conditions()).toEqual(['SuccessCriteriaMet=True CompletionsReached', 'Complete=True CompletionsReached']);
    expect(said().sort()).toEqual(['Completed: Job completed', ...Array(3).fill('SuccessfulCreate: Created pod: j-*')]);
    expect(all().every(({ metadata }) => metadata.finalizers === undefined)).toBe(true);
  });

  it('backs off and gives up', () => {
    const { pass, job, conditions, said, pods: all } = run({ backoffLimit: 2 }, 'exit 3');
    pass(9);
    expect(all()).toHaveLength(1);
    pass(20);
    expect(all()).toHaveLength(2);
    pass(60);
    expect(job().status).toMatchObject({ failed: 3, ready: 0, terminating: 0 });
    expect(conditions()).toEqual(['FailureTarget=True BackoffLimitExceeded', 'Failed=True BackoffLimitExceeded']);
    expect(said()).toContain('BackoffLimitExceeded: Job has reached the specified backoff limit');
  });

  it('stops at its deadline, suspends and resumes', () => {
    const { pass, job, conditions, client, said } = run({ activeDeadlineSeconds: 30, suspend: true }, 'sleep 900');
    pass(5);
    expect(job().status.startTime).toBeUndefined();
    expect(conditions()).toEqual(['Suspended=True JobSuspended']);
    client.patch(jobs, 'default', 'j', 'merge', { spec: { suspend: false } });
    pass(10);
    expect(job().status).toMatchObject({ active: 1, ready: 1 });
    pass(60);
    expect(job().status).toMatchObject({ failed: 1, ready: 0 });
    expect(conditions()).toEqual([
      'Suspended=False JobResumed',
      'FailureTarget=True DeadlineExceeded',
      'Failed=True DeadlineExceeded',
    ]);
    expect(said()).toEqual(expect.arrayContaining(['Suspended: Job suspended', 'Resumed: Job resumed']));
  });

  it('runs indexes, and ends by a success policy', () => {
    const rules = [{ succeededIndexes: '0-1' }];
    const spec: Partial<JobSpec> = {
      completionMode: 'Indexed',
      completions: 4,
      parallelism: 4,
      successPolicy: { rules },
    };
    const script = 'if [ "$JOB_COMPLETION_INDEX" -gt 1 ]; then sleep 900; fi';
    const { pass, job, conditions, pods: all } = run(spec, script);
    pass(2);
    expect(
      all()
        .map(({ spec: { hostname } }) => hostname)
        .sort(),
    ).toEqual(['j-0', 'j-1', 'j-2', 'j-3']);
    pass(60);
    expect(conditions()).toEqual(['SuccessCriteriaMet=True SuccessPolicy', 'Complete=True SuccessPolicy']);
    expect(job().status).toMatchObject({ completedIndexes: '0,1', succeeded: 2 });
  });

  it('fails an index after its own limit', () => {
    const spec: Partial<JobSpec> = {
      completionMode: 'Indexed',
      completions: 2,
      parallelism: 2,
      backoffLimitPerIndex: 1,
    };
    const { pass, job, conditions } = run(spec, 'exit $JOB_COMPLETION_INDEX');
    pass(90);
    expect(conditions()).toEqual(['FailureTarget=True FailedIndexes', 'Failed=True FailedIndexes']);
    expect(job().status).toMatchObject({ completedIndexes: '0', failedIndexes: '1', succeeded: 1, failed: 2 });
  });

  it('fails at once by a pod failure policy', () => {
    const rules = [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] as const;
    const { pass, job } = run({ podFailurePolicy: { rules } }, 'exit 42');
    pass(30);
    expect(job().status.conditions?.[1]).toMatchObject({ type: 'Failed', reason: 'PodFailurePolicy' });
    expect(job().status.conditions?.[1]?.message).toMatch(
      /^Container c for pod default\/j-\w{5} failed with exit code 42 matching FailJob rule at index 0$/,
    );
  });

  it('is deleted some time after its end', () => {
    const { pass, client, pods: all } = run({ ttlSecondsAfterFinished: 10 }, 'exit 0');
    pass(60);
    expect(client.get(jobs, 'default', 'j')).toBeUndefined();
    expect(all()).toEqual([]);
  });

  it('lets its pods go when it is deleted', () => {
    const { pass, client, pods: all } = run({}, 'sleep 900');
    pass(10);
    client.delete(jobs, 'default', 'j', { propagationPolicy: 'Background' });
    pass(60);
    expect(all()).toEqual([]);
  });
});

describe('indexes', () => {
  it.each(['', '0', '0,1', '0-2', '1,3-5,7,8'])('%s', (text) => {
    expect(formatIndexes(parseIndexes(text, 10))).toBe(text);
  });
  it('reads what is below the completions', () => {
    expect(formatIndexes(parseIndexes('1-20', 4))).toBe('1-3');
    expect(formatIndexes(parseIndexes('1,x,3', 4))).toBe('1,3');
    expect(parseIndexes('0-2147483645', 2147483647).size).toBeLessThan(1_000_000);
  });
});
