import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../api/time.ts';
import type { Job } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { failureAnnotations, podsToReplace } from './index-failures.ts';
import { finishedAt, nextBackoff, remainingBackoff } from './job-backoff.ts';
import { formatIndexes, parseIndexes } from './job-indexes.ts';

const T = Date.UTC(2009, 10, 10, 23);
const second = 1000;
const time = (offset: number) => formatTime(T + offset * second);
const ended = (offset?: number, name = 'c') => ({
  name,
  state: { terminated: offset === undefined ? { exitCode: 0 } : { exitCode: 0, finishedAt: time(offset) } },
});
const running = { name: 'r', state: { running: {} } };
const pod = (status: object, metadata: object = {}, spec: object = {}) =>
  ({ metadata, spec, status }) as unknown as Pod;
const done = (offset: number) => pod({ containerStatuses: [ended(offset)] });

/** The cases of pkg/controller/job backoff_utils_test.go TestNewBackoffRecord. Times are seconds from T. */
const records: readonly (readonly [string, number | undefined, number[], number[], number, number])[] = [
  ['one new failure', undefined, [], [0], 1, T],
  ['two new failures', undefined, [], [0, -1], 2, T],
  ['two failures, then a success', undefined, [0], [-2, -1], 0, 0],
  ['two failures, a success, two more failures', undefined, [-2], [0, -4, -3, -1], 2, T],
  ['two known failures and a new one', 2, [], [0], 3, T],
  ['a success and a failure at one time', undefined, [0], [0], 0, 0],
  ['nothing', undefined, [], [], 0, 0],
  ['one success', undefined, [0], [], 0, 0],
];

describe('the back-off of a Job', () => {
  it.each(records)('%s', (_name, known, succeeded, failed, failures, lastFailureMs) => {
    const before = known === undefined ? undefined : { failures: known, lastFailureMs: 0 };
    expect(nextBackoff(before, succeeded.map(done), failed.map(done))).toEqual({ failures, lastFailureMs });
  });

  /** TestGetRemainingBackoffTime, with the real 10 s and 10 min: failures, seconds since the last, seconds left. */
  it.each([
    [0, 0, 0],
    [1, 0, 10],
    [1, 1, 9],
    [1, 10, 0],
    [1, 11, 0],
    [3, 0, 40],
    [6, 0, 320],
    [7, 0, 600],
    [9, 0, 600],
  ])('%i failures, the last %i s ago: %i s', (failures, ago, left) => {
    expect(remainingBackoff({ failures, lastFailureMs: T }, T + ago * second)).toBe(left * second);
  });
});

const unready = (status: string, offset: number) => [{ type: 'Ready', status, lastTransitionTime: time(offset) }];
const sidecar = { initContainers: [{ name: 'sidecar', restartPolicy: 'Always' }] };

/** The cases of TestGetFinishedTime. */
const ends: readonly (readonly [string, Pod, number])[] = [
  ['all containers', pod({ containerStatuses: [ended(-1), ended(0), ended(-2)] }), 0],
  [
    'one that runs leaves the deletion',
    pod({ containerStatuses: [ended(-1), running, ended(-2)] }, { deletionTimestamp: time(0) }),
    0,
  ],
  ['the deletion', pod({ containerStatuses: [running] }, { deletionTimestamp: time(0) }), 0],
  [
    'the deletion without its grace period',
    pod({ containerStatuses: [running] }, { deletionTimestamp: time(0), deletionGracePeriodSeconds: 30 }),
    -30,
  ],
  ['since it is not ready', pod({ containerStatuses: [ended()], conditions: unready('False', 0) }), 0],
  [
    'not since it is ready',
    pod({ containerStatuses: [ended()], conditions: unready('True', -30) }, { deletionTimestamp: time(0) }),
    0,
  ],
  ['the creation', pod({ containerStatuses: [ended()] }, { creationTimestamp: time(0) }), 0],
  [
    'a sidecar is the last',
    pod({ containerStatuses: [ended(-1)], initContainerStatuses: [ended(0, 'sidecar')] }, {}, sidecar),
    0,
  ],
  [
    'a sidecar that runs leaves the condition',
    pod(
      {
        containerStatuses: [ended(-9)],
        initContainerStatuses: [{ name: 'sidecar', state: { running: {} } }],
        conditions: unready('False', -3),
      },
      {},
      sidecar,
    ),
    -3,
  ],
  [
    'other init containers do not count',
    pod({ containerStatuses: [ended(-1)], initContainerStatuses: [ended(0, 'init')] }, {}, sidecar),
    -1,
  ],
];

describe('the end of a pod', () => {
  it.each(ends)('%s', (_name, given, offset) => {
    expect(finishedAt(given)).toBe(T + offset * second);
  });
});

const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';
const ofIndex = (index: number, failures: number, ignored: number, offset: number) =>
  pod(
    { phase: 'Failed', containerStatuses: [ended(offset)] },
    {
      uid: `${index}/${failures}/${offset}`,
      finalizers: ['batch.kubernetes.io/job-tracking'],
      annotations: {
        'batch.kubernetes.io/job-completion-index': String(index),
        [FAILURES]: String(failures),
        [IGNORED]: String(ignored),
      },
    },
  );
const indexed = { spec: { completions: 4, backoffLimitPerIndex: 3 } } as unknown as Job;

/** From indexed_job_utils_test.go TestGetPodsWithDelayedDeletionPerIndex. */
describe('the pod that is replaced', () => {
  it.each([
    ['one', [ofIndex(1, 0, 0, 0)], [], ['1/0/0']],
    ['the one that failed more often', [ofIndex(1, 1, 0, 0), ofIndex(1, 0, 0, -5)], [], ['1/1/0']],
    ['ignored failures count too', [ofIndex(1, 0, 2, 0), ofIndex(1, 1, 0, -5)], [], ['1/0/0']],
    ['of equals the one that ended later', [ofIndex(1, 1, 0, 0), ofIndex(1, 1, 0, -5)], [], ['1/1/0']],
    [
      'of equals the one that ended later, the other way round',
      [ofIndex(1, 1, 0, -5), ofIndex(1, 1, 0, 0)],
      [],
      ['1/1/0'],
    ],
    ['none of a settled index', [ofIndex(1, 1, 0, 0), ofIndex(2, 0, 0, 0)], [1], ['2/0/0']],
    ['none beyond the completions', [ofIndex(7, 1, 0, 0)], [], []],
  ] as const)('%s', (_name, pods, settled: readonly number[], expected) => {
    const found = podsToReplace(indexed, pods, (index) => settled.includes(index));
    expect([...found.values()].map(({ metadata }) => metadata.uid)).toEqual(expected);
  });

  it('hands its failures on', () => {
    expect(failureAnnotations(indexed, undefined)).toEqual({ [FAILURES]: '0' });
    expect(failureAnnotations(indexed, ofIndex(1, 2, 1, 0))).toEqual({ [FAILURES]: '3', [IGNORED]: '1' });
    const rules = [{ action: 'Ignore' as const, onExitCodes: { operator: 'NotIn' as const, values: [9] } }];
    const lenient = { spec: { ...indexed.spec, podFailurePolicy: { rules } } } as unknown as Job;
    const failed = ofIndex(1, 2, 1, 0);
    const status = { phase: 'Failed', containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 1 } } }] };
    expect(failureAnnotations(lenient, { ...failed, status } as unknown as Pod)).toEqual({
      [FAILURES]: '2',
      [IGNORED]: '2',
    });
  });
});

/** From indexed_job_utils_test.go TestCalculateSucceededIndexes: what is in the status, and its canonical form. */
describe('indexes in a status', () => {
  it.each([
    ['', 5, ''],
    ['0-3,5', 8, '0-3,5'],
    ['4', 8, '4'],
    ['0-1,3', 8, '0,1,3'],
    ['invalid,4', 5, '4'],
    ['0,2-2', 5, '0,2'],
    ['5-6', 5, ''],
  ])('%s of %i', (text, completions, expected) => {
    expect(formatIndexes(parseIndexes(text, completions))).toBe(expected);
  });
});
