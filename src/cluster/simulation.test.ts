import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { daemonSets, nodes, pods } from '../api/resources.ts';
import { createRandom, type RandomState, seedOf } from '../sim/random.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { type Cluster, createCluster } from './create-cluster.ts';
import { brokenAlways, brokenAtRest, dumpOf } from './invariants-for-test.ts';
import { ADMIN, nextDeed } from './random-admin-for-test.ts';

/** `DRYDOCK_SEEDS=1000 npx vitest run src/cluster/simulation` runs more; `DRYDOCK_SEED=42` runs one. */
const SEEDS = env.DRYDOCK_SEED === undefined ? Number(env.DRYDOCK_SEEDS ?? 25) : 1;
const FIRST = Number(env.DRYDOCK_SEED ?? 1);
const DEEDS = 40;

interface Run {
  readonly cluster: Cluster;
  readonly random: RandomState;
  readonly story: string[];
}

const pass = ({ world: { clock } }: Cluster, ms: number) => clock.advanceTo(clock.now() + ms);
const revisionOf = (cluster: Cluster) => cluster.apiserver.registry.context.store.revision;

function begin(seed: number): Run {
  const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
  const cluster = createCluster({ seed, startAt, nodes: defaultNodes(3), bare: true });
  return { cluster, random: { a: seedOf(seed, 'restless') }, story: [] };
}

const forked = ({ cluster, random, story }: Run): Run => ({
  cluster: cluster.fork(),
  random: { ...random },
  story: [...story],
});

/** Does random things with random pauses between them. */
function act({ cluster, random: state, story }: Run, deeds: number): void {
  const random = createRandom(state);
  for (let i = 0; i < deeds; i++) {
    const before = revisionOf(cluster);
    story.push(`${cluster.world.clock.now()} ${nextDeed(random)(cluster)}`);
    pass(cluster, [0, 1, 300, 2_000, 20_000, 90_000][random.int(6)]!);
    expect(revisionOf(cluster)).toBeGreaterThanOrEqual(before);
    expect(brokenAlways(cluster)).toEqual([]);
  }
}

const versionsOf = (cluster: Cluster) => {
  const client = cluster.apiserver.client(ADMIN);
  const all = [...client.list(daemonSets), ...client.list(pods)];
  const taints = client.list(nodes).map(({ metadata, spec }) => [metadata.name, metadata.labels, spec.taints]);
  return JSON.stringify([all.map(({ metadata }) => metadata.resourceVersion), taints]);
};

/** Lets the cluster react, and finds an instant at which nothing has happened to pods and sets for a while. */
function comeToRest(cluster: Cluster): boolean {
  pass(cluster, 600_000);
  // As in Kubernetes, a node that only stops being counted does not wake a set; its status is that of its last sync.
  const client = cluster.apiserver.client(ADMIN);
  for (const { metadata } of client.list(daemonSets)) {
    client.patch(daemonSets, metadata.namespace, metadata.name, 'merge', {
      metadata: { annotations: { look: 'now' } },
    });
  }
  for (let second = 0; second < 900; second++) {
    const before = versionsOf(cluster);
    pass(cluster, 2_000);
    if (versionsOf(cluster) === before) return true;
  }
  return false;
}

describe('a cluster with a restless administrator', () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    it(`keeps its promises with seed ${seed}`, () => {
      const run = begin(seed);
      try {
        act(run, DEEDS / 2);
        const copy = forked(run);
        act(run, DEEDS / 2);
        expect(comeToRest(run.cluster)).toBe(true);
        expect(brokenAlways(run.cluster)).toEqual([]);
        expect(brokenAtRest(run.cluster)).toEqual([]);
        act(copy, DEEDS / 2);
        comeToRest(copy.cluster);
        expect(dumpOf(copy.cluster) === dumpOf(run.cluster), 'a fork has the same future').toBe(true);
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}\n${run.story.join('\n')}`, { cause: error });
      }
    });
  }
});
