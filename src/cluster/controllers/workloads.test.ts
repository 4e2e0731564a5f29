import { describe, expect, it } from 'vitest';
import {
  deployments,
  events,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  replicaSets,
  replicationControllers,
  services,
  statefulSets,
} from '../../api/resources.ts';
import type { Deployment } from '../../api/types/deployment.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { createCluster } from '../create-cluster.ts';

const template = (image: string, app = 'web') => ({
  metadata: { labels: { app } } as never,
  spec: { containers: [{ name: 'c', image }] },
});

function newCluster() {
  const cluster = createCluster({ seed: 7, startAt: Date.UTC(2026, 0, 5), nodes: defaultNodes(3), bare: true });
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const pass = (seconds: number) => cluster.world.clock.advanceTo(cluster.world.clock.now() + seconds * 1000);
  const deploy = (spec: Partial<Deployment['spec']> = {}) =>
    client.create(deployments, 'default', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: template('nginx:1.25'), ...spec },
    });
  const web = () => client.get(deployments, 'default', 'web')!;
  const change = (body: unknown) => client.patch(deployments, 'default', 'web', 'merge', body);
  const sizes = () => client.list(replicaSets).map(({ spec }) => spec.replicas);
  const messages = (reason: string) =>
    client
      .list(events)
      .filter((event) => event.reason === reason)
      .map(({ message }) => message);
  return { client, pass, deploy, web, change, sizes, messages };
}

describe('Deployments', () => {
  it('roll over, keep their history and go back', () => {
    const { client, pass, deploy, web, change, sizes, messages } = newCluster();
    deploy();
    pass(30);
    expect(web().status).toMatchObject({
      replicas: 3,
      updatedReplicas: 3,
      availableReplicas: 3,
      observedGeneration: 1,
    });
    expect(web().status.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
      ['Available', 'MinimumReplicasAvailable'],
      ['Progressing', 'NewReplicaSetAvailable'],
    ]);
    change({ spec: { template: template('nginx:1.26') } });
    pass(60);
    expect(web().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
    expect(sizes().sort()).toEqual([0, 3]);
    expect(messages('ScalingReplicaSet').map((text) => text?.replace(/web-\w+/, 'web-X'))).toEqual([
      'Scaled up replica set web-X from 0 to 3',
      'Scaled up replica set web-X from 0 to 1',
      'Scaled down replica set web-X from 3 to 2',
      'Scaled up replica set web-X from 1 to 2',
      'Scaled down replica set web-X from 2 to 1',
      'Scaled up replica set web-X from 2 to 3',
      'Scaled down replica set web-X from 1 to 0',
    ]);
    change({ spec: { template: template('nginx:1.25') } });
    pass(60);
    const first = client.list(replicaSets).find(({ spec }) => spec.replicas === 3)!;
    expect(first.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });

  it('never have fewer or more pods than they may', () => {
    const { client, pass, deploy, change } = newCluster();
    deploy({ replicas: 8, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 1 } } });
    pass(30);
    change({ spec: { template: template('nginx:1.26') } });
    for (let second = 0; second < 60; second++) {
      pass(1);
      const active = client.list(pods).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      const ready = active.filter(({ status }) =>
        status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
      );
      expect(active.length).toBeLessThanOrEqual(10);
      expect(ready.length).toBeGreaterThanOrEqual(7);
    }
  });

  it('wait while paused, recreate at once when told, and run out of time', () => {
    const { client, pass, deploy, web, change, sizes } = newCluster();
    deploy({ strategy: { type: 'Recreate' }, progressDeadlineSeconds: 20 });
    pass(30);
    change({ spec: { paused: true, template: template('nginx:1.26') } });
    pass(10);
    expect(sizes()).toEqual([3]);
    change({ spec: { paused: false } });
    for (let tenth = 0; tenth < 100; tenth++) {
      pass(0.1);
      expect(new Set(client.list(pods).map(({ spec }) => spec.containers[0]!.image)).size).toBeLessThan(2);
    }
    pass(60);
    expect(web().status.updatedReplicas).toBe(3);
    change({ spec: { template: template('nginx:no-such-tag') } });
    pass(90);
    const progressing = web().status.conditions?.find(({ type }) => type === 'Progressing');
    expect(progressing).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
  });
});

describe('ReplicationControllers', () => {
  it('adopt what matches and let go of what no longer does', () => {
    const { client, pass } = newCluster();
    client.create(pods, 'default', {
      apiVersion: 'v1',
      kind: 'Pod',
      ...template('nginx:1.25', 'rc'),
      metadata: { name: 'orphan', labels: { app: 'rc' } },
    });
    client.create(replicationControllers, 'default', {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { name: 'rc' },
      spec: { replicas: 2, selector: { app: 'rc' }, template: template('nginx:1.25', 'rc') },
    });
    pass(30);
    expect(client.list(pods)).toHaveLength(2);
    expect(client.get(pods, 'default', 'orphan')?.metadata.ownerReferences?.[0]?.name).toBe('rc');
    client.patch(pods, 'default', 'orphan', 'merge', { metadata: { labels: { app: 'other' } } });
    pass(30);
    expect(client.get(pods, 'default', 'orphan')?.metadata.ownerReferences ?? []).toEqual([]);
    expect(client.list(pods)).toHaveLength(3);
  });
});

describe('StatefulSets', () => {
  it('come up and are updated in their order, down to the partition', () => {
    const { client, pass, messages } = newCluster();
    client.create(statefulSets, 'default', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        replicas: 3,
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: template('nginx:1.25', 'db'),
      },
    });
    pass(60);
    const created = [0, 1, 2].map((i) => `create Pod db-${i} in StatefulSet db successful`);
    expect(messages('SuccessfulCreate')).toEqual(created);
    client.patch(statefulSets, 'default', 'db', 'merge', {
      spec: {
        template: template('nginx:1.26', 'db'),
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      },
    });
    pass(120);
    expect(client.list(pods).map(({ spec }) => spec.containers[0]!.image)).toEqual([
      'nginx:1.25',
      'nginx:1.26',
      'nginx:1.26',
    ]);
    const { status } = client.get(statefulSets, 'default', 'db')!;
    expect(status).toMatchObject({ replicas: 3, readyReplicas: 3, currentReplicas: 1, updatedReplicas: 2 });
    expect(status.currentRevision).not.toBe(status.updateRevision);
  });
});

describe('volumes and services', () => {
  it('bind the smallest volume that fits, and say why not', () => {
    const { client, pass, messages } = newCluster();
    for (const [name, storage] of [
      ['big', '10Gi'],
      ['small', '1Gi'],
    ] as const) {
      client.create(persistentVolumes, undefined, {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name },
        spec: { capacity: { storage }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' } },
      });
    }
    pass(1);
    for (const [name, storage] of [
      ['fits', '500Mi'],
      ['huge', '1Ti'],
    ] as const) {
      client.create(persistentVolumeClaims, 'default', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
      });
    }
    pass(5);
    expect(client.get(persistentVolumeClaims, 'default', 'fits')).toMatchObject({
      spec: { volumeName: 'small' },
      status: { phase: 'Bound', capacity: { storage: '1Gi' } },
    });
    expect(client.get(persistentVolumeClaims, 'default', 'huge')?.status.phase).toBe('Pending');
    expect(messages('FailedBinding')).toEqual([
      'no persistent volumes available for this claim and no storage class is set',
    ]);
    client.delete(persistentVolumeClaims, 'default', 'fits');
    pass(5);
    expect(client.list(persistentVolumes).map(({ status }) => status.phase)).toEqual(['Available', 'Released']);
  });

  it('give services addresses of their own and refuse those that are taken', () => {
    const { client } = newCluster();
    const create = (name: string, spec: object) =>
      client.create(services, 'default', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name },
        spec: { ports: [{ port: 80 }], ...spec },
      });
    const one = create('one', { type: 'NodePort' });
    expect(one.spec.clusterIP).toMatch(/^10\.(9[6-9]|10[0-9]|11[01])\./);
    expect(one.spec.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30000);
    expect(() => create('two', { clusterIP: one.spec.clusterIP })).toThrow('provided IP is already allocated');
    expect(() => create('three', { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] })).toThrow(
      'The range of valid ports is 30000-32767',
    );
  });
});
