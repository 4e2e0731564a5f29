import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { cronJobs, deployments, jobs, pods, replicaSets, statefulSets } from '../api/resources.ts';
import { createRandom, type RandomState, seedOf } from '../sim/random.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { type Cluster, createCluster } from './create-cluster.ts';
import { brokenAlways, dumpOf } from './invariants-for-test.ts';
import { ADMIN } from './random-admin-for-test.ts';
import { nextWorkloadDeed } from './random-workloads-for-test.ts';
import { brokenWorkloads } from './workload-invariants-for-test.ts';

/** `DRYDOCK_SEEDS=1000 npx vitest run src/cluster/workload-simulation` runs more; `DRYDOCK_SEED=42` runs one. */
const SEEDS = env.DRYDOCK_SEED === undefined ? Number(env.DRYDOCK_SEEDS ?? 15) : 1;
const FIRST = Number(env.DRYDOCK_SEED ?? 1);
const DEEDS = 40;

const pass = ({ world: { clock } }: Cluster, ms: number) => clock.advanceTo(clock.now() + ms);

function act(cluster: Cluster, state: RandomState, story: string[]): void {
  const random = createRandom(state);
  for (let i = 0; i < DEEDS; i++) {
    const { revision } = cluster.apiserver.registry.context.store;
    story.push(`${cluster.world.clock.now()} ${nextWorkloadDeed(random)(cluster)}`);
    pass(cluster, [0, 1, 300, 2_000, 20_000, 90_000][random.int(6)]!);
    expect(cluster.apiserver.registry.context.store.revision).toBeGreaterThanOrEqual(revision);
    expect(brokenAlways(cluster)).toEqual([]);
  }
}

const versionsOf = (cluster: Cluster) => {
  const client = cluster.apiserver.client(ADMIN);
  const kinds = [deployments, replicaSets, statefulSets, jobs, pods].flatMap((kind) => client.list(kind as never));
  return JSON.stringify(
    (kinds as readonly { metadata: { resourceVersion: string } }[]).map(({ metadata }) => metadata),
  );
};

/** Every kubelet works again, no CronJob starts more, and then nothing has happened for a while. */
function comeToRest(cluster: Cluster): boolean {
  const client = cluster.apiserver.client(ADMIN);
  for (const node of cluster.kubelets.nodeNames()) cluster.setKubeletRunning(node, true);
  for (const { metadata } of client.list(cronJobs)) {
    client.patch(cronJobs, metadata.namespace, metadata.name, 'merge', { spec: { suspend: true } });
  }
  pass(cluster, 900_000);
  for (let second = 0; second < 900; second++) {
    const before = versionsOf(cluster);
    pass(cluster, 2_000);
    if (versionsOf(cluster) === before) return true;
  }
  return false;
}

describe('restless workloads', () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    it(`are kept with seed ${seed}`, () => {
      const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
      const cluster = createCluster({ seed, startAt, nodes: defaultNodes(3), bare: true });
      const random: RandomState = { a: seedOf(seed, 'workloads') };
      const story: string[] = [];
      try {
        act(cluster, random, story);
        const copy = cluster.fork();
        const copied = { ...random };
        act(cluster, random, story);
        expect(comeToRest(cluster)).toBe(true);
        expect(brokenAlways(cluster)).toEqual([]);
        expect(brokenWorkloads(cluster)).toEqual([]);
        act(copy, copied, []);
        comeToRest(copy);
        expect(dumpOf(copy) === dumpOf(cluster), 'a fork has the same future').toBe(true);
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}\n${story.join('\n')}`, { cause: error });
      }
    });
  }
});
