import { describe, expect, it } from 'vitest';
import { endpointSlices, pods, services } from '../../../api/resources.ts';
import type { EndpointSlice, SliceEndpoint } from '../../../api/types/endpoint-slice.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';
import { planSlices } from './plan-slices.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
const labels = { app: 'web' };

describe('the EndpointSlice controller', () => {
  it('follows the pods of a service', () => {
    const cluster = createCluster({ seed: 7, startAt, nodes: defaultNodes(3), bare: true });
    const client = cluster.apiserver.client(user);
    const { clock } = cluster.world;
    const pass = (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000);
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
    client.create(services, 'default', {
      metadata: { name: 'web', labels },
      spec: { selector: labels, ports },
    } as never);
    const slices = () =>
      client
        .list(endpointSlices, { namespace: 'default' })
        .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'web');
    pass(1);
    const first = slices()[0]?.metadata.name;
    expect(first).toMatch(/^web-\w{5}$/);
    expect(slices()).toMatchObject([{ addressType: 'IPv4', endpoints: null, ports: null }]);
    const spec = { containers: [{ name: 'c', image: 'nginx:1.25' }] };
    client.create(pods, 'default', { metadata: { name: 'a', labels }, spec } as never);
    pass(30);
    const { status, metadata, spec: bound } = client.get(pods, 'default', 'a')!;
    expect(slices()).toHaveLength(1);
    expect(slices()[0]).toMatchObject({
      metadata: {
        labels: {
          app: 'web',
          'kubernetes.io/service-name': 'web',
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        },
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Service', name: 'web', controller: true, blockOwnerDeletion: true },
        ],
      },
      endpoints: [
        {
          addresses: [status.podIP],
          conditions: { ready: true, serving: true, terminating: false },
          nodeName: bound.nodeName,
          targetRef: { kind: 'Pod', name: 'a', namespace: 'default', uid: metadata.uid },
        },
      ],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    });
    client.delete(pods, 'default', 'a');
    pass(0.01);
    expect(slices()[0]?.endpoints?.[0]?.conditions).toMatchObject({ ready: false, terminating: true });
    pass(60);
    expect(slices()).toMatchObject([{ metadata: { name: first }, endpoints: null, ports: null }]);
    client.delete(services, 'default', 'web');
    pass(60);
    expect(slices()).toEqual([]);
  });

  it('splits big services and changes as few slices as will do', () => {
    const ports = [{ name: '', port: 80, protocol: 'TCP' }] as const;
    const endpoint = (i: number) => ({ addresses: [`10.0.0.${i}`], targetRef: { uid: `${i}` } }) as SliceEndpoint;
    const many = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => endpoint(from + i));
    const slice = (endpoints: readonly SliceEndpoint[]) => ({ ports, endpoints }) as unknown as EndpointSlice;
    const sizes = planSlices([], [{ ports, endpoints: many(0, 250) }]).create.map(({ endpoints }) => endpoints.length);
    expect(sizes).toEqual([100, 100, 50]);
    const [full, half] = [slice(many(0, 100)), slice(many(100, 150))];
    const grown = planSlices([full, half], [{ ports, endpoints: many(0, 160) }]);
    expect(grown).toMatchObject({ create: [], remove: [] });
    expect(grown.update.map((one) => [one.slice === half, one.endpoints.length])).toEqual([[true, 60]]);
    const shrunk = planSlices([full, half], [{ ports, endpoints: many(0, 100) }]);
    expect(shrunk).toMatchObject({ create: [], update: [] });
    expect(shrunk.remove).toEqual([half]);
  });
});
