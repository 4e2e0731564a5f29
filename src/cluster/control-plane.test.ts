import { describe, expect, it } from 'vitest';
import { isPodReady } from '../api/pod-conditions.ts';
import { daemonSets, leases, nodes as nodeResource, pods } from '../api/resources.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { createCluster } from './create-cluster.ts';
import { controlPlanePods } from './kubeadm/control-plane-pods.ts';

const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
const nodes = defaultNodes(1);

function open() {
  const cluster = createCluster({ seed: 7, startAt, nodes, bare: false });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const { kubelets, world } = cluster;
  return {
    cluster,
    client,
    kubelets,
    after: (seconds: number) => world.clock.advanceTo(world.clock.now() + seconds * 1000),
    static: (component: string) => client.get(pods, 'kube-system', `${component}-controlplane`),
    manifest: (file: string) => controlPlanePods(nodes[0]!)[file]!,
    holder: (name: string) => client.get(leases, 'kube-system', name)?.spec.holderIdentity,
    create: (name: string) =>
      client.create(pods, 'default', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      } as never),
    node: (name: string) => client.get(pods, 'default', name)?.spec.nodeName,
  };
}

describe('the control plane', () => {
  it('shows its static pods as mirrors that cannot be kept deleted', () => {
    const test = open();
    const before = test.static('kube-scheduler')!;
    expect(before.metadata.ownerReferences).toMatchObject([{ kind: 'Node', name: 'controlplane', controller: true }]);
    expect(Object.keys(before.metadata.annotations ?? {}).sort()).toEqual(
      ['config.hash', 'config.mirror', 'config.seen', 'config.source'].map((name) => `kubernetes.io/${name}`),
    );
    test.client.delete(pods, 'kube-system', before.metadata.name);
    test.after(1);
    const after = test.static('kube-scheduler')!;
    expect(after.metadata.uid).not.toBe(before.metadata.uid);
    expect(after.status.containerStatuses).toEqual(before.status.containerStatuses);
    expect(isPodReady(after)).toBe(true);
  });

  it('schedules nothing while the manifest of the scheduler is away', () => {
    const test = open();
    expect(test.holder('kube-scheduler')).toMatch(/^controlplane_/);
    expect(test.kubelets.removeManifest('controlplane', 'kube-scheduler.yaml')).toBeUndefined();
    test.after(5);
    expect(test.static('kube-scheduler')).toBeUndefined();
    expect(test.holder('kube-scheduler')).toBe('');
    test.create('waits');
    test.after(60);
    expect(test.node('waits')).toBeUndefined();
    test.kubelets.writeManifest('controlplane', 'kube-scheduler.yaml', test.manifest('kube-scheduler.yaml'));
    test.after(10);
    expect(test.node('waits')).toBe('node01');
  });

  it('controls nothing while the controller manager cannot start, and waits for the old lease', () => {
    const test = open();
    const manifest = test.manifest('kube-controller-manager.yaml');
    const [container] = manifest.spec.containers;
    const broken = { ...container!, image: 'registry.k8s.io/kube-controller-manager:v9.9.9' };
    test.kubelets.writeManifest('controlplane', 'kube-controller-manager.yaml', {
      ...manifest,
      spec: { ...manifest.spec, containers: [broken] },
    });
    test.after(10);
    test.client.delete(daemonSets, 'kube-system', 'kube-proxy', { propagationPolicy: 'Background' });
    test.after(60);
    expect(test.client.list(pods).filter(({ metadata }) => metadata.name.startsWith('kube-proxy'))).toHaveLength(2);
    test.kubelets.writeManifest('controlplane', 'kube-controller-manager.yaml', manifest);
    test.after(60);
    expect(test.client.list(pods).filter(({ metadata }) => metadata.name.startsWith('kube-proxy'))).toHaveLength(0);
  });

  it('says what it does not simulate', () => {
    const { kubelets, manifest } = open();
    const etcd = manifest('etcd.yaml');
    const [container] = etcd.spec.containers;
    const command = container!.command!.map((word) => word.replace('/var/lib/etcd', '/var/lib/other'));
    const other = { ...etcd, spec: { ...etcd.spec, containers: [{ ...container!, command }] } };
    expect(kubelets.writeManifest('controlplane', 'etcd.yaml', other)).toMatch(/^not simulated in Drydock: /);
    expect(kubelets.manifests('controlplane').get('etcd.yaml')?.spec.containers).toEqual(etcd.spec.containers);
  });

  it.each(['etcd.yaml', 'kube-apiserver.yaml'])('does nothing without %s, and goes on with it', (file) => {
    const test = open();
    const ready = () =>
      test.client
        .get(nodeResource, undefined, 'node01')!
        .status.conditions!.filter(({ type }) => type === 'Ready')
        .map(({ status, lastTransitionTime }) => ({ status, lastTransitionTime }));
    const before = ready();
    test.kubelets.removeManifest('controlplane', file);
    test.after(60);
    expect(test.cluster.answers()).toBe(false);
    expect(test.node('waits')).toBeUndefined();
    const renewed = test.client.get(leases, 'kube-node-lease', 'node01')!.spec!.renewTime;
    test.after(60);
    expect(test.client.get(leases, 'kube-node-lease', 'node01')!.spec!.renewTime).toBe(renewed);
    const fork = test.cluster.fork();
    expect(fork.answers()).toBe(false);
    test.create('waits');
    test.kubelets.writeManifest('controlplane', file, test.manifest(file));
    test.after(60);
    expect(test.cluster.answers()).toBe(true);
    expect(test.node('waits')).toBe('node01');
    // Nobody took the nodes for lost meanwhile.
    expect(ready()).toEqual(before);
  });

  it('goes on in a fork', () => {
    const test = open();
    const fork = test.cluster.fork();
    fork.kubelets.removeManifest('controlplane', 'kube-scheduler.yaml');
    fork.world.clock.advanceTo(startAt + 60_000);
    test.after(60);
    test.create('here');
    test.after(5);
    expect(test.node('here')).toBe('node01');
    expect(fork.scheduler.view.nodes.size).toBe(2);
  });
});
