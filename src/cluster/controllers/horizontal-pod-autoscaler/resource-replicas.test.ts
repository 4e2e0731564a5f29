import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { PodMetric } from './metrics-source.ts';
import { replicasForAverage, replicasForUtilization } from './resource-replicas.ts';

const NOW = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;

interface Case {
  readonly name: string;
  readonly replicas: number;
  /** Amounts are in thousandths. */
  readonly levels: readonly (number | undefined)[];
  readonly requests?: readonly (number | undefined)[];
  readonly ready?: readonly boolean[];
  readonly phases?: readonly string[];
  readonly started?: readonly number[];
  /** How long after the start of the pod its readiness last changed. */
  readonly changed?: readonly number[];
  readonly deleted?: readonly number[];
  readonly resource?: string;
  readonly target: number;
  readonly expected: readonly [replicas: number, utilization: number, average: number] | string;
}

function pods({
  replicas,
  requests,
  ready,
  phases,
  started,
  changed,
  deleted,
  resource = 'cpu',
}: Case): readonly Pod[] {
  const count = Math.max(replicas, phases?.length ?? 0);
  return Array.from({ length: count }, (_, i) => {
    const start = NOW - (started?.[i] ?? 3 * 60) * MINUTE;
    const request = requests === undefined ? 1000 : requests[i];
    return {
      metadata: { name: `pod-${i}`, ...(deleted?.includes(i) ? { deletionTimestamp: formatTime(NOW) } : {}) },
      spec: {
        containers: [
          { name: 'c', resources: request === undefined ? {} : { requests: { [resource]: `${request}m` } } },
        ],
      },
      status: {
        phase: phases?.[i] ?? 'Running',
        startTime: formatTime(start),
        conditions: [
          {
            type: 'Ready',
            status: ready?.[i] === false ? 'False' : 'True',
            lastTransitionTime: formatTime(start + (changed?.[i] ?? 0) * MINUTE),
          },
        ],
      },
    } as unknown as Pod;
  });
}

function metrics(levels: Case['levels']): ReadonlyMap<string, PodMetric> {
  const known = levels.map((value, i) => [`pod-${i}`, value] as const).filter(([, value]) => value !== undefined);
  return new Map(known.map(([name, value]) => [name, { value: value!, atMs: NOW - MINUTE, windowMs: MINUTE }]));
}

/** The cases of pkg/controller/podautoscaler replica_calculator_test.go that ask for a utilization. */
const cases: readonly Case[] = [
  { name: 'scale up', replicas: 3, levels: [300, 500, 700], target: 30, expected: [5, 50, 500] },
  {
    name: 'unready pods scale up less',
    replicas: 3,
    levels: [300, 500, 700],
    ready: [false, true, true],
    target: 30,
    expected: [4, 60, 600],
  },
  {
    name: 'pods that heat up scale up less',
    replicas: 3,
    levels: [300, 500, 700],
    started: [0, 3, 3],
    target: 30,
    expected: [4, 60, 600],
  },
  {
    name: 'pending pods scale up less',
    replicas: 3,
    levels: [300, 500, 700],
    phases: ['Pending', 'Running', 'Running'],
    target: 30,
    expected: [4, 60, 600],
  },
  {
    name: 'failed pods are ignored',
    replicas: 2,
    levels: [500, 700],
    phases: ['Running', 'Running', 'Failed', 'Failed'],
    target: 30,
    expected: [4, 60, 600],
  },
  {
    name: 'pods being deleted are ignored',
    replicas: 4,
    levels: [500, 700],
    deleted: [2, 3],
    target: 30,
    expected: [4, 60, 600],
  },
  { name: 'scale down', replicas: 5, levels: [100, 300, 500, 250, 250], target: 50, expected: [3, 28, 280] },
  {
    name: 'unready pods do not hold a scale down',
    replicas: 5,
    levels: [100, 300, 500, 250, 250],
    ready: [true, true, true, false, false],
    target: 50,
    expected: [2, 30, 300],
  },
  {
    name: 'a pod that was ready once counts',
    replicas: 5,
    levels: [100, 300, 500, 250, 250],
    ready: [true, true, true, false, false],
    changed: [0, 0, 0, 10, 10],
    target: 50,
    expected: [3, 28, 280],
  },
  {
    name: 'within the tolerance',
    replicas: 3,
    requests: [900, 1000, 1100],
    levels: [1010, 1030, 1020],
    target: 100,
    expected: [3, 102, 1020],
  },
  { name: 'missing metrics', replicas: 4, levels: [400, 95], target: 100, expected: [3, 24, 247] },
  {
    name: 'no metrics',
    replicas: 4,
    levels: [],
    target: 100,
    expected: 'did not receive metrics for targeted pods (pods might be unready)',
  },
  {
    name: 'no requests',
    replicas: 1,
    requests: [undefined],
    levels: [200],
    target: 100,
    expected: 'missing request for cpu in container c of Pod pod-0',
  },
  {
    name: 'no pods',
    replicas: 0,
    levels: [],
    target: 100,
    expected: 'no pods returned by selector while calculating replica count',
  },
  { name: 'missing, no change at the target', replicas: 2, levels: [1000], target: 100, expected: [2, 100, 1000] },
  { name: 'missing, no change above the target', replicas: 2, levels: [1900], target: 100, expected: [2, 190, 1900] },
  { name: 'missing, no change below the target', replicas: 2, levels: [600], target: 100, expected: [2, 60, 600] },
  {
    name: 'missing and unready, no change',
    replicas: 3,
    levels: [100, 450],
    ready: [false, true, true],
    target: 50,
    expected: [3, 45, 450],
  },
  {
    name: 'missing and unready, scale up',
    replicas: 3,
    levels: [100, 2000],
    ready: [false, true, true],
    target: 50,
    expected: [4, 200, 2000],
  },
  {
    name: 'missing and unready, scale down',
    replicas: 4,
    levels: [100, 100, 100],
    ready: [false, true, true, true],
    target: 50,
    expected: [3, 10, 100],
  },
  {
    name: 'missing pods count for a target above 100% with that',
    replicas: 2,
    levels: [3000],
    target: 300,
    expected: [2, 300, 3000],
  },
];

describe('replicas for a utilization', () => {
  it.each(cases)('$name', (given) => {
    const resource = given.resource ?? 'cpu';
    const question = {
      currentReplicas: given.replicas,
      resource,
      container: '',
      pods: pods(given),
      metrics: metrics(given.levels),
      nowMs: NOW,
    };
    const answer = replicasForUtilization(question, given.target);
    if ('problem' in answer) expect(answer.problem).toBe(given.expected);
    else expect([answer.replicas, answer.utilization, answer.average]).toEqual(given.expected);
  });

  it('for an amount', () => {
    const ask = (levels: Case['levels'], target: number, more: Partial<Case> = {}) => {
      const given = { name: '', replicas: 3, levels, target, expected: '', resource: 'memory', ...more };
      const question = { currentReplicas: given.replicas, resource: 'memory', container: '', nowMs: NOW };
      return replicasForAverage({ ...question, pods: pods(given), metrics: metrics(levels) }, target);
    };
    expect(ask([20_000, 10_000, 30_000], 15_000)).toEqual({ replicas: 4, average: 20_000 });
    expect(ask([20_000, 21_000, 21_000], 20_000)).toEqual({ replicas: 3, average: 20_666 });
    expect(ask([12_000, 12_000, 12_000, 12_000, 12_000], 20_000, { replicas: 5 })).toEqual({
      replicas: 3,
      average: 12_000,
    });
  });
});
