import { deployments, nodes, pods } from '../api/resources.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { createCluster } from './create-cluster.ts';

export interface SpreadFigures {
  readonly nodes: number;
  readonly replicas: number;
  /** Seconds of the host's time from the Deployment's creation until all replicas are available. */
  readonly spread: number;
  /** Seconds of the cluster's time for the same. */
  readonly virtual: number;
  /** The most and the fewest replicas that a node has in the end. */
  readonly perNode: readonly [fewest: number, most: number];
}

const ZONES = 3;
const labels = { app: 'web' };
const limitMs = 3_600_000;

/** Measures how long a Deployment takes whose replicas are spread evenly over nodes, and over zones as far as possible. */
export function benchSpread(workers: number, replicas: number, hostNow: () => number): SpreadFigures {
  const { apiserver, world } = createCluster({
    seed: 1,
    startAt: Date.UTC(2026, 0, 5, 9, 0, 0),
    nodes: defaultNodes(workers),
    bare: true,
  });
  const { clock } = world;
  const client = apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  for (const [i, { metadata }] of client.list(nodes).entries()) {
    const zone = { 'topology.kubernetes.io/zone': `zone-${i % ZONES}` };
    client.patch(nodes, undefined, metadata.name, 'merge', { metadata: { labels: zone } });
  }
  clock.advanceTo(clock.now() + 30_000);
  const startedAt = clock.now();
  const began = hostNow();
  const over = (topologyKey: string, whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway') => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable,
    // The control plane, where no replica may be, is no place to be filled.
    nodeTaintsPolicy: 'Honor' as const,
    labelSelector: { matchLabels: labels },
  });
  client.create(deployments, 'default', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels } as never,
        spec: {
          topologySpreadConstraints: [
            over('topology.kubernetes.io/zone', 'ScheduleAnyway'),
            over('kubernetes.io/hostname', 'DoNotSchedule'),
          ],
          containers: [{ name: 'web', image: 'nginx:1.25', resources: { requests: { cpu: '50m', memory: '32Mi' } } }],
        },
      },
    },
  });
  while (client.get(deployments, 'default', 'web')?.status.availableReplicas !== replicas) {
    clock.advanceTo(clock.now() + 1000);
    if (clock.now() - startedAt > limitMs) throw new Error('bench: not spread after an hour of cluster time');
  }
  const spread = (hostNow() - began) / 1000;
  const perNode = new Map<string, number>();
  for (const { spec } of client.list(pods)) perNode.set(spec.nodeName!, (perNode.get(spec.nodeName!) ?? 0) + 1);
  const counts = [...perNode.values()];
  const fewest = perNode.size < Math.min(workers, replicas) ? 0 : Math.min(...counts);
  return {
    nodes: workers,
    replicas,
    spread,
    virtual: (clock.now() - startedAt) / 1000,
    perNode: [fewest, Math.max(...counts)],
  };
}
