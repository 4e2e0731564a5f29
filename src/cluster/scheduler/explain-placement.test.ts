import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/types/pod.ts';
import { decide } from './decide.ts';
import { explainPlacement } from './explain-placement.ts';
import { makeNode, makePod, makeView } from './make-for-test.ts';

const size = { cpu: '2', memory: '4Gi' };
const nodes = [
  makeNode('tainted', { allocatable: size, spec: { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] } }),
  makeNode('cordoned', { allocatable: size, spec: { unschedulable: true } }),
  makeNode('full', { allocatable: size, labels: { disk: 'ssd' } }),
  makeNode('good', { allocatable: size, labels: { disk: 'ssd' } }),
];
const big = makePod('big', { node: 'full', requests: [{ cpu: '1500m' }] });
const incoming = (more: object = {}): Pod => {
  const pod = makePod('p', { requests: [{ cpu: '1' }], spec: { nodeSelector: { disk: 'ssd' } } });
  return { ...pod, metadata: { ...pod.metadata, ...more } };
};
const view = makeView(nodes, [big]);

/** Node, first reason, and all refusals with what they looked at. */
function told(pod: Pod) {
  return explainPlacement(pod, view).nodes.map(({ node, rejection, plugins }) => [
    node,
    rejection?.plugin,
    ...plugins
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ plugin, explanation }) => `${plugin}: ${explanation?.looked} (${explanation?.field})`),
  ]);
}

describe('why a pod is not on a node', () => {
  it('says what each plugin looked at, and which field decides', () => {
    expect(told(incoming())).toEqual([
      [
        'tainted',
        'TaintToleration',
        'TaintToleration: taint gpu=yes:NoSchedule (spec.tolerations)',
        'NodeAffinity: no label disk (spec.nodeSelector.disk)',
      ],
      [
        'cordoned',
        'NodeUnschedulable',
        'NodeUnschedulable: spec.unschedulable: true (spec.tolerations)',
        'NodeAffinity: no label disk (spec.nodeSelector.disk)',
      ],
      [
        'full',
        'NodeResourcesFit',
        'NodeResourcesFit: cpu: 1000m asked, 500m free (spec.containers[*].resources.requests)',
      ],
      ['good', undefined],
    ]);
  });

  it('names the field of the workload that owns the pod', () => {
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: 'rs', controller: true }];
    expect(told(incoming({ ownerReferences }))[0]).toContain(
      'TaintToleration: taint gpu=yes:NoSchedule (spec.template.spec.tolerations)',
    );
  });

  it('agrees with the scheduler', () => {
    const decision = decide(incoming(), view, () => 0);
    const fitting = explainPlacement(incoming(), view).nodes.filter(({ rejection }) => rejection === undefined);
    expect([decision]).toMatchObject(fitting.map(({ node }) => ({ node })));
  });

  it('judges a bound pod as if it were not there', () => {
    expect(explainPlacement(big, view).nodes.map(({ node, rejection }) => [node, rejection?.plugin])).toEqual([
      ['tainted', 'TaintToleration'],
      ['cordoned', 'NodeUnschedulable'],
      ['full', undefined],
      ['good', undefined],
    ]);
  });

  it('leaves a bound pod out of its own spread', () => {
    const spread = {
      topologyKey: 'host',
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule' as const,
      labelSelector: { matchLabels: { app: 'x' } },
    };
    const two = ['a', 'b'].map((name) => makeNode(name, { allocatable: size, labels: { host: name } }));
    const pod = makePod('p', { node: 'a', labels: { app: 'x' }, spec: { topologySpreadConstraints: [spread] } });
    const spreadView = makeView(two, [pod]);
    const places = explainPlacement(pod, spreadView).nodes.map(({ rejection }) => rejection?.plugin);
    expect(places).toEqual([undefined, undefined]);
    expect(
      explainPlacement({ ...pod, metadata: { ...pod.metadata, name: 'q' } }, spreadView).nodes.map(
        ({ rejection }) => rejection?.plugin,
      ),
    ).toEqual(['PodTopologySpread', undefined]);
  });

  it('says when no node can help', () => {
    const pod = makePod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } });
    expect(explainPlacement(pod, view).rejection?.reasons).toEqual(['persistentvolumeclaim "c" not found']);
  });
});
