import { describe, expect, it } from 'vitest';
import type { LabelSelector } from '../../../api/object.ts';
import type { TopologySpreadConstraint } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { makeNode, makePod, makeView, type PodWish, profileWith, scores, verdicts } from '../make-for-test.ts';

const HOST = 'kubernetes.io/hostname';
const foo: LabelSelector = { matchExpressions: [{ key: 'foo', operator: 'Exists' }] };
const bar: LabelSelector = { matchExpressions: [{ key: 'bar', operator: 'Exists' }] };
const SKEWED = "node(s) didn't match pod topology spread constraints";
const UNLABELLED = `!${SKEWED} (missing required label)`;

/** `a b | x y` are the nodes of zone1 and of zone2; each has its name for host name. */
function nodesOf(text: string, without: readonly string[] = []): Node[] {
  return text.split('|').flatMap((names, zone) =>
    names
      .trim()
      .split(' ')
      .map((name) =>
        makeNode(name, { labels: { zone: `zone${zone + 1}`, ...(without.includes(name) ? {} : { [HOST]: name }) } }),
      ),
  );
}

/** `a:2 b:1` are two pods with the label foo on a, and one on b; `a:f,b,fb` are three with the labels foo, bar and both. */
function podsOf(text: string, wish: PodWish = {}): Pod[] {
  return text
    .split(' ')
    .filter((one) => one !== '')
    .flatMap((one) => {
      const [node, what] = one.split(':') as [string, string];
      const each = /^\d+$/.test(what) ? Array.from({ length: Number(what) }, () => 'f') : what.split(',');
      return each.map((kinds, i) => {
        const labels = { ...(kinds.includes('f') ? { foo: '' } : {}), ...(kinds.includes('b') ? { bar: '' } : {}) };
        return makePod(`${node}${i}${wish.namespace ?? ''}${wish.terminating ?? ''}`, { node, labels, ...wish });
      });
    });
}

const over = (
  topologyKey: string,
  more: Partial<TopologySpreadConstraint> = {},
  whenUnsatisfiable: TopologySpreadConstraint['whenUnsatisfiable'] = 'DoNotSchedule',
): TopologySpreadConstraint => ({ maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector: foo, ...more });
const softly = (topologyKey: string, more: Partial<TopologySpreadConstraint> = {}) =>
  over(topologyKey, more, 'ScheduleAnyway');

function incoming(constraints: TopologySpreadConstraint[], wish: PodWish = {}): Pod {
  return makePod('p', { labels: { foo: '' }, ...wish, spec: { topologySpreadConstraints: constraints, ...wish.spec } });
}

const profile = profileWith('PodTopologySpread');
const zones = 'a b | x y';

describe('DoNotSchedule', () => {
  const taint = { key: 'taint', value: 'v', effect: 'NoSchedule' } as const;
  const tainted = (nodes: Node[], name: string) =>
    nodes.map((node) => (node.metadata.name === name ? { ...node, spec: { taints: [taint] } } : node));
  const fits = (...nodes: (0 | 1)[]) => nodes.map((fit) => (fit ? '' : SKEWED));
  const onZone1 = { spec: { nodeSelector: { zone: 'zone1' } } };
  type Case = readonly [string, TopologySpreadConstraint[], Node[], Pod[], readonly string[], PodWish?];
  const cases: readonly Case[] = [
    ['nothing there yet', [over('zone')], nodesOf(zones), [], fits(1, 1, 1, 1)],
    ['zones even', [over('zone')], nodesOf(zones), podsOf('a:1 b:1 x:1 y:1'), fits(1, 1, 1, 1)],
    ['zones 3 and 2', [over('zone')], nodesOf(zones), podsOf('a:2 b:1 x:1 y:1'), fits(0, 0, 1, 1)],
    [
      'the pod itself does not match',
      [over('zone', { labelSelector: bar })],
      nodesOf(zones),
      podsOf('a:b b:b x:b'),
      fits(1, 1, 1, 1),
    ],
    ['maxSkew 2', [over('zone', { maxSkew: 2 })], nodesOf(zones), podsOf('a:2 b:1 x:1 y:1'), fits(1, 1, 1, 1)],
    ['hosts 2, 1, 0, 3', [over(HOST)], nodesOf(zones), podsOf('a:2 b:1 y:3'), fits(0, 0, 1, 0)],
    [
      'hosts 2, 1, 0, 3, maxSkew 2',
      [over(HOST, { maxSkew: 2 })],
      nodesOf(zones),
      podsOf('a:2 b:1 y:3'),
      fits(0, 1, 1, 0),
    ],
    [
      'pods of other namespaces do not count',
      [over('zone')],
      nodesOf(zones),
      [...podsOf('a:1 x:1 y:2'), ...podsOf('a:2', { namespace: 'other' })],
      fits(1, 1, 0, 0),
    ],
    [
      'nor do terminating ones',
      [over(HOST)],
      nodesOf('a b'),
      [...podsOf('a:1', { terminating: true }), ...podsOf('b:1')],
      fits(1, 0),
    ],
    [
      'no selector, no matches',
      [over('zone', { labelSelector: undefined as never })],
      nodesOf(zones),
      podsOf('a:2 b:1 y:1'),
      fits(1, 1, 1, 1),
    ],
    [
      'a node without the label',
      [over(HOST)],
      nodesOf(zones, ['b']),
      podsOf('a:1 b:1 x:1'),
      [SKEWED, UNLABELLED, SKEWED, ''],
    ],
    [
      'a node without one of two labels is no domain',
      [over('zone'), over(HOST)],
      nodesOf('a | x y', ['x']),
      podsOf('a:1 x:3 y:0'),
      [SKEWED, UNLABELLED, ''],
    ],
    [
      'zone and host: only the emptiest of the emptier zone',
      [over('zone'), over(HOST)],
      nodesOf(zones),
      podsOf('a:2 b:1 x:2'),
      fits(0, 0, 0, 1),
    ],
    [
      'zone and host with different selectors',
      [over('zone'), over(HOST, { labelSelector: bar })],
      nodesOf(zones),
      podsOf('a:f b:fb y:f,b'),
      fits(0, 0, 1, 1),
    ],
    [
      'zone and host with different selectors that both count',
      [over('zone'), over(HOST, { labelSelector: bar })],
      nodesOf(zones),
      podsOf('a:f b:fb y:f,b'),
      fits(0, 0, 1, 0),
      { labels: { foo: '', bar: '' } },
    ],
    [
      'zone and host that leave nothing',
      [over('zone'), over(HOST, { labelSelector: bar })],
      nodesOf(zones),
      podsOf('a:f b:fb x:f,b y:b'),
      fits(0, 0, 0, 0),
      { labels: { foo: '', bar: '' } },
    ],
    [
      'minDomains not reached: the least is none',
      [over('zone', { minDomains: 3 })],
      nodesOf(zones),
      podsOf('a:1 x:1'),
      fits(0, 0, 0, 0),
    ],
    ['minDomains reached', [over('zone', { minDomains: 2 })], nodesOf(zones), podsOf('a:1 x:1'), fits(1, 1, 1, 1)],
    [
      'minDomains not reached by hosts, maxSkew 2',
      [over(HOST, { minDomains: 4, maxSkew: 2 })],
      nodesOf('a b | x'),
      podsOf('a:1 b:1 x:1'),
      fits(1, 1, 1),
    ],
    [
      'nodes that the selector excludes do not count',
      [over(HOST)],
      nodesOf(zones),
      podsOf('a:1 b:1'),
      fits(1, 1, 1, 1),
      onZone1,
    ],
    [
      'unless they are to be counted',
      [over(HOST, { nodeAffinityPolicy: 'Ignore' })],
      nodesOf(zones),
      podsOf('a:1 b:1'),
      fits(0, 0, 1, 1),
      onZone1,
    ],
    ['tainted nodes count', [over(HOST)], tainted(nodesOf('a b'), 'b'), podsOf('a:1'), fits(0, 1)],
    [
      'unless they are not to be counted',
      [over(HOST, { nodeTaintsPolicy: 'Honor' })],
      tainted(nodesOf('a b'), 'b'),
      podsOf('a:1'),
      fits(1, 1),
    ],
    [
      'taints that are tolerated',
      [over(HOST, { nodeTaintsPolicy: 'Honor' })],
      tainted(nodesOf('a b'), 'b'),
      podsOf('a:1'),
      fits(0, 1),
      { spec: { tolerations: [{ operator: 'Exists' }] } },
    ],
    [
      'matchLabelKeys',
      [over(HOST, { matchLabelKeys: ['rev'] })],
      nodesOf('a b'),
      [makePod('q', { node: 'a', labels: { foo: '', rev: '1' } })],
      fits(1, 1),
      { labels: { foo: '', rev: '2' } },
    ],
    [
      'matchLabelKeys of the same value',
      [over(HOST, { matchLabelKeys: ['rev'] })],
      nodesOf('a b'),
      [makePod('q', { node: 'a', labels: { foo: '', rev: '2' } })],
      fits(0, 1),
      { labels: { foo: '', rev: '2' } },
    ],
  ];
  for (const [name, constraints, nodes, pods, expected, wish] of cases) {
    it(name, () => {
      const shown = verdicts(profile, incoming(constraints, wish), makeView(nodes, pods)) as string[];
      expect(shown).toEqual(expected);
    });
  }

  it('keeps its counts while pods come and go', () => {
    const nodes = nodesOf(zones);
    const view = makeView(nodes, podsOf('a:1 x:1'));
    const pod = incoming([over(HOST)]);
    expect(verdicts(profile, pod, view)).toEqual(fits(0, 1, 0, 1));
    view.counts.podAdded('b', podsOf('b:1')[0]!);
    view.counts.podAdded('y', podsOf('y:1')[0]!);
    expect(verdicts(profile, pod, view)).toEqual(fits(1, 1, 1, 1));
    view.counts.podRemoved('a', podsOf('a:1')[0]!);
    expect(verdicts(profile, pod, view)).toEqual(fits(1, 0, 0, 0));
  });
});

describe('ScheduleAnyway', () => {
  type Case = readonly [string, TopologySpreadConstraint[], string, string, readonly number[], PodWish?];
  /** Nodes in brackets are there but no candidates. */
  const cases: readonly Case[] = [
    ['nothing there', [softly(HOST)], 'a b', '', [100, 100]],
    ['one candidate', [softly(HOST)], 'a (b)', 'a:2 b:1', [100]],
    ['all the same', [softly(HOST)], 'a b', 'a:1 b:1', [100, 100]],
    ['hosts 2, 1, 0, 3', [softly(HOST)], 'a b c d', 'a:2 b:1 d:3', [20, 60, 100, 0]],
    [
      'no selector',
      [softly(HOST, { labelSelector: undefined as never })],
      'a b c d',
      'a:2 b:1 d:3',
      [100, 100, 100, 100],
    ],
    [
      'maxSkew 2 waters the differences down',
      [softly(HOST, { maxSkew: 2 })],
      'a b c d',
      'a:2 b:1 d:3',
      [33, 66, 100, 16],
    ],
    ['maxSkew 3', [softly(HOST, { maxSkew: 3 })], 'a b c d', 'a:4 b:3 c:2 d:1', [44, 66, 77, 100]],
    ['3 of 4 nodes', [softly(HOST)], 'a b x (y)', 'a:4 b:2 x:1 y:3', [33, 83, 100]],
    ['zones', [softly('zone')], 'a b | x (y)', 'a:4 b:2 x:1 y:3', [75, 75, 100]],
    ['zones and hosts', [softly('zone'), softly(HOST)], 'a (b) | x (y)', 'a:2 b:1 x:2 y:4', [100, 63]],
    [
      'two constraints on zones',
      [softly('zone'), softly('zone', { labelSelector: bar })],
      'a (b) | x (y)',
      'a:fb,f b:fb y:f,fb,f',
      [85, 100],
      { labels: { foo: '', bar: '' } },
    ],
    [
      'different selectors',
      [softly('zone'), softly(HOST, { labelSelector: bar })],
      'a b | x y',
      'a:f b:fb y:f,b',
      [60, 20, 100, 60],
      { labels: { foo: '', bar: '' } },
    ],
    [
      'different selectors, some nodes empty',
      [softly('zone'), softly(HOST, { labelSelector: bar })],
      'a b | x y',
      'b:b x:f y:fb',
      [100, 60, 40, 0],
      { labels: { foo: '', bar: '' } },
    ],
    [
      'different selectors, 3 of 4 nodes',
      [softly('zone'), softly(HOST, { labelSelector: bar })],
      'a b | x (y)',
      'a:f b:fb y:f,b',
      [50, 25, 100],
      { labels: { foo: '', bar: '' } },
    ],
  ];
  for (const [name, constraints, nodes, pods, expected, wish] of cases) {
    it(name, () => {
      const view = makeView(nodesOf(nodes.replace(/[()]/g, '')), podsOf(pods));
      const candidates = nodes.split(/[ |]+/).filter((one) => !one.startsWith('('));
      expect(scores(profile, incoming(constraints, wish), view, candidates)).toEqual(expected);
    });
  }

  it('gives nothing to a node without the label', () => {
    const view = makeView(nodesOf('a b x y', ['b']), podsOf('a:4 b:2 x:1 y:3'));
    expect(scores(profile, incoming([softly(HOST)]), view, ['a', 'b', 'x'])).toEqual([16, 0, 100]);
  });

  it('counts neither other namespaces nor pods that end', () => {
    const pods = [...podsOf('a:1 b:2'), ...podsOf('a:1', { namespace: 'ns1' })];
    expect(scores(profile, incoming([softly(HOST)]), makeView(nodesOf('a b'), pods))).toEqual([100, 33]);
    const ending = [...podsOf('a:1', { terminating: true }), ...podsOf('b:1')];
    expect(scores(profile, incoming([softly(HOST)]), makeView(nodesOf('a b'), ending))).toEqual([100, 0]);
  });

  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...makePod('s').metadata },
    spec: { selector: { foo: '' } },
  };
  const replicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { ...makePod('rs').metadata },
    spec: { selector: { matchLabels: { foo: '' } } },
  };
  const owned = (name: string): Pod => {
    const pod = makePod('p', { labels: { foo: '' } });
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: name, controller: true };
    return { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } };
  };
  const spread = podsOf('a:4 b:3 c:2 d:1');

  it('spreads by default what a service selects, or a ReplicaSet owns', () => {
    const expected = [44, 66, 77, 100];
    expect(
      scores(profile, makePod('p', { labels: { foo: '' } }), makeView(nodesOf('a b c d'), spread, [service])),
    ).toEqual(expected);
    expect(scores(profile, owned('rs'), makeView(nodesOf('a b c d'), spread, [replicaSet]))).toEqual(expected);
  });

  it('does not spread what nobody selects, nor by the list of a profile that is empty', () => {
    const view = makeView(nodesOf('a b c d'), spread, [replicaSet]);
    expect(scores(profile, makePod('p', { labels: { foo: '' } }), view)).toBe('skip');
    const listed = profileWith('PodTopologySpread', { PodTopologySpread: { defaultingType: 'List' } });
    expect(scores(listed, owned('rs'), view)).toBe('skip');
  });
});
