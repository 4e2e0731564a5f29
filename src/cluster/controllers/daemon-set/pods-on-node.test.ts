import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Placement } from './placement.ts';
import { type PodsOnNode, podsShouldBeOnNode } from './pods-on-node.ts';

const runs: Placement = { shouldRun: true, shouldContinueRunning: true };
const stays: Placement = {
  shouldRun: false,
  shouldContinueRunning: true,
  rule: 'taint',
  taint: { key: 'a', effect: 'NoSchedule' },
};
const leaves: Placement = { shouldRun: false, shouldContinueRunning: false, rule: 'nodeName', wanted: 'other' };

/** A pod in short: name, n(ew) or o(ld), age in seconds, and r(eady), u(nready), f(ailed), s(ucceeded), d(eleting). */
function pod(text: string): Pod {
  const [name, revision, created, state] = text.split(' ') as [string, string, string, string];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      resourceVersion: '1',
      creationTimestamp: formatTime(Number(created) * 1000),
      labels: revision === 'n' ? { 'controller-revision-hash': 'h' } : {},
      ...(state === 'd' ? { deletionTimestamp: formatTime(0) } : {}),
    },
    spec: { containers: [], nodeName: 'n' },
    status: {
      phase: state === 'f' ? 'Failed' : state === 's' ? 'Succeeded' : 'Running',
      conditions: [{ type: 'Ready', status: state === 'r' ? 'True' : 'False', lastTransitionTime: formatTime(50_000) }],
    },
  };
}

type Case = readonly [
  what: string,
  placement: Placement | undefined,
  pods: readonly string[],
  facts: Partial<PodsOnNode>,
  create: boolean,
  remove: readonly string[],
];
const surge = { surge: true };

// Re-expresses the cases of pkg/controller/daemon/daemon_controller_test.go: DealsWithExistingPods, the failed and
// succeeded pods, the surge tests (TestSurge...), misscheduled pods, and pods of nodes that are gone.
const cases: readonly Case[] = [
  ['nothing there', runs, [], {}, true, []],
  ['nothing there, none wanted', leaves, [], {}, false, []],
  ['nothing there, not schedulable', stays, [], {}, false, []],
  ['one pod', runs, ['a n 1 r'], {}, false, []],
  ['surplus pods: all but the oldest go', runs, ['b n 2 r', 'a n 1 r', 'c n 3 r'], {}, false, ['b excess', 'c excess']],
  ['a pod that may stay', stays, ['a n 1 r'], {}, false, []],
  ['pods that must go', leaves, ['a n 1 r', 'b n 1 d'], {}, false, ['a misplaced']],
  ['a failed pod', runs, ['a n 1 f'], {}, false, ['a failed']],
  ['a failed pod in back-off', runs, ['a n 1 f'], { failedBackoffUntil: 70_001 }, false, []],
  ['a succeeded pod', runs, ['a n 1 s'], {}, false, ['a succeeded']],
  ['a deleting pod keeps its place', runs, ['a n 1 d'], {}, false, []],
  ['a deleting pod, surging', runs, ['a n 1 d'], surge, true, []],
  ['surplus pods, surging', runs, ['a n 1 r', 'b n 2 r', 'c n 3 r'], surge, false, ['b excess', 'c excess']],
  ['new not ready, oldest old ready', runs, ['n n 100 u', 'o o 50 r', 'x o 60 r'], surge, false, ['x excess']],
  [
    'new not ready, oldest old not ready',
    runs,
    ['n n 100 u', 'o o 50 u', 'x o 60 r'],
    surge,
    false,
    ['x excess', 'o replaced'],
  ],
  ['new ready', runs, ['n n 100 r', 'o o 50 r'], surge, false, ['o replaced']],
  [
    'new ready for 10 of 15 s',
    runs,
    ['n n 100 r', 'o o 50 r'],
    { ...surge, minReadySeconds: 15, now: 60_000 },
    false,
    [],
  ],
  [
    'new ready for 20 of 15 s',
    runs,
    ['n n 100 r', 'o o 50 r'],
    { ...surge, minReadySeconds: 15 },
    false,
    ['o replaced'],
  ],
  ['a node that is gone keeps bound pods', undefined, ['a n 1 r'], {}, false, []],
];

describe('podsShouldBeOnNode', () => {
  it.each(cases)('%s', (_what, placement, pods, facts, create, remove) => {
    const defaults = { hash: 'h', surge: false, minReadySeconds: 0, now: 70_000 };
    const plan = podsShouldBeOnNode(placement, { ...defaults, ...facts, pods: pods.map(pod) });
    expect(plan.create).toBe(create);
    expect(plan.remove.map((removal) => `${removal.pod} ${removal.reason}`)).toEqual(remove);
    expect(plan.retryAt).toBe(facts.failedBackoffUntil);
  });
});
