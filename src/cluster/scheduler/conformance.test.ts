import { describe, expect, it } from 'vitest';
import {
  events,
  nodes,
  podDisruptionBudgets,
  pods,
  priorityClasses,
  replicaSets,
  runtimeClasses,
} from '../../api/resources.ts';
import type { TopologySpreadConstraint } from '../../api/types/affinity.ts';
import type { Pod } from '../../api/types/pod.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { createCluster } from '../create-cluster.ts';

const FOO = 'scheduling.k8s.io/foo';

/** A cluster as the end-to-end tests find it, with their ways to act on it. */
function startCluster(workers = 2) {
  const cluster = createCluster({
    seed: 3,
    startAt: Date.UTC(2026, 0, 5, 9),
    nodes: defaultNodes(workers),
    bare: true,
  });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const workerNames = client
    .list(nodes)
    .filter(({ spec }) => !spec.taints?.length)
    .map(({ metadata }) => metadata.name);
  const pass = (seconds: number) => cluster.world.clock.advanceTo(cluster.world.clock.now() + seconds * 1000);
  const priorityClass = (name: string, value: number) =>
    client.create(priorityClasses, undefined, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
    });
  /** As e2e's patchNode: a strategic patch of the status that names the capacity only. */
  const capacity = (node: string, resource: string, amount: string) =>
    client.patch(nodes, undefined, node, 'strategic', { status: { capacity: { [resource]: amount } } }, 'status');
  const run = (name: string, spec: Partial<Pod['spec']>, requests = {}, labels: Record<string, string> = {}) =>
    client.create(pods, 'default', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels },
      spec: {
        containers: [{ name, image: 'registry.k8s.io/pause:3.10', resources: { requests, limits: requests } }],
        terminationGracePeriodSeconds: 0,
        ...spec,
      },
    });
  const pod = (name: string) => client.get(pods, 'default', name);
  const failed = (name: string) =>
    client
      .list(events)
      .filter(({ reason, involvedObject }) => reason === 'FailedScheduling' && involvedObject.name === name)
      .map(({ message }) => message);
  return { cluster, client, workerNames, pass, priorityClass, capacity, run, pod, failed };
}

const onNode = (name: string): Partial<Pod['spec']> => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] }],
      },
    },
  },
});

describe('[sig-scheduling] SchedulerPredicates', () => {
  it('validates resource limits of pods that are allowed to run', () => {
    const { client, workerNames, pass, run, pod, failed } = startCluster();
    for (const name of workerNames) {
      client.patch(nodes, undefined, name, 'strategic', { metadata: { labels: { node: name } } });
      const nodeSelectorTerms = [{ matchExpressions: [{ key: 'node', operator: 'In' as const, values: [name] }] }];
      const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
      run(`filler-${name}`, { affinity: { nodeAffinity: required } }, { cpu: '2800m' });
    }
    pass(10);
    for (const name of workerNames) expect(pod(`filler-${name}`)?.spec.nodeName).toBe(name);
    run('additional-pod', {}, { cpu: '2' });
    pass(10);
    expect(pod('additional-pod')?.spec.nodeName).toBeUndefined();
    expect(failed('additional-pod')).toHaveLength(1);
    expect(pod('additional-pod')?.status.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: failed('additional-pod')[0] },
    ]);
  });

  it('validates that NodeSelector is respected', () => {
    const { client, workerNames, pass, run, pod, failed } = startCluster();
    run('restricted-pod', { nodeSelector: { label: 'nonempty' } });
    pass(5);
    expect(pod('restricted-pod')?.spec.nodeName).toBeUndefined();
    expect(failed('restricted-pod')[0]).toContain("2 node(s) didn't match Pod's node affinity/selector");
    client.patch(nodes, undefined, workerNames[1]!, 'strategic', { metadata: { labels: { label: 'nonempty' } } });
    pass(15);
    expect(pod('restricted-pod')?.spec.nodeName).toBe(workerNames[1]);
  });

  it('validates pod overhead is considered along with resource limits of pods that are allowed to run', () => {
    const { client, workerNames, pass, capacity, run, pod } = startCluster();
    const fake = 'example.com/beardsecond';
    capacity(workerNames[0]!, fake, '1000');
    client.create(runtimeClasses, undefined, {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'test-handler' },
      handler: 'test-handler',
      overhead: { podFixed: { [fake]: '250' } },
    });
    pass(15);
    run('filler-pod', {}, { [fake]: '700' });
    pass(10);
    expect(pod('filler-pod')?.spec.nodeName).toBe(workerNames[0]);
    run('additional-pod', { runtimeClassName: 'test-handler', overhead: { [fake]: '250' } }, { [fake]: '200' });
    pass(10);
    expect(pod('additional-pod')?.spec.nodeName).toBeUndefined();
  });
});

describe('[sig-scheduling] SchedulerPreemption', () => {
  function withPriorities() {
    const started = startCluster();
    started.priorityClass('low', 1);
    started.priorityClass('medium', 100);
    started.priorityClass('high', 1000);
    return started;
  }

  /** One pod that takes 2 of 3 on every node, the first one of low priority. */
  function occupy({ workerNames, capacity, pass, run, pod }: ReturnType<typeof withPriorities>): void {
    for (const [i, name] of workerNames.entries()) {
      capacity(name, FOO, '3');
      run(`pod${i}`, { ...onNode(name), priorityClassName: i === 0 ? 'low' : 'medium' }, { [FOO]: '2' });
    }
    pass(30);
    for (const i of workerNames.keys()) expect(pod(`pod${i}`)?.status.phase).toBe('Running');
  }

  it('validates basic preemption works', () => {
    const started = withPriorities();
    occupy(started);
    const { client, pass, pod, run, workerNames } = started;
    const preemptor = run('preemptor-pod', { priorityClassName: 'high' }, { [FOO]: '2' });
    pass(15);
    expect(pod('preemptor-pod')?.status.phase).toBe('Running');
    expect(pod('preemptor-pod')?.spec.nodeName).toBe(workerNames[0]);
    expect(pod('pod0')).toBeUndefined();
    expect(pod('pod1')?.metadata.deletionTimestamp).toBeUndefined();
    const preempted = client.list(events).filter(({ reason }) => reason === 'Preempted');
    expect(preempted.map(({ message, involvedObject }) => [involvedObject.name, message])).toEqual([
      ['pod0', `Preempted by pod ${preemptor.metadata.uid} on node ${workerNames[0]}`],
    ]);
  });

  it('validates lower priority pod preemption by critical pod', () => {
    const started = withPriorities();
    occupy(started);
    const { client, pass, pod } = started;
    client.create(pods, 'kube-system', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'critical-pod' },
      spec: {
        priorityClassName: 'system-cluster-critical',
        containers: [
          {
            name: 'c',
            image: 'registry.k8s.io/pause:3.10',
            resources: { requests: { [FOO]: '2' }, limits: { [FOO]: '2' } },
          },
        ],
      },
    });
    pass(15);
    expect(client.get(pods, 'kube-system', 'critical-pod')?.status.phase).toBe('Running');
    expect([pod('pod0'), pod('pod1')?.metadata.deletionTimestamp]).toEqual([undefined, undefined]);
  });

  it('validates pod disruption condition is added to the preempted pod', () => {
    const { client, workerNames, pass, capacity, run, pod } = withPriorities();
    capacity(workerNames[0]!, FOO, '1');
    pass(15);
    const victim = run('victim-pod', { priorityClassName: 'low' }, { [FOO]: '1' });
    client.patch(pods, 'default', 'victim-pod', 'merge', { metadata: { finalizers: ['example.com/test-finalizer'] } });
    pass(10);
    expect(pod('victim-pod')?.status.phase).toBe('Running');
    run('preemptor-pod', { priorityClassName: 'high' }, { [FOO]: '1' });
    pass(15);
    expect(pod('victim-pod')?.metadata).toMatchObject({ uid: victim.metadata.uid });
    expect(pod('victim-pod')?.metadata.deletionTimestamp).toBeDefined();
    expect(pod('victim-pod')?.status.conditions).toContainEqual(
      expect.objectContaining({
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'PreemptionByScheduler',
        message: 'default-scheduler: preempting to accommodate a higher priority pod',
      }),
    );
  });

  it('validates proper pods are preempted, where the spread has to be kept', () => {
    const { client, workerNames, pass, capacity, run, pod } = withPriorities();
    const key = 'kubernetes.io/e2e-pts-preemption';
    const fake = 'example.com/fakePTSRes';
    for (const name of workerNames) {
      client.patch(nodes, undefined, name, 'strategic', { metadata: { labels: { [key]: name } } });
      capacity(name, fake, '10');
    }
    pass(15);
    const terms = {
      nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In' as const, values: workerNames }] }],
    };
    const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
    const label = 'e2e-pts-preemption';
    const start = (name: string, priorityClassName: string, amount: string, more: Partial<Pod['spec']> = {}) => {
      run(name, { affinity, priorityClassName, ...more }, { [fake]: amount }, { [label]: '' });
      pass(15);
      expect([name, pod(name)?.status.phase]).toEqual([name, 'Running']);
    };
    start('high', 'high', '9');
    for (const name of ['low-1', 'low-2', 'low-3']) start(name, 'low', '3');
    const spread: TopologySpreadConstraint = {
      maxSkew: 1,
      topologyKey: key,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchExpressions: [{ key: label, operator: 'Exists' }] },
    };
    start('medium', 'medium', '3', { topologySpreadConstraints: [spread] });
    const left = client.list(pods, { namespace: 'default' }).map(({ metadata }) => metadata.name.split('-')[0]);
    expect(left.sort()).toEqual(['high', 'low', 'medium']);
  });

  it('runs ReplicaSets to verify preemption running path', () => {
    const { client, workerNames, pass, priorityClass, capacity, run, pod } = withPriorities();
    const fake = 'example.com/fakecpu';
    const nodeSelector = { 'kubernetes.io/hostname': workerNames[0]! };
    capacity(workerNames[0]!, fake, '1000');
    for (const level of [1, 2, 3, 4]) priorityClass(`p${level}`, level);
    pass(15);
    for (const [i, amount] of ['200', '300', '450'].entries()) {
      const labels = { name: `pod${i + 1}` };
      const requests = { [fake]: amount };
      client.create(replicaSets, 'default', {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: `rs-pod${i + 1}` },
        spec: {
          replicas: 1,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels } as never,
            spec: {
              priorityClassName: `p${i + 1}`,
              nodeSelector,
              containers: [
                { name: 'c', image: 'registry.k8s.io/pause:3.10', resources: { requests, limits: requests } },
              ],
            },
          },
        },
      });
      pass(15);
    }
    const seen = new Set<string>();
    const look = () => {
      for (const { metadata } of client.list(pods)) seen.add(`${metadata.name.slice(0, 7)} ${metadata.uid}`);
    };
    look();
    run('pod4', { priorityClassName: 'p4', nodeSelector }, { [fake]: '500' });
    for (let second = 0; second < 60; second++) {
      pass(1);
      look();
    }
    expect(pod('pod4')?.spec.nodeName).toBe(workerNames[0]);
    const counts = ['rs-pod1', 'rs-pod2', 'rs-pod3'].map(
      (name) => [...seen].filter((one) => one.startsWith(name)).length,
    );
    expect(counts).toEqual([2, 2, 1]);
  });

  it('verifies PriorityClass endpoints can be operated with different HTTP methods', () => {
    const { client, priorityClass } = withPriorities();
    const p1 = priorityClass('p1', 1);
    expect(() => client.patch(priorityClasses, undefined, 'p1', 'strategic', { value: 10 })).toThrow(
      /value.*immutable|may not be changed/i,
    );
    expect(() => client.update(priorityClasses, { ...p1, value: 10 })).toThrow(/value.*immutable|may not be changed/i);
    client.patch(priorityClasses, undefined, 'p1', 'strategic', { description: 'updated description' });
    expect(client.get(priorityClasses, undefined, 'p1')).toMatchObject({
      value: 1,
      description: 'updated description',
    });
  });

  it('spares what a budget protects, and says what stands in the way', () => {
    const { client, workerNames, pass, capacity, run, pod } = withPriorities();
    for (const name of workerNames) {
      capacity(name, FOO, '1');
      run(`on-${name}`, { ...onNode(name), priorityClassName: 'low' }, { [FOO]: '1' }, { app: name });
    }
    client.create(podDisruptionBudgets, 'default', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'guard' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: workerNames[0]! } } },
    });
    pass(30);
    run('vip', { priorityClassName: 'high' }, { [FOO]: '1' });
    pass(15);
    expect(pod('vip')?.spec.nodeName).toBe(workerNames[1]);
    expect(pod(`on-${workerNames[0]}`)).toBeDefined();
  });

  it('promises the node while victims end, and takes the promise back for a pod of higher priority', () => {
    const { workerNames, pass, capacity, run, pod, failed } = withPriorities();
    const [node] = workerNames;
    capacity(node!, FOO, '1');
    pass(15);
    const slow = {
      name: 'c',
      image: 'registry.k8s.io/pause:3.10',
      resources: { requests: { [FOO]: '1' }, limits: { [FOO]: '1' } },
      lifecycle: { preStop: { sleep: { seconds: 20 } } },
    };
    run('victim', { priorityClassName: 'low', terminationGracePeriodSeconds: 60, containers: [slow] });
    pass(10);
    run('first', { priorityClassName: 'medium' }, { [FOO]: '1' });
    pass(3);
    expect(pod('first')?.status.nominatedNodeName).toBe(node);
    expect(failed('first')).toEqual([
      '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient scheduling.k8s.io/foo.',
    ]);
    expect(pod('first')?.status.conditions?.[0]).toMatchObject({
      reason: 'Unschedulable',
      message: failed('first')[0],
    });
    run('second', { priorityClassName: 'high' }, { [FOO]: '1' });
    pass(3);
    expect([pod('first')?.status.nominatedNodeName, pod('second')?.status.nominatedNodeName]).toEqual([
      undefined,
      node,
    ]);
    pass(30);
    expect([pod('victim'), pod('first')?.spec.nodeName, pod('second')?.spec.nodeName]).toEqual([
      undefined,
      undefined,
      node,
    ]);
  });
});
