import { describe, expect, it } from 'vitest';
import { persistentVolumeClaims, persistentVolumes, pods } from '../../../api/resources.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';
import { ADMIN } from '../../random-admin-for-test.ts';

describe('what is in use', () => {
  it('stays until it is not: a claim for its pod, a volume for its claim', () => {
    const { world, apiserver } = createCluster({ seed: 1, startAt: 0, nodes: defaultNodes(2), bare: true });
    const client = apiserver.client(ADMIN);
    const pass = (ms: number) => world.clock.advanceTo(world.clock.now() + ms);
    pass(30_000);
    const asked = { accessModes: ['ReadWriteOnce'], storageClassName: 'm' };
    client.create(persistentVolumes, undefined, {
      metadata: { name: 'v' },
      spec: { ...asked, capacity: { storage: '1Gi' }, hostPath: { path: '/v' } },
    } as never);
    client.create(persistentVolumeClaims, 'default', {
      metadata: { name: 'c' },
      spec: { ...asked, resources: { requests: { storage: '1Gi' } } },
    } as never);
    client.create(pods, 'default', {
      metadata: { name: 'p' },
      spec: {
        containers: [{ name: 'c', image: 'nginx:1.27', volumeMounts: [{ name: 'd', mountPath: '/d' }] }],
        volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'c' } }],
      },
    } as never);
    pass(30_000);
    const volume = () => client.get(persistentVolumes, undefined, 'v');
    const claim = () => client.get(persistentVolumeClaims, 'default', 'c');
    expect([volume()?.status.phase, claim()?.status.phase]).toEqual(['Bound', 'Bound']);
    expect(client.get(pods, 'default', 'p')?.spec.nodeName).toBeDefined();
    client.delete(persistentVolumes, undefined, 'v');
    client.delete(persistentVolumeClaims, 'default', 'c');
    pass(30_000);
    expect(volume()?.metadata.deletionTimestamp).toBeDefined();
    expect(claim()?.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    client.delete(pods, 'default', 'p', { gracePeriodSeconds: 0 });
    pass(30_000);
    expect([claim(), volume()]).toEqual([undefined, undefined]);
  });
});
