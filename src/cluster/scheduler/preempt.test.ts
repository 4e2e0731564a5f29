import { describe, expect, it } from 'vitest';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { PodDisruptionBudget } from '../../api/types/policy.ts';
import { decide } from './decide.ts';
import { makeNode, makePod, makeView, type PodWish } from './make-for-test.ts';
import { preempt } from './preempt.ts';

const size = { cpu: '500m', memory: '500' };
const nodes = (...names: string[]): Node[] =>
  names.map((name) => makeNode(name, { allocatable: size, labels: { zone: name, hostname: name } }));

/** `small`, `medium` and `large` take 1, 2 and 3 fifths of a node. */
const asks = { small: '100m', medium: '200m', large: '300m', full: '500m' };
const at = (minute: number) => `2026-01-05T09:${String(minute).padStart(2, '0')}:00Z`;

function there(name: string, node: string, ask: keyof typeof asks, priority: number, more: PodWish = {}): Pod {
  return makePod(name, { node, priority, requests: [{ cpu: asks[ask] }], startTime: at(0), ...more });
}

function plan(pod: Pod, on: Node[], pods: Pod[], budgets: PodDisruptionBudget[] = [], offset = 0) {
  const decision = decide(pod, makeView(on, pods), () => 0);
  if (!('unfit' in decision)) throw new Error(`it fits ${decision.node}`);
  const found = preempt(
    pod,
    decision.unfit,
    () => budgets,
    () => offset,
  );
  if ('refusal' in found) return found.refusal;
  return [found.node, ...found.victims.map(({ metadata }) => metadata.name)].join(' ');
}

const incoming = (ask: keyof typeof asks, priority: number, more: PodWish = {}) =>
  makePod('p', { priority, requests: [{ cpu: asks[ask] }], ...more });

describe('who has to go', () => {
  const cases: readonly (readonly [string, Pod, Pod[], string])[] = [
    ['the only one', incoming('full', 100), [there('a', 'n', 'small', 0)], 'n a'],
    [
      'no more than needed: the more important stays',
      incoming('large', 100),
      [there('a', 'n', 'large', 10), there('b', 'n', 'medium', 0)],
      'n a',
    ],
    [
      'the less important of two',
      incoming('medium', 100),
      [there('a', 'n', 'large', 10), there('b', 'n', 'medium', 0)],
      'n b',
    ],
    [
      'of equals, the one that started last',
      incoming('small', 100),
      [
        there('a', 'n', 'small', 0, { startTime: at(2) }),
        there('b', 'n', 'small', 0, { startTime: at(1) }),
        there('c', 'n', 'large', 10),
      ],
      'n a',
    ],
    [
      'never an equal',
      incoming('full', 10),
      [there('a', 'n', 'small', 10)],
      'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    ],
    [
      'not when it does not help',
      incoming('full', 10),
      [there('a', 'n', 'small', 0), there('b', 'n', 'small', 20)],
      'preemption: 0/1 nodes are available: 1 Insufficient cpu.',
    ],
    [
      'all of them',
      incoming('full', 100),
      [there('a', 'n', 'medium', 5), there('b', 'n', 'medium', 4), there('c', 'n', 'small', 6)],
      'n c a b',
    ],
  ];
  for (const [name, pod, pods, expected] of cases) it(name, () => expect(plan(pod, nodes('n'), pods)).toBe(expected));

  it('makes a pod go that the new one cannot bear, and keeps what it needs', () => {
    const affinity = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'hostname', labelSelector: { matchLabels: { foo: '' } } },
        ],
      },
    };
    const pods = [there('a', 'n', 'small', 0, { labels: { foo: '' } }), there('b', 'n', 'small', 0)];
    expect(plan(incoming('small', 100, { spec: { affinity } }), nodes('n'), pods)).toBe('n a');
  });

  it('makes room for the spread, too', () => {
    const constraint = {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule' as const,
      labelSelector: { matchLabels: { foo: '' } },
    };
    const labels = { foo: '' };
    const pods = ['a', 'b'].map((name) => there(name, 'n', 'small', 0, { labels }));
    const other = there('c', 'm', 'full', 200, { labels });
    const pod = incoming('small', 100, { labels, spec: { topologySpreadConstraints: [constraint] } });
    expect(plan(pod, nodes('n', 'm'), [...pods, other])).toBe('n b');
  });
});

describe('where', () => {
  const two = nodes('n1', 'n2', 'n3');
  const full = (...pods: (readonly [string, string, number, number?])[]) =>
    pods.map(([name, node, priority, minute = 0]) => there(name, node, 'medium', priority, { startTime: at(minute) }));
  const cases: readonly (readonly [string, Pod[], string])[] = [
    [
      'the least of the highest priorities',
      full(['a', 'n1', 10], ['b', 'n1', 10], ['c', 'n2', 5], ['d', 'n2', 5], ['e', 'n3', 10], ['f', 'n3', 5]),
      'n2 c d',
    ],
    [
      'the least sum of priorities',
      full(['a', 'n1', 10], ['b', 'n1', 10], ['c', 'n2', 10], ['d', 'n2', 8], ['e', 'n3', 10], ['f', 'n3', 9]),
      'n2 c d',
    ],
    [
      'the fewest victims',
      [...full(['a', 'n1', 0], ['b', 'n1', 0], ['c', 'n2', 0], ['d', 'n2', 0]), there('e', 'n3', 'full', 0)],
      'n3 e',
    ],
    [
      'the latest start',
      full(
        ['a', 'n1', 0, 1],
        ['b', 'n1', 0, 1],
        ['c', 'n2', 0, 3],
        ['d', 'n2', 0, 3],
        ['e', 'n3', 0, 2],
        ['f', 'n3', 0, 2],
      ),
      'n2 c d',
    ],
    [
      'of the most important, the latest of the earliest',
      full(
        ['a', 'n1', 5, 9],
        ['b', 'n1', 0, 1],
        ['c', 'n2', 5, 2],
        ['d', 'n2', 0, 2],
        ['e', 'n3', 5, 3],
        ['f', 'n3', 0, 9],
      ),
      'n1 a b',
    ],
  ];
  for (const [name, pods, expected] of cases)
    it(name, () => expect(plan(incoming('full', 100), two, pods)).toBe(expected));

  it('begins at a random node, and of equals takes the first', () => {
    const pods = full(['a', 'n1', 0], ['b', 'n2', 0], ['c', 'n3', 0]);
    expect([0, 1, 2].map((offset) => plan(incoming('full', 100), two, pods, [], offset))).toEqual([
      'n1 a',
      'n2 b',
      'n3 c',
    ]);
  });

  it('tries a tenth of many nodes, but a hundred of them at least', () => {
    const names = Array.from({ length: 250 }, (_, i) => `n${i}`);
    const pods = names.map((name, i) => there(`q${i}`, name, 'full', i === 120 ? 1 : 5));
    // The node with the least harm is the 121st, which is never tried.
    expect(plan(incoming('full', 100), nodes(...names), pods)).toBe('n0 q0');
    expect(plan(incoming('full', 100), nodes(...names), pods, [], 50)).toBe('n120 q120');
  });
});

describe('budgets', () => {
  const budget = (name: string, allowed: number, more: object = {}): PodDisruptionBudget =>
    ({
      metadata: { name, namespace: 'default' },
      spec: { selector: { matchLabels: { app: name } } },
      status: { disruptionsAllowed: allowed, ...more },
    }) as unknown as PodDisruptionBudget;
  const guarded = (name: string, node: string, ask: keyof typeof asks, app: string) =>
    there(name, node, ask, 0, { labels: { app } });

  it('counts them down from victim to victim', () => {
    const pods = ['a', 'b'].map((name) => guarded(name, 'n1', 'medium', 'x'));
    const others = ['c', 'd'].map((name) => there(name, 'n2', 'medium', 9));
    expect(plan(incoming('full', 100), nodes('n1', 'n2'), [...pods, ...others], [budget('x', 2)])).toBe('n1 a b');
    expect(plan(incoming('full', 100), nodes('n1', 'n2'), [...pods, ...others], [budget('x', 1)])).toBe('n2 c d');
  });

  it('does not count a pod whose eviction is under way already', () => {
    const pods = [guarded('a', 'n1', 'full', 'x'), there('b', 'n2', 'full', 9)];
    expect(
      plan(incoming('full', 100), nodes('n1', 'n2'), pods, [budget('x', 0, { disruptedPods: { a: at(0) } })]),
    ).toBe('n1 a');
  });

  it('spares first what a budget protects', () => {
    const pods = [guarded('a', 'n', 'medium', 'x'), there('b', 'n', 'medium', 5)];
    expect(plan(incoming('medium', 100), nodes('n'), pods, [budget('x', 0)])).toBe('n b');
  });

  it('breaks them when nothing else helps', () => {
    expect(plan(incoming('full', 100), nodes('n'), [guarded('a', 'n', 'full', 'x')], [budget('x', 0)])).toBe('n a');
  });

  it('ignores budgets of other namespaces and empty selectors', () => {
    const pods = [guarded('a', 'n1', 'full', 'x'), there('b', 'n2', 'full', 9)];
    const elsewhere = { ...budget('x', 0), metadata: { name: 'x', namespace: 'other' } } as PodDisruptionBudget;
    const empty = { ...budget('x', 0), spec: { selector: {} } } as PodDisruptionBudget;
    expect(plan(incoming('full', 100), nodes('n1', 'n2'), pods, [elsewhere, empty])).toBe('n1 a');
  });
});

describe('not again while victims end', () => {
  const DISRUPTED = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' };
  const ending = there('a', 'n', 'full', 0, { terminating: true, status: { conditions: [DISRUPTED] } });
  const nominated = incoming('full', 100, { status: { nominatedNodeName: 'n' } });
  it('says so', () => {
    expect(plan(nominated, nodes('n'), [ending])).toBe(
      'preemption: not eligible due to a terminating pod on the nominated node.',
    );
    const { preemptionPolicy, ...rest } = { preemptionPolicy: 'Never' as const, spec: {} };
    expect(plan(incoming('full', 100, { spec: { ...rest.spec, preemptionPolicy } }), nodes('n'), [ending])).toBe(
      'preemption: not eligible due to preemptionPolicy=Never.',
    );
  });
  it('but tries elsewhere when the node is no good any more', () => {
    const cordoned = nodes('n').map((node) => ({ ...node, spec: { unschedulable: true } }));
    const pods = [ending, there('b', 'm', 'full', 0)];
    expect(plan(nominated, [...cordoned, ...nodes('m')], pods)).toBe('m b');
  });
});
