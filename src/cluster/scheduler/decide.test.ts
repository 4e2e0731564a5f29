import { describe, expect, it } from 'vitest';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { PodDisruptionBudget } from '../../api/types/policy.ts';
import { decide } from './decide.ts';
import { fitErrorText } from './fit-error.ts';
import { addPod, createNodeInfo, type NodeInfo, podKey } from './node-info.ts';
import { preempt } from './preempt.ts';
import { type SchedulingView, viewOf } from './view.ts';

const meta = (name: string) => ({ name, uid: name, resourceVersion: '1', creationTimestamp: '2026-01-05T09:00:00Z' });

function node(
  name: string,
  spec: Node['spec'] = {},
  allocatable: Record<string, string> = {},
  labels: Record<string, string> = {},
): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { ...meta(name), labels },
    spec,
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110', ...allocatable } },
  } as Node;
}

function pod(name: string, spec: Partial<Pod['spec']> = {}, requests: Record<string, string> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...meta(name), namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'nginx', resources: { requests } }], ...spec },
    status: {},
  } as Pod;
}

const view = (...infos: NodeInfo[]): SchedulingView => viewOf(infos);

const withPods = (one: Node, ...pods: Pod[]): NodeInfo => {
  const info = createNodeInfo(one);
  for (const bound of pods) addPod(info, bound);
  return info;
};

const controlPlane = node('controlplane', {
  taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
});
const pinned = (name: string): Partial<Pod['spec']> => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] }],
      },
    },
  },
});

/** What FailedScheduling says of a pod that fits nowhere. */
function refusal(one: Pod, nodes: SchedulingView): string {
  const decision = decide(one, nodes, () => 0);
  if (!('unfit' in decision)) throw new Error(`placed on ${decision.node}`);
  const preemption = preempt(
    one,
    decision.unfit,
    () => [],
    () => 0,
  );
  return fitErrorText(decision.unfit, 'refusal' in preemption ? preemption.refusal : undefined);
}

describe('FailedScheduling, word for word', () => {
  const three = [node('node01'), node('node02'), node('node03')].map((one) => withPods(one));
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'a daemon pod too big for its node (transcript 11)',
      refusal(pod('hog', pinned('node01'), { cpu: '16', memory: '100Gi' }), view(withPods(controlPlane), ...three)),
      "0/4 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 3 node(s) didn't satisfy plugin(s) [NodeAffinity]. preemption: 0/4 nodes are available: 1 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.",
    ],
    [
      'taint, cordon and selector',
      refusal(
        pod('p', { nodeSelector: { disk: 'ssd' } }),
        view(withPods(controlPlane), withPods(node('node01', { unschedulable: true })), withPods(node('node02'))),
      ),
      "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) were unschedulable. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    ],
    [
      'a host port that is taken',
      refusal(
        pod('p', { containers: [{ name: 'c', image: 'x', ports: [{ containerPort: 80, hostPort: 9100 }] }] }),
        view(
          withPods(
            node('node01'),
            pod('q', { containers: [{ name: 'c', image: 'x', ports: [{ containerPort: 80, hostPort: 9100 }] }] }),
          ),
        ),
      ),
      "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
    ],
    [
      'too many pods',
      refusal(pod('p'), view(withPods(node('node01', {}, { pods: '1' }), pod('q')))),
      '0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    ],
    [
      'a pod that must not preempt',
      refusal(pod('p', { preemptionPolicy: 'Never' }, { cpu: '8' }), view(withPods(node('node01')))),
      '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
    ],
  ];
  for (const [name, said, expected] of cases) it(name, () => expect(said).toBe(expected));
});

describe('preemption', () => {
  const labelled = (one: Pod): Pod => ({ ...one, metadata: { ...one.metadata, labels: { app: 'guarded' } } });
  const small = (name: string, priority: number) => pod(name, { priority }, { cpu: '2' });
  const plan = (incoming: Pod, nodes: SchedulingView, budgets: readonly PodDisruptionBudget[] = []) => {
    const decision = decide(incoming, nodes, () => 0);
    if (!('unfit' in decision)) throw new Error('it fits');
    const found = preempt(
      incoming,
      decision.unfit,
      () => budgets,
      () => 0,
    );
    return 'refusal' in found ? found.refusal : { node: found.node, victims: found.victims.map(podKey) };
  };

  it('evicts no more than needed, the lowest first', () => {
    const nodes = view(withPods(node('node01'), small('low', 1), small('mid', 5)));
    expect(plan(pod('vip', { priority: 100 }, { cpu: '2' }), nodes)).toEqual({
      node: 'node01',
      victims: ['default/low'],
    });
  });

  it('prefers the node whose highest victim matters least', () => {
    const nodes = view(
      withPods(node('node01'), small('a', 50), small('b', 50)),
      withPods(node('node02'), small('c', 10), small('d', 60)),
    );
    expect(plan(pod('vip', { priority: 100 }, { cpu: '2' }), nodes)).toEqual({
      node: 'node02',
      victims: ['default/c'],
    });
  });

  it('spares what a disruption budget protects', () => {
    const nodes = view(
      withPods(node('node01'), labelled(small('a', 1)), labelled(small('b', 1))),
      withPods(node('node02'), small('c', 9), small('d', 9)),
    );
    const budget = {
      metadata: { ...meta('guard'), namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'guarded' } } },
      status: { disruptionsAllowed: 0 },
    } as unknown as PodDisruptionBudget;
    expect(plan(pod('vip', { priority: 100 }, { cpu: '2' }), nodes, [budget])).toMatchObject({ node: 'node02' });
  });

  it('never evicts equals', () => {
    const nodes = view(withPods(node('node01'), small('a', 100), small('b', 100)));
    expect(plan(pod('vip', { priority: 100 }, { cpu: '2' }), nodes)).toMatch(/No preemption victims/);
  });
});

describe('placement', () => {
  it('spreads by what is left', () => {
    const nodes = view(withPods(node('node01'), pod('q', {}, { cpu: '3', memory: '4Gi' })), withPods(node('node02')));
    expect(decide(pod('p', {}, { cpu: '1', memory: '1Gi' }), nodes, () => 0)).toMatchObject({ node: 'node02' });
  });

  it('follows preferred affinity and avoids PreferNoSchedule', () => {
    const preferred = pod('p', {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 80, preference: { matchExpressions: [{ key: 'zone', operator: 'In', values: ['b'] }] } },
          ],
        },
      },
    });
    const nodes = view(
      withPods(node('node01', {}, {}, { zone: 'a' })),
      withPods(node('node02', {}, {}, { zone: 'b' })),
      withPods(node('node03', { taints: [{ key: 'x', effect: 'PreferNoSchedule' }] }, {}, { zone: 'b' })),
    );
    expect(decide(preferred, nodes, () => 0)).toMatchObject({ node: 'node02' });
  });
});
