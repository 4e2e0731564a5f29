import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/types/pod.ts';
import { rejectionWithNominated, startCycle } from './cycle.ts';
import { decide, nodesToFind } from './decide.ts';
import { fitErrorText } from './fit-error.ts';
import { makeNode, makePod, makeView, profileWith } from './make-for-test.ts';
import { createNodeInfo } from './node-info.ts';
import { orderNodes } from './node-order.ts';
import { createProfile, defaultProfile } from './profile.ts';
import type { SchedulingView } from './view.ts';

const allocatable = { cpu: '1', memory: '1Gi' };
const zoned = (name: string, zone?: string) =>
  makeNode(name, { allocatable, labels: zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone } });

describe('how many nodes are looked at', () => {
  const cases: readonly (readonly [nodes: number, percentage: number, found: number])[] = [
    [10, 0, 10],
    [10, 40, 10],
    [99, 40, 99],
    [100, 0, 100],
    [1000, 40, 400],
    [1000, 0, 420],
    [1000, 100, 1000],
    [6000, 40, 2400],
    [6000, 0, 300],
    [5000, 0, 500],
  ];
  for (const [nodes, percentage, found] of cases) {
    it(`${nodes} nodes, ${percentage} %`, () => expect(nodesToFind(nodes, percentage)).toBe(found));
  }

  it('begins where the last search ended, and stops when there are enough', () => {
    const nodes = Array.from({ length: 300 }, (_, i) => zoned(`n${i}`));
    const view = makeView(nodes);
    const profile = createProfile({ schedulerName: 'x', percentageOfNodesToScore: 10 }, 0);
    const first = decide(makePod('p'), view, () => 0, profile, 0);
    expect(first).toEqual({ node: 'n0', looked: 100 });
    expect(decide(makePod('p'), view, () => 0, profile, 250)).toEqual({ node: 'n250', looked: 100 });
    expect(decide(makePod('p'), view, (below) => below - 1, profile, 250)).toEqual({ node: 'n49', looked: 100 });
  });

  it('looks first at the node that was promised', () => {
    const view = makeView([zoned('a'), zoned('b')]);
    const pod = makePod('p', { status: { nominatedNodeName: 'b' } });
    expect(decide(pod, view, () => 0)).toEqual({ node: 'b', looked: 0 });
    const full = makeView([zoned('a'), zoned('b')], [makePod('q', { node: 'b', requests: [{ cpu: '1' }] })]);
    expect(
      decide(makePod('p', { status: { nominatedNodeName: 'b' }, requests: [{ cpu: '1' }] }), full, () => 0),
    ).toMatchObject({ node: 'a' });
  });
});

describe('the order of nodes', () => {
  const order = (...nodes: ReturnType<typeof makeNode>[]) =>
    orderNodes(nodes.map(createNodeInfo)).map(({ node }) => node.metadata.name);
  it('takes zones in turns', () => {
    const nodes = [
      zoned('a1', 'a'),
      zoned('a2', 'a'),
      zoned('a3', 'a'),
      zoned('b1', 'b'),
      zoned('x'),
      zoned('b2', 'b'),
    ];
    expect(order(...nodes)).toEqual(['a1', 'b1', 'x', 'a2', 'b2', 'a3']);
  });
  it('tells regions apart', () => {
    const node = (name: string, region: string) =>
      makeNode(name, { labels: { 'topology.kubernetes.io/zone': 'z', 'topology.kubernetes.io/region': region } });
    expect(order(node('a', 'r1'), node('b', 'r1'), node('c', 'r2'))).toEqual(['a', 'c', 'b']);
  });
});

describe('pods that are promised a node', () => {
  const promising = (pods: readonly Pod[], ...more: Pod[]): SchedulingView => ({
    ...makeView([zoned('n')], more),
    nominatedTo: () => pods,
  });
  const verdict = (pod: Pod, view: SchedulingView, profile = defaultProfile) =>
    rejectionWithNominated(startCycle(pod, profile, view), view.nodes.get('n')!)?.reasons;
  const half = (name: string, priority: number, more = {}) =>
    makePod(name, { priority, requests: [{ cpu: '600m' }], ...more });

  it('count like pods there, unless they are of lower priority', () => {
    expect(verdict(half('p', 5), promising([half('q', 10)]))).toEqual(['Insufficient cpu']);
    expect(verdict(half('p', 10), promising([half('q', 10)]))).toEqual(['Insufficient cpu']);
    expect(verdict(half('p', 20), promising([half('q', 10)]))).toBeUndefined();
    expect(verdict(half('p', 5), promising([half('p', 5)]))).toBeUndefined();
  });

  it('may also never come: who needs them near does not get in', () => {
    const term = { topologyKey: 'host', labelSelector: { matchLabels: { app: 'db' } } };
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const node = makeNode('n', { labels: { host: 'n' } });
    const db = makePod('db', { labels: { app: 'db' }, priority: 10 });
    const pod = makePod('p', { spec: { affinity } });
    const profile = profileWith('InterPodAffinity');
    expect(verdict(pod, { ...makeView([node]), nominatedTo: () => [db] }, profile)).toEqual([
      "node(s) didn't match pod affinity rules",
    ]);
    const there = makeView([node], [makePod('db', { labels: { app: 'db' }, node: 'n' })]);
    expect(verdict(pod, there, profile)).toBeUndefined();
  });
});

describe('what is said of nodes that were not looked at', () => {
  const byName = (...names: string[]) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: names.map((name) => ({
            matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [name] }],
          })),
        },
      },
    },
  });
  const said = (pod: Pod) => {
    const decision = decide(pod, makeView([zoned('a'), zoned('b'), zoned('c')]), () => 0);
    if (!('unfit' in decision)) throw new Error('it fits');
    return fitErrorText(decision.unfit);
  };
  it('names the plugin that left them out', () => {
    expect(said(makePod('p', { spec: byName('a'), requests: [{ cpu: '2' }] }))).toBe(
      "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity].",
    );
    expect(said(makePod('p', { spec: byName('x') }))).toBe(
      "0/3 nodes are available: 3 node(s) didn't satisfy plugin(s) [NodeAffinity].",
    );
  });
  it('says once what holds for all', () => {
    const spec = { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] };
    expect(said(makePod('p', { spec }))).toBe('0/3 nodes are available: persistentvolumeclaim "data" not found.');
  });
});
