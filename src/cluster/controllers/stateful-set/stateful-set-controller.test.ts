import { describe, expect, it } from 'vitest';
import { events, persistentVolumeClaims, pods, statefulSets } from '../../../api/resources.ts';
import type { StatefulSetSpec } from '../../../api/types/stateful-set.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';
import { REVISION_LABEL } from './set-pod.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const data = [
  {
    metadata: { name: 'data', labels: { kind: 'disk' } },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Gi' } } },
  },
];

function run(spec: Partial<StatefulSetSpec> & { readonly image?: string }) {
  const { image = 'nginx:1.27', ...given } = spec;
  const startAt = Date.UTC(2026, 0, 5, 9);
  const { apiserver, world } = createCluster({ seed: 5, startAt, nodes: defaultNodes(3), bare: true });
  const client = apiserver.client(user);
  client.create(statefulSets, 'default', {
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      serviceName: 'web',
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image }] } },
      ...given,
    },
  } as never);
  const pass = (seconds: number) => world.clock.advanceTo(world.clock.now() + seconds * 1000);
  pass(60);
  const revisionOf = (name: string) => client.get(pods, 'default', name)?.metadata.labels?.[REVISION_LABEL];
  return {
    client,
    pass,
    revisionOf,
    set: () => client.get(statefulSets, 'default', 'web')!,
    names: () => client.list(pods, { namespace: 'default' }).map(({ metadata }) => metadata.name),
    claims: () =>
      client
        .list(persistentVolumeClaims)
        .map(({ metadata }) => `${metadata.name} ${metadata.ownerReferences?.map(({ name }) => name).join() ?? ''}`),
    patch: (body: object) => client.patch(statefulSets, 'default', 'web', 'strategic', { spec: body }),
    said: () =>
      client
        .list(events)
        .filter(({ involvedObject }) => involvedObject.kind === 'StatefulSet')
        .map(({ reason, message }) => `${reason}: ${message}`),
  };
}

const image = (name: string) => ({ template: { spec: { containers: [{ name: 'c', image: name }] } } });

describe('a StatefulSet', () => {
  it('numbers its pods from where it is told', () => {
    const { names, patch, pass } = run({ ordinals: { start: 4 }, replicas: 2 });
    expect(names()).toEqual(['web-4', 'web-5']);
    patch({ ordinals: { start: 5 } });
    pass(120);
    expect(names()).toEqual(['web-5', 'web-6']);
  });

  it('knows no maxUnavailable', () => {
    const rollingUpdate = { partition: 1, maxUnavailable: 2 };
    const { set } = run({ replicas: 0, updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
    expect(set().spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 1 } });
  });

  it('updates only what is above its partition', () => {
    const { patch, pass, revisionOf, set } = run({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
    });
    const old = revisionOf('web-0');
    patch(image('nginx:1.28'));
    pass(120);
    expect([revisionOf('web-0'), revisionOf('web-1')]).toEqual([old, old]);
    expect(revisionOf('web-2')).toBe(set().status.updateRevision);
    expect(set().status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1, currentRevision: old });
    patch({ updateStrategy: { rollingUpdate: { partition: 0 } } });
    pass(240);
    expect(set().status).toMatchObject({ currentReplicas: 3, updatedReplicas: 3 });
    expect(set().status.currentRevision).toBe(set().status.updateRevision);
  });

  it('stays stuck on a broken pod after a rollback, until that is deleted', () => {
    const { patch, pass, client, revisionOf, set } = run({});
    const good = set().status.currentRevision;
    patch(image('nowhere.invalid/none:1'));
    pass(60);
    const broken = revisionOf('web-2');
    expect(broken).not.toBe(good);
    patch(image('nginx:1.27'));
    pass(120);
    expect(revisionOf('web-2')).toBe(broken);
    client.delete(pods, 'default', 'web-2');
    pass(120);
    expect(revisionOf('web-2')).toBe(good);
    expect(set().status.readyReplicas).toBe(3);
  });

  it('does all at once when it may', () => {
    const { names, pass, patch } = run({ podManagementPolicy: 'Parallel', image: 'nowhere.invalid/none:1' });
    expect(names()).toEqual(['web-0', 'web-1', 'web-2']);
    patch({ replicas: 0 });
    pass(60);
    expect(names()).toEqual([]);
  });

  it('makes claims, also those that went missing, and keeps them', () => {
    const { claims, client, patch, pass, said } = run({
      podManagementPolicy: 'Parallel',
      volumeClaimTemplates: data as never,
    });
    expect(claims()).toEqual(['data-web-0 ', 'data-web-1 ', 'data-web-2 ']);
    expect(client.get(persistentVolumeClaims, 'default', 'data-web-0')?.metadata.labels).toEqual({
      app: 'web',
      kind: 'disk',
    });
    client.delete(persistentVolumeClaims, 'default', 'data-web-1');
    patch({ replicas: 2 });
    pass(60);
    expect(claims()).toEqual(['data-web-0 ', 'data-web-1 ', 'data-web-2 ']);
    expect(said()).toContain('SuccessfulCreate: create Claim data-web-0 Pod web-0 in StatefulSet web success');
  });

  it('lets go of claims by its policy', () => {
    const { claims, client, patch, pass } = run({
      podManagementPolicy: 'Parallel',
      volumeClaimTemplates: data as never,
      persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Delete' },
    });
    expect(claims()).toEqual(['data-web-0 web', 'data-web-1 web', 'data-web-2 web']);
    patch({ replicas: 2 });
    pass(60);
    expect(claims()).toEqual(['data-web-0 web', 'data-web-1 web']);
    patch({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' } });
    pass(60);
    client.patch(pods, 'default', 'web-0', 'merge', { metadata: { labels: { touch: 'it' } } });
    pass(60);
    expect(claims()).toEqual(['data-web-0 ', 'data-web-1 ']);
    client.delete(statefulSets, 'default', 'web', { propagationPolicy: 'Background' });
    pass(120);
    expect(claims()).toEqual(['data-web-0 ', 'data-web-1 ']);
  });

  it('restores the name that a pod lost', () => {
    const { client, pass, said } = run({ replicas: 1 });
    const label = 'statefulset.kubernetes.io/pod-name';
    client.patch(pods, 'default', 'web-0', 'merge', { metadata: { labels: { [label]: null } } });
    pass(5);
    expect(client.get(pods, 'default', 'web-0')?.metadata.labels?.[label]).toBe('web-0');
    expect(said()).toContain('SuccessfulUpdate: update Pod web-0 in StatefulSet web successful');
  });
});
