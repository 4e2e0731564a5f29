import { describe, expect, it } from 'vitest';
import { endpoints, pods, services } from '../../../api/resources.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
const labels = { app: 'web' };

describe('the endpoints controller', () => {
  it('follows the pods of a service', () => {
    const cluster = createCluster({ seed: 7, startAt, nodes: defaultNodes(3), bare: true });
    const client = cluster.apiserver.client(user);
    const { clock } = cluster.world;
    const pass = (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000);
    const ports = [
      { name: 'http', port: 80, targetPort: 'web' },
      { name: 'alt', port: 81, targetPort: 8081 },
      { name: 'none', port: 82, targetPort: 'other' },
    ];
    client.create(services, 'default', {
      metadata: { name: 'web', labels },
      spec: { selector: labels, ports },
    } as never);
    const pod = (name: string, ready: boolean) =>
      client.create(pods, 'default', {
        metadata: { name, labels },
        spec: {
          containers: [
            {
              name: 'c',
              image: 'nginx:1.25',
              ports: [{ name: 'web', containerPort: 8080 }],
              ...(ready ? {} : { readinessProbe: { exec: { command: ['false'] } } }),
            },
          ],
        },
      } as never);
    pass(1);
    const now = () => client.get(endpoints, 'default', 'web');
    expect(now()?.subsets).toBeUndefined();
    expect(now()?.metadata.labels).toEqual({ ...labels, 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
    pod('a', true);
    pass(20);
    expect(now()?.metadata.annotations?.['endpoints.kubernetes.io/last-change-trigger-time']).toBeDefined();
    pod('b', false);
    pass(30);
    const [a, b] = ['a', 'b'].map((name) => client.get(pods, 'default', name)!);
    const address = (one: NonNullable<typeof a>) => ({
      ip: one.status.podIP,
      nodeName: one.spec.nodeName,
      targetRef: { kind: 'Pod', name: one.metadata.name, namespace: 'default', uid: one.metadata.uid },
    });
    expect(now()?.subsets).toEqual([
      {
        addresses: [address(a!)],
        notReadyAddresses: [address(b!)],
        ports: [
          { name: 'http', port: 8080, protocol: 'TCP' },
          { name: 'alt', port: 8081, protocol: 'TCP' },
        ],
      },
    ]);
    client.delete(pods, 'default', 'a');
    pass(1);
    expect(now()?.subsets?.[0]?.addresses).toBeUndefined();
    client.delete(endpoints, 'default', 'web');
    pass(1);
    expect(now()).toBeDefined();
    client.delete(services, 'default', 'web');
    pass(1);
    expect(now()).toBeUndefined();
  });
});
