import { describe, expect, it } from 'vitest';
import type { PodFailurePolicyRule } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { matchPodFailurePolicy } from './match-pod-failure-policy.ts';

type Exits = Readonly<Record<string, number | undefined>>;

const pod = (mains: Exits, inits: Exits = {}, conditions: object[] = []): Pod => {
  const statuses = (exits: Exits) =>
    Object.entries(exits).map(([name, exitCode]) => ({
      name,
      state: exitCode === undefined ? {} : { terminated: { exitCode } },
    }));
  return {
    metadata: { namespace: 'default', name: 'mypod' },
    status: {
      phase: 'Failed',
      containerStatuses: statuses(mains),
      initContainerStatuses: statuses(inits),
      conditions,
    },
  } as unknown as Pod;
};
const exits = (action: string, operator: string, values: readonly number[], containerName?: string) =>
  ({
    action,
    onExitCodes: { operator, values, ...(containerName === undefined ? {} : { containerName }) },
  }) as unknown as PodFailurePolicyRule;
const disrupted = (action: string, status = 'True') =>
  ({ action, onPodConditions: [{ type: 'DisruptionTarget', status }] }) as unknown as PodFailurePolicyRule;
const hit = (status = 'True') => pod({}, {}, [{ type: 'DisruptionTarget', status }]);
const failed = (container: string, code: number, index: number) =>
  `Container ${container} for pod default/mypod failed with exit code ${code} matching FailJob rule at index ${index}`;

interface Case {
  readonly name: string;
  readonly rules?: readonly PodFailurePolicyRule[];
  readonly pod: Pod;
  readonly action?: string;
  readonly counts: boolean;
  readonly failJob?: string;
}

/** The cases of pkg/controller/job pod_failure_policy_test.go TestMatchPodFailurePolicy. */
const cases: readonly Case[] = [
  {
    name: 'an unknown action by exit codes is passed over',
    rules: [exits('UnknownAction', 'In', [1, 2]), exits('FailJob', 'In', [2, 3])],
    pod: pod({ main: 2 }),
    action: 'FailJob',
    counts: true,
    failJob: failed('main', 2, 1),
  },
  {
    name: 'an unknown action by conditions is passed over',
    rules: [disrupted('UnknownAction'), disrupted('Ignore')],
    pod: hit(),
    action: 'Ignore',
    counts: false,
  },
  {
    name: 'an unknown operator is passed over',
    rules: [exits('Ignore', 'UnknownOperator', [1, 2]), exits('FailJob', 'In', [2, 3])],
    pod: pod({ main: 2 }),
    action: 'FailJob',
    counts: true,
    failJob: failed('main', 2, 1),
  },
  { name: 'no policy', pod: pod({ main: 2 }), counts: true },
  {
    name: 'ignored',
    rules: [exits('Ignore', 'In', [1, 2, 3])],
    pod: pod({ main: 2 }),
    action: 'Ignore',
    counts: false,
  },
  {
    name: 'ignored by negative codes',
    rules: [exits('Ignore', 'In', [-1073741676, -1073741510])],
    pod: pod({ main: -1073741510 }),
    action: 'Ignore',
    counts: false,
  },
  {
    name: 'fails the Job',
    rules: [exits('FailJob', 'In', [1, 2, 3])],
    pod: pod({ main: 2 }),
    action: 'FailJob',
    counts: true,
    failJob: failed('main', 2, 0),
  },
  {
    name: 'containers that succeeded don’t matter',
    rules: [exits('FailJob', 'NotIn', [111])],
    pod: pod({ main: 111, support: 0 }, { init: 0 }),
    counts: true,
  },
  {
    name: 'fails the index',
    rules: [exits('FailIndex', 'In', [1, 2, 3])],
    pod: pod({ main: 2 }),
    action: 'FailIndex',
    counts: true,
  },
  {
    name: 'not 0',
    rules: [exits('FailJob', 'NotIn', [0])],
    pod: pod({ main: 1, support: 0 }),
    action: 'FailJob',
    counts: true,
    failJob: failed('main', 1, 0),
  },
  {
    name: 'the second rule',
    rules: [exits('Count', 'In', [1, 2, 3]), exits('FailJob', 'In', [4, 5, 6])],
    pod: pod({ main: 6 }),
    action: 'FailJob',
    counts: true,
    failJob: failed('main', 6, 1),
  },
  {
    name: 'counted, also beside a container without a state',
    rules: [exits('Count', 'In', [1, 2, 3])],
    pod: pod({ foo: undefined, bar: 2 }),
    action: 'Count',
    counts: true,
  },
  { name: 'an index by conditions', rules: [disrupted('FailIndex')], pod: hit(), action: 'FailIndex', counts: true },
  { name: 'ignored by conditions', rules: [disrupted('Ignore')], pod: hit(), action: 'Ignore', counts: false },
  {
    name: 'ignored when False',
    rules: [disrupted('Ignore', 'False')],
    pod: hit('False'),
    action: 'Ignore',
    counts: false,
  },
  {
    name: 'ignored when Unknown',
    rules: [disrupted('Ignore', 'Unknown')],
    pod: hit('Unknown'),
    action: 'Ignore',
    counts: false,
  },
  { name: 'False is not True', rules: [disrupted('Ignore', 'False')], pod: hit(), counts: true },
  { name: 'True is not False', rules: [disrupted('Ignore')], pod: hit('False'), counts: true },
  {
    name: 'the default rule',
    rules: [exits('Ignore', 'In', [1])],
    pod: pod({ main: 10 }),
    counts: true,
  },
  {
    name: 'counted by conditions',
    rules: [disrupted('Count')],
    pod: hit(),
    action: 'Count',
    counts: true,
  },
  {
    name: 'fails the Job by conditions',
    rules: [disrupted('FailJob')],
    pod: hit(),
    action: 'FailJob',
    counts: true,
    failJob: 'Pod default/mypod has condition DisruptionTarget matching FailJob rule at index 0',
  },
  {
    name: 'a named container',
    rules: [exits('FailJob', 'In', [5], 'second')],
    pod: pod({ first: 5, second: 6 }),
    counts: true,
  },
  {
    name: 'a named init container',
    rules: [exits('FailJob', 'In', [5], 'init')],
    pod: pod({ main: undefined }, { init: 5 }),
    action: 'FailJob',
    counts: true,
    failJob: failed('init', 5, 0),
  },
];

describe('a pod failure policy', () => {
  it.each(cases)('$name', ({ rules, pod: given, action, counts, failJob }) => {
    const match = matchPodFailurePolicy(rules === undefined ? undefined : { rules }, given);
    expect(match).toEqual({ action, counts, ...(failJob === undefined ? {} : { failJob }) });
  });
});
