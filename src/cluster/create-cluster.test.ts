import { describe, expect, it } from 'vitest';
import { isPodReady } from '../api/pod-conditions.ts';
import { daemonSets, events, nodes, pods } from '../api/resources.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { type Cluster, createCluster } from './create-cluster.ts';

const admin = { name: 'kubernetes-admin', groups: ['system:masters'] };
const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
const fresh = (bare = true) => createCluster({ seed: 7, startAt, nodes: defaultNodes(3), bare });
const labels = { app: 'agent' };

function apply(cluster: Cluster, image: string): void {
  cluster.apiserver.client(admin).create(daemonSets, 'default', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image }] } },
    },
  } as never);
}

const pass = (cluster: Cluster, seconds: number) =>
  cluster.world.clock.advanceTo(cluster.world.clock.now() + seconds * 1000);

const dump = (cluster: Cluster) => {
  const client = cluster.apiserver.client(admin);
  return JSON.stringify([nodes, pods, daemonSets, events].map((resource) => client.list(resource as typeof pods)));
};

describe('createCluster', () => {
  it('is up when it is handed over', () => {
    const cluster = fresh();
    const client = cluster.apiserver.client(admin);
    expect(cluster.world.clock.now()).toBe(startAt);
    const ready = client
      .list(nodes)
      .map(({ metadata, spec, status }) => [
        metadata.name,
        status.conditions?.find(({ type }) => type === 'Ready')?.status,
        spec.taints?.map(({ key }) => key) ?? [],
        spec.podCIDR,
      ]);
    expect(ready).toEqual([
      ['controlplane', 'True', ['node-role.kubernetes.io/control-plane'], '10.244.0.0/24'],
      ['node01', 'True', [], '10.244.1.0/24'],
      ['node02', 'True', [], '10.244.2.0/24'],
      ['node03', 'True', [], '10.244.3.0/24'],
    ]);
  });

  it('runs the pods of kube-system', () => {
    const client = fresh(false).apiserver.client(admin);
    const all = client.list(pods);
    const apps = all.map(({ metadata: { labels } }) => labels?.['k8s-app'] ?? labels?.component);
    const dns = apps.filter((app) => app === 'kube-dns');
    expect(apps.sort()).toEqual([
      'etcd',
      ...Array(4).fill('flannel'),
      'kube-apiserver',
      'kube-controller-manager',
      ...dns,
      ...Array(4).fill('kube-proxy'),
      'kube-scheduler',
    ]);
    expect(all.every(isPodReady)).toBe(true);
  });

  it('brings a DaemonSet up and takes it away', () => {
    const cluster = fresh();
    const client = cluster.apiserver.client(admin);
    apply(cluster, 'nginx:1.25');
    pass(cluster, 20);
    expect(client.list(pods).map((pod) => [pod.spec.nodeName, isPodReady(pod), pod.status.podIP])).toHaveLength(3);
    expect(client.list(pods).every(isPodReady)).toBe(true);
    expect(client.get(daemonSets, 'default', 'agent')?.status.numberReady).toBe(3);
    client.delete(daemonSets, 'default', 'agent', { propagationPolicy: 'Background' });
    pass(cluster, 40);
    expect(client.list(pods)).toEqual([]);
  });

  it.each([
    ['while pods start', 'nginx:1.25', 1],
    ['in a crash loop', 'calico/node:v3.27.0', 50],
    ['with an image that is not there', 'nginx:nosuch', 20],
  ])('forks into an equal future %s', (_when, image, seconds) => {
    const original = fresh(false);
    apply(original, image);
    pass(original, seconds);
    const fork = original.fork();
    pass(original, 130);
    pass(fork, 130);
    expect(dump(fork)).toBe(dump(original));
    expect(fork.world.clock.snapshot().waiting.length).toBe(original.world.clock.snapshot().waiting.length);
  });

  it('shows a stopped kubelet as NotReady and brings it back', () => {
    const cluster = fresh();
    const client = cluster.apiserver.client(admin);
    const ready = () => client.get(nodes, undefined, 'node02')?.status.conditions?.find(({ type }) => type === 'Ready');
    cluster.setKubeletRunning('node02', false);
    pass(cluster, 60);
    expect(ready()?.status).toBe('Unknown');
    cluster.setKubeletRunning('node02', true);
    pass(cluster, 20);
    expect(ready()?.status).toBe('True');
  });

  it('tells a view what changed', () => {
    const cluster = fresh();
    const first = cluster.view.changes();
    expect(first.nodes.map(({ name, roles, ready, taints }) => [name, roles, ready, taints])[0]).toEqual([
      'controlplane',
      ['control-plane'],
      'True',
      ['node-role.kubernetes.io/control-plane:NoSchedule'],
    ]);
    pass(cluster, 600);
    expect(cluster.view.changes().nodes).toEqual([]);
    apply(cluster, 'nginx:1.25');
    pass(cluster, 20);
    const frame = cluster.view.changes();
    expect(frame.pods.map(({ state, status, ready, controller }) => [state, status, ready, controller])).toEqual(
      Array(3).fill(['ready', 'Running', '1/1', 'DaemonSet/agent']),
    );
    expect(frame.nodes.map(({ name, requested }) => [name, requested.pods])).toEqual(
      expect.arrayContaining([['node01', 1]]),
    );
    expect(cluster.view.changes()).toMatchObject({ nodes: [], pods: [], removedPods: [], removedNodes: [] });
  });
});
