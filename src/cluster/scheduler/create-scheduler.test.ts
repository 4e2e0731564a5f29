import { describe, expect, it } from 'vitest';
import {
  events,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  priorityClasses,
  storageClasses,
} from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { type Cluster, createCluster } from '../create-cluster.ts';
import type { SchedulerConfiguration } from './scheduler-configuration.ts';
import { defaultConfiguration } from './scheduler-configuration.ts';

function handle(cluster: Cluster) {
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  return {
    cluster,
    client,
    pass: (seconds: number) => cluster.world.clock.advanceTo(cluster.world.clock.now() + seconds * 1000),
    run: (name: string, spec: Partial<Pod['spec']> = {}, requests = {}, labels: Record<string, string> = {}) =>
      client.create(pods, 'default', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, labels },
        spec: {
          containers: [{ name: 'c', image: 'registry.k8s.io/pause:3.10', resources: { requests } }],
          terminationGracePeriodSeconds: 0,
          ...spec,
        },
      }),
    pod: (name: string) => client.get(pods, 'default', name),
    node: (name: string) => client.get(pods, 'default', name)?.spec.nodeName,
    condition: (name: string) =>
      client.get(pods, 'default', name)?.status.conditions?.find(({ type }) => type === 'PodScheduled'),
    /** How often scheduling of the pod failed. */
    failures: (name: string) =>
      client
        .list(events)
        .filter(({ reason, involvedObject }) => reason === 'FailedScheduling' && involvedObject.name === name)
        .reduce((sum, { count }) => sum + (count ?? 1), 0),
    label: (node: string, labels: Record<string, string | null>) =>
      client.patch(nodes, undefined, node, 'merge', { metadata: { labels } }),
  };
}

const start = (workers = 2, scheduler?: SchedulerConfiguration) =>
  handle(
    createCluster({
      seed: 5,
      startAt: Date.UTC(2026, 0, 5, 9),
      nodes: defaultNodes(workers),
      bare: true,
      ...(scheduler === undefined ? {} : { scheduler }),
    }),
  );

describe('gates', () => {
  it('keep a pod waiting untouched until the last is gone', () => {
    const { client, pass, run, node, condition, failures } = start();
    run('p', { schedulingGates: [{ name: 'a' }, { name: 'b' }] });
    pass(400);
    expect([node('p'), failures('p')]).toEqual([undefined, 0]);
    expect(condition('p')).toMatchObject({ status: 'False', reason: 'SchedulingGated' });
    client.patch(pods, 'default', 'p', 'json', [{ op: 'remove', path: '/spec/schedulingGates/0' }]);
    pass(5);
    expect(node('p')).toBeUndefined();
    client.patch(pods, 'default', 'p', 'json', [{ op: 'remove', path: '/spec/schedulingGates' }]);
    pass(5);
    expect(node('p')).toBeDefined();
    expect(condition('p')?.status).toBe('True');
  });
});

describe('a waiting pod', () => {
  it('is tried again when a change may help, and only then', () => {
    const { pass, run, node, failures, label } = start();
    run('p', { nodeSelector: { disk: 'ssd' } });
    pass(5);
    expect(failures('p')).toBe(1);
    label('node01', { other: 'x' });
    pass(30);
    run('q');
    pass(30);
    expect(failures('p')).toBe(1);
    label('node02', { disk: 'hdd' });
    pass(30);
    expect(failures('p')).toBe(1);
    label('node02', { disk: 'ssd' });
    pass(1);
    expect(node('p')).toBe('node02');
  });

  it('is tried again after five minutes anyway', () => {
    const { pass, run, failures } = start();
    run('p', { nodeSelector: { disk: 'ssd' } });
    pass(300);
    expect(failures('p')).toBe(1);
    pass(60);
    expect(failures('p')).toBe(2);
  });

  it('is tried again when it gets a toleration that it lacked', () => {
    const { client, pass, run, node } = start();
    run('p', { nodeSelector: { 'kubernetes.io/hostname': 'controlplane' } });
    pass(5);
    expect(node('p')).toBeUndefined();
    const tolerations = [...client.get(pods, 'default', 'p')!.spec.tolerations!, { operator: 'Exists' }];
    client.patch(pods, 'default', 'p', 'merge', { spec: { tolerations } });
    pass(1);
    expect(node('p')).toBe('controlplane');
  });

  it('is tried again when what is in its way goes', () => {
    const { client, pass, run, node } = start(1);
    run('big', {}, { cpu: '3' });
    pass(5);
    run('p', {}, { cpu: '2' });
    pass(5);
    expect(node('p')).toBeUndefined();
    client.delete(pods, 'default', 'big');
    pass(5);
    expect(node('p')).toBe('node01');
  });

  it('is tried again when the pod comes that it wants to be near', () => {
    const { pass, run, node } = start();
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'db' } } };
    run('p', { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } });
    pass(5);
    expect(node('p')).toBeUndefined();
    run('db', {}, {}, { app: 'db' });
    pass(5);
    expect(node('p')).toBe(node('db'));
  });

  it('keeps away from pods with the same values of matchLabelKeys only', () => {
    const { client, pass, run, node } = start(1);
    const term = {
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: { matchLabels: { app: 'x' } },
      matchLabelKeys: ['revision'],
    };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    run('old', { affinity }, {}, { app: 'x', revision: '1' });
    pass(5);
    run('new', { affinity }, {}, { app: 'x', revision: '2' });
    run('newer', { affinity }, {}, { app: 'x', revision: '2' });
    pass(5);
    expect([node('new'), node('newer')]).toEqual(['node01', undefined]);
    const required = client.get(pods, 'default', 'new')?.spec.affinity?.podAntiAffinity;
    expect(required?.requiredDuringSchedulingIgnoredDuringExecution?.[0]?.labelSelector).toEqual({
      matchLabels: { app: 'x' },
      matchExpressions: [{ key: 'revision', operator: 'In', values: ['2'] }],
    });
  });

  it('goes before others of lower priority', () => {
    const { client, pass, run, node, label } = start(1);
    for (const [name, value] of [
      ['low', 1],
      ['high', 1000],
    ] as const) {
      client.create(priorityClasses, undefined, {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        value,
        preemptionPolicy: 'Never',
      } as never);
    }
    const nodeSelector = { disk: 'ssd' };
    run('a', { priorityClassName: 'low', nodeSelector }, { cpu: '3' });
    run('b', { priorityClassName: 'high', nodeSelector }, { cpu: '3' });
    pass(5);
    label('node01', { disk: 'ssd' });
    pass(5);
    expect([node('a'), node('b')]).toEqual([undefined, 'node01']);
  });

  it('waits for a node where there is none', () => {
    const { cluster, client, pass, run, node, condition } = start(1);
    for (const name of ['controlplane', 'node01']) {
      cluster.setKubeletRunning(name, false);
      client.delete(nodes, undefined, name);
    }
    pass(5);
    run('p');
    pass(5);
    expect(condition('p')).toMatchObject({ reason: 'Unschedulable', message: 'no nodes available to schedule pods' });
    cluster.setKubeletRunning('node01', true);
    pass(60);
    expect(node('p')).toBe('node01');
  });
});

describe('profiles', () => {
  const packing: SchedulerConfiguration = {
    ...defaultConfiguration,
    profiles: [
      { schedulerName: 'default-scheduler' },
      {
        schedulerName: 'packing',
        plugins: { disabled: ['NodeResourcesBalancedAllocation', 'PodTopologySpread', 'DefaultPreemption'] },
        pluginConfig: {
          NodeResourcesFit: {
            scoringStrategy: {
              type: 'MostAllocated',
              resources: [
                { name: 'cpu', weight: 1 },
                { name: 'memory', weight: 1 },
              ],
            },
          },
        },
      },
    ],
  };

  it('a pod of an unknown scheduler stays untouched', () => {
    const { pass, run, pod, failures } = start();
    run('p', { schedulerName: 'nobody' });
    pass(60);
    expect([pod('p')?.spec.nodeName, pod('p')?.status.conditions, failures('p')]).toEqual([undefined, undefined, 0]);
  });

  it('each schedules in its own way, and signs its events', () => {
    const { client, pass, run, node } = start(3, packing);
    for (const i of [1, 2, 3]) {
      run(`spread${i}`, {}, { cpu: '500m', memory: '64Mi' });
      pass(2);
    }
    expect(new Set([1, 2, 3].map((i) => node(`spread${i}`))).size).toBe(3);
    for (const i of [1, 2, 3]) {
      run(`packed${i}`, { schedulerName: 'packing' }, { cpu: '500m', memory: '64Mi' });
      pass(2);
    }
    expect(new Set([1, 2, 3].map((i) => node(`packed${i}`))).size).toBe(1);
    const scheduled = client.list(events).filter(({ reason }) => reason === 'Scheduled');
    expect(new Set(scheduled.map(({ source }) => source?.component))).toEqual(
      new Set(['default-scheduler', 'packing']),
    );
    expect(scheduled.at(-1)?.message).toMatch(/^Successfully assigned default\/\S+ to node0\d$/);
  });

  it('says nothing of preemption where there is none', () => {
    const { pass, run, condition } = start(1, packing);
    run('p', { schedulerName: 'packing' }, { cpu: '100' });
    pass(5);
    expect(condition('p')?.message).toBe(
      '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }.',
    );
  });
});

describe('volumes', () => {
  it('binds the volume of the node that it chose, and the pod then', () => {
    const { client, pass, run, node, failures } = start();
    client.create(storageClasses, undefined, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local' },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    client.create(persistentVolumeClaims, 'default', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { storageClassName: 'local', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    } as never);
    run('p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
    pass(30);
    expect([node('p'), failures('p')]).toEqual([undefined, 1]);
    const said = client.list(events).filter(({ involvedObject }) => involvedObject.name === 'data');
    expect(said.map(({ reason, message }) => [reason, message])).toContainEqual([
      'WaitForPodScheduled',
      'waiting for pod p to be scheduled',
    ]);
    const nodeSelectorTerms = [
      { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node02'] }] },
    ];
    client.create(persistentVolumes, undefined, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'local',
        local: { path: '/mnt' },
        nodeAffinity: { required: { nodeSelectorTerms } },
      },
    } as never);
    pass(30);
    expect(node('p')).toBe('node02');
    expect(client.get(persistentVolumeClaims, 'default', 'data')).toMatchObject({
      spec: { volumeName: 'disk' },
      status: { phase: 'Bound' },
    });
    expect(client.get(persistentVolumes, undefined, 'disk')?.status.phase).toBe('Bound');
  });

  it('waits for the claim of an ephemeral volume, which comes and goes with the pod', () => {
    const { client, pass, run, node } = start();
    client.create(persistentVolumes, undefined, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/mnt' } },
    } as never);
    const spec = { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Gi' } } };
    run('p', {
      volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } } as never, spec } } }],
    });
    pass(30);
    expect(client.get(persistentVolumeClaims, 'default', 'p-v')).toMatchObject({
      metadata: { labels: { a: 'b' }, ownerReferences: [{ kind: 'Pod', name: 'p', controller: true }] },
      status: { phase: 'Bound' },
    });
    expect(node('p')).toBeDefined();
    client.delete(pods, 'default', 'p');
    pass(30);
    expect(client.get(persistentVolumeClaims, 'default', 'p-v')).toBeUndefined();
  });
});

it('goes on in a fork as in the cluster itself', () => {
  const one = start(4);
  const spread = {
    topologyKey: 'kubernetes.io/hostname',
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule' as const,
    labelSelector: { matchLabels: { app: 'x' } },
  };
  const more = (to: ReturnType<typeof handle>, from: number) => {
    for (let i = from; i < from + 6; i++)
      to.run(`p${i}`, { topologySpreadConstraints: [spread] }, { cpu: '1' }, { app: 'x' });
  };
  more(one, 0);
  one.run('waits', { nodeSelector: { disk: 'ssd' } });
  one.run('gated', { schedulingGates: [{ name: 'a' }] });
  one.pass(1);
  const other = handle(one.cluster.fork());
  const ends = [one, other].map((each) => {
    more(each, 6);
    each.label('node03', { disk: 'ssd' });
    each.pass(400);
    return each.client
      .list(pods)
      .map(({ metadata, spec, status }) => [metadata.name, spec.nodeName, status.conditions]);
  });
  expect(ends[0]).toEqual(ends[1]);
  expect(ends[0]!.find(([name]) => name === 'waits')?.[1]).toBe('node03');
});
