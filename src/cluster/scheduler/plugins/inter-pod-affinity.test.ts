import { describe, expect, it } from 'vitest';
import type { LabelSelector } from '../../../api/object.ts';
import type { Affinity, PodAffinityTerm } from '../../../api/types/affinity.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { makeNode, makePod, makeView, type PodWish, profileWith, scores, verdicts } from '../make-for-test.ts';

const NO_FRIENDS = "!node(s) didn't match pod affinity rules";
const ENEMIES = "node(s) didn't match pod anti-affinity rules";
const UNWELCOME = "node(s) didn't satisfy existing pods anti-affinity rules";

const is = (key: string, operator: string, ...values: string[]): LabelSelector => ({
  matchExpressions: [{ key, operator, ...(values.length === 0 ? {} : { values }) }],
});
const term = (labelSelector: LabelSelector, topologyKey = 'region', more: Partial<PodAffinityTerm> = {}) => ({
  labelSelector,
  topologyKey,
  ...more,
});
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const near = (...terms: PodAffinityTerm[]): Affinity => ({ podAffinity: { [required]: terms } });
const away = (...terms: PodAffinityTerm[]): Affinity => ({ podAntiAffinity: { [required]: terms } });
const ratherNear = (weight: number, ...terms: PodAffinityTerm[]): Affinity => ({
  podAffinity: { [preferred]: terms.map((podAffinityTerm) => ({ weight, podAffinityTerm })) },
});
const ratherAway = (weight: number, ...terms: PodAffinityTerm[]): Affinity => ({
  podAntiAffinity: { [preferred]: terms.map((podAffinityTerm) => ({ weight, podAffinityTerm })) },
});
const pod = (labels: Record<string, string>, affinity?: Affinity, more: PodWish = {}): Pod =>
  makePod(`${Object.values(labels).join('-')}-${more.node ?? 'p'}-${more.namespace ?? ''}`, {
    labels,
    ...more,
    spec: affinity === undefined ? {} : { affinity },
  });

const profile = profileWith('InterPodAffinity');
const antivirus = term(is('service', 'In', 'securityscan', 'value2'));
const r1 = { labels: { region: 'r1', zone: 'z11', hostname: 'h1' } };

describe('required, on one node', () => {
  const service = { service: 'securityscan' };
  const there = pod(service, undefined, { node: 'h1' });
  type Case = readonly [string, Pod, readonly Pod[], string];
  const cases: readonly Case[] = [
    ['nothing required', makePod('p'), [], ''],
    ['a pod that it wants is there', pod({}, near(antivirus)), [there], ''],
    ['by NotIn', pod({}, near(term(is('service', 'NotIn', 'securityscan3', 'value3')))), [there], ''],
    ['by Exists', pod({}, near(term(is('service', 'Exists')))), [there], ''],
    [
      'in another namespace',
      pod({}, near(term(is('service', 'In', 'securityscan'), 'region', { namespaces: ['other'] }))),
      [there],
      NO_FRIENDS,
    ],
    ['no such labels', pod({}, near(term(is('service', 'In', 'antivirusscan')))), [there], NO_FRIENDS],
    [
      'two terms, both met',
      pod({}, near(term(is('service', 'Exists')), term(is('wrongkey', 'DoesNotExist')))),
      [there],
      '',
    ],
    [
      'two terms, one not met',
      pod({}, near(term(is('service', 'Exists')), term(is('wrongkey', 'Exists')))),
      [there],
      NO_FRIENDS,
    ],
    ['the first of its kind', pod(service, near(antivirus)), [], ''],
    [
      'the first of its kind needs the topology',
      pod(service, near(term(is('service', 'Exists'), 'rack'))),
      [],
      NO_FRIENDS,
    ],
    ['a pod that it cannot bear', pod({}, away(term(is('service', 'In', 'securityscan'), 'zone'))), [there], ENEMIES],
    [
      'it wants and cannot bear the same',
      pod({}, { ...near(antivirus), ...away(term(is('service', 'Exists'))) }),
      [there],
      ENEMIES,
    ],
    [
      'it wants one and cannot bear none',
      pod({}, { ...near(antivirus), ...away(term(is('service', 'In', 'other'))) }),
      [there],
      '',
    ],
    [
      'a pod there that cannot bear it',
      pod({ ...service }),
      [pod({ x: 'y' }, away(antivirus), { node: 'h1' })],
      UNWELCOME,
    ],
    [
      'a pod there that cannot bear another',
      pod({ service: 'other' }),
      [pod({ x: 'y' }, away(antivirus), { node: 'h1' })],
      '',
    ],
    [
      'both cannot bear each other',
      pod(service, away(antivirus)),
      [pod(service, away(antivirus), { node: 'h1' })],
      ENEMIES,
    ],
    [
      'anti-affinity without the label of the topology',
      pod({}, away(term(is('service', 'Exists'), 'rack'))),
      [there],
      '',
    ],
  ];
  for (const [name, incoming, pods, expected] of cases) {
    it(name, () => {
      const said = verdicts(profile, incoming, makeView([makeNode('h1', r1)], pods));
      expect(said).toEqual([expected]);
    });
  }
});

describe('required, on several nodes', () => {
  const zone = (name: string) => ({ labels: { zone: name, hostname: name } });
  const nodes = [
    makeNode('a', { labels: { region: 'r1', zone: 'z1', hostname: 'a' } }),
    makeNode('b', { labels: { region: 'r1', zone: 'z2', hostname: 'b' } }),
    makeNode('c', { labels: { region: 'r2', zone: 'z3', hostname: 'c' } }),
  ];
  const foo = term(is('foo', 'In', 'abc'));

  it('wants to be in the region of its friends', () => {
    expect(
      verdicts(profile, pod({ x: '1' }, near(foo)), makeView(nodes, [pod({ foo: 'abc' }, undefined, { node: 'a' })])),
    ).toEqual(['', '', NO_FRIENDS]);
  });

  it('keeps out of the zone of what it cannot bear, and of what cannot bear it', () => {
    const zoned = term(is('foo', 'In', 'abc'), 'zone');
    expect(
      verdicts(profile, pod({ x: '1' }, away(zoned)), makeView(nodes, [pod({ foo: 'abc' }, undefined, { node: 'a' })])),
    ).toEqual([ENEMIES, '', '']);
    expect(
      verdicts(profile, pod({ foo: 'abc' }), makeView(nodes, [pod({ x: '1' }, away(foo), { node: 'b' })])),
    ).toEqual([UNWELCOME, UNWELCOME, '']);
  });

  it('takes all terms of its affinity together, as pods have to match all of them', () => {
    const both = pod(
      { foo: '', bar: '' },
      near(term(is('foo', 'Exists'), 'zone'), term(is('bar', 'Exists'), 'hostname')),
    );
    const view = makeView(
      [makeNode('a', zone('a')), makeNode('b', zone('b'))],
      [pod({ foo: '' }, undefined, { node: 'a' })],
    );
    expect(verdicts(profile, both, view)).toEqual(['', '']);
  });

  it('follows the labels of namespaces', () => {
    const namespace = (name: string, team: string) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { ...makePod(name, { labels: { team } }).metadata, namespace: undefined as never },
    });
    const all = [namespace('one', 'a'), namespace('two', 'b')];
    const wanted = pod({ x: '1' }, near({ ...foo, namespaceSelector: { matchLabels: { team: 'a' } } }));
    const at = (where: string) =>
      makeView(nodes, [pod({ foo: 'abc' }, undefined, { node: 'a', namespace: where })], all);
    expect(verdicts(profile, wanted, at('one'))).toEqual(['', '', NO_FRIENDS]);
    expect(verdicts(profile, wanted, at('two'))).toEqual([NO_FRIENDS, NO_FRIENDS, NO_FRIENDS]);
    const shy = pod({ x: '1' }, away({ ...foo, namespaceSelector: {} }), { node: 'c', namespace: 'two' });
    expect(
      verdicts(profile, pod({ foo: 'abc' }, undefined, { namespace: 'one' }), makeView(nodes, [shy], all)),
    ).toEqual(['', '', UNWELCOME]);
  });
});

it('is not taken in by labels with the names of what every object has', () => {
  const odd = term(is('service', 'Exists'), 'constructor');
  const there = pod({ service: 'x' }, undefined, { node: 'h1' });
  const view = makeView([makeNode('h1', r1)], [there]);
  expect(verdicts(profile, pod({}, near(odd)), view)).toEqual([NO_FRIENDS]);
  expect(verdicts(profile, pod({}, away(odd)), view)).toEqual(['']);
});

describe('preferred', () => {
  const china = { labels: { region: 'China' } };
  const india = { labels: { region: 'India' } };
  const az1 = { labels: { az: 'az1' } };
  const az2 = { labels: { az: 'az2' } };
  const chinaAz1 = { labels: { region: 'China', az: 'az1' } };
  const s1 = { security: 'S1' };
  const s2 = { security: 'S2' };
  const with1 = ratherNear(5, term(is('security', 'In', 'S1')));
  const with2 = ratherNear(6, term(is('security', 'In', 'S2')));
  const hard = near(term(is('security', 'In', 'S1', 'value2')), term(is('security', 'Exists')));
  const awayFrom1 = ratherAway(5, term(is('security', 'In', 'S1'), 'az'));
  const awayFrom2 = ratherAway(5, term(is('security', 'In', 'S2'), 'az'));
  const on = (node: string, labels: Record<string, string>, affinity?: Affinity) => pod(labels, affinity, { node });
  type Wish = Parameters<typeof makeNode>[1];
  type Case = readonly [string, Pod, readonly Pod[], readonly Wish[], readonly number[] | 'skip'];
  const cases: readonly Case[] = [
    ['nobody prefers anything', pod(s1), [], [china, india, az1], 'skip'],
    [
      'a node with a friend',
      pod(s1, with1),
      [on('n1', s1), on('n2', s2), on('n3', s1)],
      [china, india, az1],
      [100, 0, 0],
    ],
    ['all nodes of the region', pod({}, with1), [on('n1', s1)], [china, chinaAz1, india], [100, 100, 0]],
    [
      'the region with more friends',
      pod(s1, with2),
      [on('n1', s2), on('n1', { ...s2, i: '2' }), on('n2', s2), on('n3', s2), on('n4', s2), on('n5', s2)],
      [china, india, china, china, india],
      [100, 0, 100, 100, 0],
    ],
    ['what a pod there prefers', pod(s2), [on('n1', s1, with1), on('n2', s2, with2)], [china, india, az1], [0, 100, 0]],
    ['what a pod there requires', pod(s1), [on('n1', s1, hard), on('n2', s2)], [china, india, az1], [100, 0, 0]],
    ['a pod to keep away from', pod(s1, awayFrom1), [on('n1', s1), on('n2', s2)], [az1, china], [0, 100]],
    [
      'fewer pods to keep away from',
      pod(s1, awayFrom1),
      [on('n1', s1), on('n1', { ...s1, i: '2' }), on('n2', s1)],
      [az1, az2],
      [0, 100],
    ],
    [
      'a pod that prefers to keep away',
      pod(s2),
      [on('n1', s1, awayFrom2), on('n2', s2, awayFrom1)],
      [az1, az2],
      [0, 100],
    ],
    ['both at once', pod(s1, { ...with1, ...awayFrom2 }), [on('n1', s1), on('n2', s1)], [china, az1], [100, 0]],
    ['no such labels anywhere', pod(s1, with1), [on('n1', s2)], [china, india], 'skip'],
  ];
  for (const [name, incoming, pods, wishes, expected] of cases) {
    it(name, () => {
      const nodes = wishes.map((wish, i) => makeNode(`n${i + 1}`, wish));
      expect(scores(profile, incoming, makeView(nodes, pods))).toEqual(expected);
    });
  }

  it('takes the weight of required affinity from the profile, and leaves out what others prefer if told so', () => {
    const view = () =>
      makeView([makeNode('n1', china), makeNode('n2', india)], [on('n1', s1, hard), on('n2', s2, with1)]);
    const score = (config: Parameters<typeof profileWith>[1]) =>
      scores(profileWith('InterPodAffinity', config), pod(s1), view());
    expect(score({})).toEqual([0, 100]);
    expect(score({ InterPodAffinity: { hardPodAffinityWeight: 10 } })).toEqual([100, 0]);
    expect(score({ InterPodAffinity: { ignorePreferredTermsOfExistingPods: true } })).toBe('skip');
  });
});
