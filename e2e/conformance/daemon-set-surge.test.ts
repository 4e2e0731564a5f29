import { expect } from 'vitest';
import type { DaemonSet } from '../../src/api/types/daemon-set.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import {
  checkHashes,
  cleanUp,
  createSet,
  currentRevision,
  hashOf,
  LABEL,
  newDaemonSet,
  nodesOf,
  podSpec,
  prepare,
  setPath,
  waitForAllNodes,
  waitForRevisions,
} from './daemon-sets.ts';
import { type Framework, MINUTE, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { controllerOf, HTTPD, isAvailable } from './workloads.ts';

/** Re-expresses the spec of test/e2e/apps/daemon_set.go that checks every state on the way of a surge. */

const OVERLAP_MS = MINUTE;

const container = (version: string) => ({
  env: [{ name: 'VERSION', value: version }],
  lifecycle: { preStop: { exec: { command: ['/bin/sh', '-c', 'sleep 15'] } } },
  readinessProbe: {
    exec: { command: ['/bin/sh', '-ec', 'touch /var/tmp/ready; [[ "$( cat /var/tmp/ready )" == "" ]]'] },
    initialDelaySeconds: 7,
    periodSeconds: 3,
    successThreshold: 1,
    failureThreshold: 1,
  },
});

const count = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** What is known of the rollout from one look to the next. */
interface Rollout {
  /** When an old pod was first seen beside a new one, by node and pod. */
  readonly beside: Map<string, Map<string, number>>;
  deleted: Set<string>;
}

/** Checks all that must hold at any time, and says whether the rollout is over. */
async function look(f: Framework, set: DaemonSet, rollout: Rollout): Promise<{ over: boolean; pods: readonly Pod[] }> {
  const { items } = await f.client.list<Pod>(at('v1', 'pods', f.namespace));
  const pods = items.filter((pod) => controllerOf(pod)?.uid === set.metadata.uid);
  const versionOf = (pod: Pod) => pod.spec.containers[0]?.env?.[0]?.value ?? '';
  const live = new Map<string, number>();
  const going = new Map<string, number>();
  let [newUnavailable, newDeleted, oldUnavailable] = [0, 0, 0];
  for (const pod of pods) {
    const key = `${pod.spec.nodeName} ${versionOf(pod)}`;
    const isGoing = pod.metadata.deletionTimestamp !== undefined;
    const wasDeleted = rollout.deleted.has(pod.metadata.uid);
    if (!isGoing) count(live, key);
    else if (!wasDeleted) count(going, key);
    if (isAvailable(pod, set.spec.minReadySeconds ?? 0, f.now()) && !isGoing) continue;
    if (versionOf(pod) !== '2') oldUnavailable++;
    else {
      newUnavailable++;
      if (wasDeleted) newDeleted++;
    }
  }
  const nodes = new Set([...live.keys()].map((key) => key.split(' ')[0]!));
  for (const node of nodes) {
    const seen = rollout.beside.get(node) ?? new Map<string, number>();
    for (const pod of pods) {
      if (pod.spec.nodeName !== node || versionOf(pod) === '2') continue;
      const { uid, deletionTimestamp } = pod.metadata;
      if (deletionTimestamp !== undefined || !live.has(`${node} 2`)) seen.delete(uid);
      else if (!seen.has(uid)) seen.set(uid, f.now());
    }
    for (const uid of seen.keys()) if (!pods.some(({ metadata }) => metadata.uid === uid)) seen.delete(uid);
    rollout.beside.set(node, seen);
    for (const since of seen.values()) expect(f.now() - since).toBeLessThanOrEqual(OVERLAP_MS);
  }
  const alone = [...nodes].filter((node) => !live.has(`${node} 1`)).length;
  expect(newUnavailable).toBeLessThanOrEqual(1 + oldUnavailable + newDeleted + alone);
  for (const number of live.values()) expect(number).toBe(1);
  for (const node of nodes) {
    expect((going.get(`${node} 1`) ?? 0) + (going.get(`${node} 2`) ?? 0)).toBeLessThanOrEqual(1);
  }
  const wanted = await nodesOf(f, set);
  const isDone = (node: string) =>
    live.has(`${node} 2`) && !live.has(`${node} 1`) && !going.has(`${node} 1`) && !going.has(`${node} 2`);
  return { over: newUnavailable === 0 && wanted.every(isDone), pods };
}

spec(
  '[sig-apps] Daemon set [Serial] should surge pods onto nodes when spec was updated and update strategy is RollingUpdate',
  'daemonsets',
  async (f) => {
    await prepare(f);
    const template = { metadata: { labels: LABEL }, spec: podSpec(HTTPD, container('1')) };
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '20%' } };
    const set = await createSet(f, newDaemonSet(HTTPD, { template, updateStrategy, minReadySeconds: 10 }));
    await waitForAllNodes(f, set);
    await waitForRevisions(f, 1);
    const first = await currentRevision(f);
    expect(first.revision).toBe(1);
    await checkHashes(f, hashOf(first));
    const patched = await f.client.patch<DaemonSet>(setPath(f), 'strategic-merge', {
      spec: { template: { spec: { containers: [{ name: 'app', env: [{ name: 'VERSION', value: '2' }] }] } } },
    });

    const rollout: Rollout = { beside: new Map(), deleted: new Set() };
    let turn = 0;
    await f.poll('the surge is over', SECOND, 12 * MINUTE, async () => {
      const { over, pods } = await look(f, patched, rollout);
      if (over) return true;
      const candidates = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      // The spec deletes a pod now and then; here it is every twentieth look.
      if (++turn % 20 !== 0 || candidates.length === 0) return false;
      const { metadata, spec } = candidates[turn % candidates.length]!;
      await f.client.remove(at('v1', 'pods', f.namespace, metadata.name));
      rollout.deleted.add(metadata.uid);
      rollout.beside.delete(spec.nodeName ?? '');
      return false;
    });
    expect(turn).toBeGreaterThan(20);

    await waitForAllNodes(f, patched);
    await waitForRevisions(f, 2);
    const current = await currentRevision(f);
    expect(current.revision).toBe(2);
    await checkHashes(f, hashOf(current));
    await cleanUp(f);
  },
);
