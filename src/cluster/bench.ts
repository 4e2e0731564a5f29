import { isPodReady } from '../api/pod-conditions.ts';
import { daemonSets, nodes, pods } from '../api/resources.ts';
import type { DaemonSet } from '../api/types/daemon-set.ts';
import type { Millis } from '../sim/clock.ts';
import type { Client } from './client/client.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { type Cluster, createCluster } from './create-cluster.ts';

export interface BenchFigures {
  readonly nodes: number;
  /** Seconds of the host's time; `create` until the cluster is at rest. */
  readonly create: number;
  readonly apply: number;
  readonly rollout: number;
  readonly relabel: number;
  /** Seconds of the cluster's time that the same took. */
  readonly virtual: { readonly apply: number; readonly rollout: number; readonly relabel: number };
}

/** The powers with which the times grow with the number of nodes. */
export interface BenchExponents {
  readonly apply: number;
  readonly rollout: number;
  readonly relabel: number;
}

const labels = { app: 'agent' };
const limitMs = 3_600_000;
const restMs = 30_000;

/** Measures one cluster of so many workers. `hostNow` gives the host's milliseconds. */
export function benchCluster(workers: number, hostNow: () => number): BenchFigures {
  const began = hostNow();
  const cluster = createCluster({
    seed: 1,
    startAt: Date.UTC(2026, 0, 5, 9, 0, 0),
    nodes: defaultNodes(workers),
    bare: true,
  });
  // The cluster is at rest before the set is applied: nodes that are still joining are no part of what a set takes.
  cluster.world.clock.advanceTo(cluster.world.clock.now() + restMs);
  const create = (hostNow() - began) / 1000;
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const set = () => client.get(daemonSets, 'default', 'agent')!;

  const apply = measure(
    cluster,
    hostNow,
    () => createDaemonSet(client),
    () => isRolledOut(set(), workers),
  );
  const rollout = measure(
    cluster,
    hostNow,
    () => setImage(client, set()),
    () => isRolledOut(set(), workers),
  );
  const wanted = workers - Math.ceil(workers / 10);
  const relabel = measure(
    cluster,
    hostNow,
    () => relabelTenth(client),
    () => set().status.desiredNumberScheduled === wanted && client.list(pods).length === wanted,
  );
  if (!client.list(pods).every(isPodReady)) throw new Error('bench: not all pods are Ready');
  return {
    nodes: workers,
    create,
    apply: apply.host,
    rollout: rollout.host,
    relabel: relabel.host,
    virtual: { apply: apply.virtual, rollout: rollout.virtual, relabel: relabel.virtual },
  };
}

/** The slope of the times between the smallest and the greatest cluster, on logarithmic scales. */
export function benchExponents(figures: readonly BenchFigures[]): BenchExponents {
  const [first, last] = [figures[0]!, figures.at(-1)!];
  const slope = (part: 'apply' | 'rollout' | 'relabel') =>
    first === last ? Number.NaN : Math.log(last[part] / first[part]) / Math.log(last.nodes / first.nodes);
  return { apply: slope('apply'), rollout: slope('rollout'), relabel: slope('relabel') };
}

function measure(cluster: Cluster, hostNow: () => number, act: () => void, done: () => boolean) {
  const { clock } = cluster.world;
  const startedAt: Millis = clock.now();
  const began = hostNow();
  act();
  // A second at a time: finer steps would measure the looking.
  while (!done()) {
    clock.advanceTo(clock.now() + 1000);
    if (clock.now() - startedAt > limitMs) throw new Error('bench: not done after an hour of cluster time');
  }
  return { host: (hostNow() - began) / 1000, virtual: (clock.now() - startedAt) / 1000 };
}

/** Whether every pod of the set is of its newest template and available. */
export function isRolledOut({ metadata, status }: DaemonSet, workers: number): boolean {
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedNumberScheduled === workers &&
    status.numberReady === workers &&
    status.numberAvailable === workers
  );
}

/** Creates the set that is measured: `agent` in the namespace `default`. */
export function createDaemonSet(client: Client): void {
  client.create(daemonSets, 'default', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          containers: [{ name: 'agent', image: 'nginx:1.25', resources: { requests: { cpu: '50m', memory: '32Mi' } } }],
        },
      },
    },
  } as never);
}

/** Begins a rollout of the set. */
export function setImage(client: Client, { metadata: { name, namespace } }: DaemonSet): void {
  const containers = [{ name: 'agent', image: 'nginx:1.26' }];
  client.patch(daemonSets, namespace, name, 'strategic', { spec: { template: { spec: { containers } } } });
}

/** Every tenth node stops matching the set's node selector. */
function relabelTenth(client: Client): void {
  let worker = 0;
  for (const { metadata, spec } of client.list(nodes)) {
    if (spec.taints?.length) continue;
    if (worker++ % 10 !== 0) continue;
    client.patch(nodes, undefined, metadata.name, 'merge', { metadata: { labels: { 'kubernetes.io/os': 'other' } } });
  }
}
