import { describe, expect, it } from 'vitest';
import { events, nodes, pods } from '../../api/resources.ts';
import type { PodSpec } from '../../api/types/pod.ts';
import { defaultNodes } from '../cluster-shapes.ts';
import { createCluster } from '../create-cluster.ts';

function run(requests: Readonly<Record<string, string>>, container: object = {}) {
  const { apiserver, world } = createCluster({
    seed: 3,
    startAt: Date.UTC(2026, 0, 5),
    nodes: defaultNodes(1),
    bare: true,
  });
  const client = apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const pass = (seconds: number) => world.clock.advanceTo(world.clock.now() + seconds * 1000);
  const create = (name: string, resources: object, more: object = {}) =>
    client.create(pods, 'default', {
      metadata: { name },
      spec: { nodeName: 'node01', containers: [{ name: 'c', image: 'nginx:1.27', resources, ...more }] } as PodSpec,
    } as never);
  create('p', { requests }, container);
  pass(20);
  const pod = () => client.get(pods, 'default', 'p')!;
  return {
    client,
    pass,
    create,
    allocatable: () => client.get(nodes, undefined, 'node01')!.status.allocatable!,
    resize: (resources: object) =>
      client.patch(pods, 'default', 'p', 'strategic', { spec: { containers: [{ name: 'c', resources }] } }, 'resize'),
    conditions: () =>
      pod()
        .status.conditions?.filter(({ type }) => type.startsWith('PodResize'))
        .map(({ type, status, reason = '', message = '' }) => `${type}=${status} ${reason}: ${message}`),
    status: () => pod().status.containerStatuses?.[0],
    said: () => client.list(events, { namespace: 'default' }).map(({ reason, message }) => `${reason}: ${message}`),
  };
}

describe('a resize', () => {
  it('is under way, then done, without a restart', () => {
    const { resize, pass, conditions, status } = run({ cpu: '100m' });
    resize({ requests: { cpu: '200m' } });
    pass(0.2);
    expect(conditions()).toEqual(['PodResizeInProgress=True : ']);
    expect(status()).toMatchObject({
      allocatedResources: { cpu: '200m' },
      resources: { requests: { cpu: '100m' } },
      restartCount: 0,
    });
    pass(3);
    expect(conditions()).toEqual([]);
    expect(status()).toMatchObject({
      allocatedResources: { cpu: '200m' },
      resources: { requests: { cpu: '200m' } },
      restartCount: 0,
    });
  });

  it('restarts a container that wants it so', () => {
    const resizePolicy = [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }];
    const { resize, pass, conditions, status, said } = run({ memory: '64Mi' }, { resizePolicy });
    resize({ requests: { memory: '128Mi' } });
    pass(10);
    expect(said()).toContain('Killing: Container c resize requires restart');
    expect(status()).toMatchObject({ restartCount: 1, resources: { requests: { memory: '128Mi' } } });
    expect(conditions()).toEqual([]);
  });

  it('is infeasible when the node is too small for it', () => {
    const { resize, pass, conditions, status } = run({ cpu: '100m' });
    resize({ requests: { cpu: '1000' } });
    pass(5);
    expect(conditions()).toEqual([
      "PodResizePending=True Infeasible: Node didn't have enough capacity: cpu, requested: 1000000, capacity: 4000",
    ]);
    expect(status()).toMatchObject({ allocatedResources: { cpu: '100m' }, resources: { requests: { cpu: '100m' } } });
    resize({ requests: { cpu: '100m' } });
    pass(5);
    expect(conditions()).toEqual([]);
  });

  it('is deferred while others have the room', () => {
    const { client, resize, pass, conditions, status, create } = run({ cpu: '100m' });
    create('other', { requests: { cpu: '3500m' } });
    pass(20);
    resize({ requests: { cpu: '1' } });
    pass(5);
    expect(conditions()).toEqual([
      "PodResizePending=True Deferred: Node didn't have enough resource: cpu, requested: 1000, used: 3500, capacity: 4000",
    ]);
    client.delete(pods, 'default', 'other', { gracePeriodSeconds: 0 });
    pass(100);
    expect(conditions()).toEqual([]);
    expect(status()).toMatchObject({ allocatedResources: { cpu: '1' }, resources: { requests: { cpu: '1' } } });
  });
});

describe('images', () => {
  it('are in the node status, the biggest first', () => {
    const { client, create, pass } = run({});
    create('q', {}, { image: 'busybox:1.36' });
    pass(80);
    const { images = [] } = client.get(nodes, undefined, 'node01')!.status;
    expect(images.map(({ names }) => names?.[1])).toEqual([
      'docker.io/library/nginx:1.27',
      'docker.io/library/busybox:1.36',
    ]);
    expect(images[0]!.sizeBytes).toBeGreaterThan(images[1]!.sizeBytes!);
  });
});
