import { expect } from 'vitest';
import type { Pod } from '../../src/api/types/pod.ts';
import type { PodDisruptionBudget } from '../../src/api/types/policy.ts';
import { isRefusal, refusalOf } from './api-client.ts';
import { type Framework, MINUTE, retryOnConflict, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { isReady, newPod, newReplicaSet, PAUSE, updateWithRetries } from './workloads.ts';

/** Re-expresses test/e2e/apps/disruption.go. */

const FOO = { foo: 'bar' };
const pathOf = (f: Framework, name?: string, part?: string) =>
  at('policy/v1', 'poddisruptionbudgets', f.namespace, name, part);
const podPath = (f: Framework, name?: string, part?: string) => at('v1', 'pods', f.namespace, name, part);
const get = (f: Framework, name = 'foo') => f.client.get<PodDisruptionBudget>(pathOf(f, name));

const processed = (f: Framework, name = 'foo') =>
  f.poll('the budget is processed', 2 * SECOND, 10 * MINUTE, async () => {
    const { status, metadata } = await get(f, name);
    return (status.observedGeneration ?? 0) >= metadata.generation!;
  });

async function createBudget(f: Framework, name: string, minAvailable: number | string, labels: object = FOO) {
  await f.client.create(pathOf(f), {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: f.namespace, labels },
    spec: { minAvailable, selector: { matchLabels: FOO } },
  });
  await processed(f, name);
}

async function updateBudget(f: Framework, change: (budget: PodDisruptionBudget) => object, part?: string) {
  const updated = await retryOnConflict(async () =>
    f.client.update<PodDisruptionBudget>(pathOf(f, 'foo', part), change(await get(f))),
  );
  await processed(f);
  return updated;
}

async function patchBudget(f: Framework, patch: object, part?: string) {
  const patched = await f.client.patch<PodDisruptionBudget>(pathOf(f, 'foo', part), 'merge', patch);
  await processed(f);
  return patched;
}

async function createPods(f: Framework, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const body = newPod(`pod-${at}`, PAUSE, FOO, { containers: [{ name: 'donothing', image: PAUSE }] });
    await f.client.create(podPath(f), body);
  }
}

const podsReady = (f: Framework, count: number) =>
  f.poll(`${count} pods are ready`, 2 * SECOND, 10 * MINUTE, async () => {
    const { items } = await f.client.list<Pod>(podPath(f), { labelSelector: 'foo=bar' });
    return items.filter((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined).length >= count;
  });

async function readyPod(f: Framework): Promise<Pod> {
  let found: Pod | undefined;
  await f.poll('a pod is ready', 2 * SECOND, 10 * MINUTE, async () => {
    const { items } = await f.client.list<Pod>(podPath(f));
    found = items.find((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined);
    return found !== undefined;
  });
  return found!;
}

const evict = (f: Framework, pod: Pod) =>
  f.client.create(podPath(f, pod.metadata.name, 'eviction'), {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: pod.metadata.name, namespace: f.namespace },
  });

async function isBlocked(f: Framework, pod: Pod): Promise<void> {
  const { details, code } = await refusalOf(evict(f, pod));
  expect(code).toBe(429);
  expect(details?.causes?.map(({ reason }) => reason)).toContain('DisruptionBudget');
}

spec(
  '[sig-apps] DisruptionController Listing PodDisruptionBudgets for all namespaces should list and delete a collection of PodDisruptionBudgets [Conformance]',
  'disruption',
  async (f) => {
    const special = { foo_pdb: 'bar_pdb' };
    await createBudget(f, 'foo', 2, special);
    await createBudget(f, 'foo2', '1%', special);
    const other = { ...f, namespace: await f.createNamespace('disruption-2') };
    await createBudget(other, 'foo3', 2, special);
    const labelSelector = 'foo_pdb=bar_pdb';
    const names = async (path: string) =>
      (await f.client.list(path, { labelSelector })).items.map(({ metadata }) => metadata.name).sort();
    expect(await names(at('policy/v1', 'poddisruptionbudgets'))).toEqual(['foo', 'foo2', 'foo3']);
    expect(await names(pathOf(f))).toEqual(['foo', 'foo2']);
    await f.client.remove(pathOf(f));
    await f.poll('the budgets go', 2 * SECOND, 10 * MINUTE, async () => {
      return (await f.client.list(pathOf(f))).items.length === 0;
    });
  },
);

spec('[sig-apps] DisruptionController should create a PodDisruptionBudget [Conformance]', 'disruption', async (f) => {
  await createBudget(f, 'foo', '1%');
  const updated = await updateBudget(f, (budget) => ({ ...budget, spec: { ...budget.spec, minAvailable: '2%' } }));
  expect(updated.spec.minAvailable).toBe('2%');
  const patched = await patchBudget(f, { spec: { minAvailable: '3%' } });
  expect(patched.spec.minAvailable).toBe('3%');
  expect(Number(patched.metadata.resourceVersion)).toBeGreaterThan(Number(updated.metadata.resourceVersion));
  await f.client.remove(pathOf(f, 'foo'));
  expect(isRefusal(await get(f).catch((error: unknown) => error), 'NotFound')).toBe(true);
});

spec(
  '[sig-apps] DisruptionController should observe PodDisruptionBudget status updated [Conformance]',
  'disruption',
  async (f) => {
    await createBudget(f, 'foo', 1);
    await createPods(f, 3);
    await podsReady(f, 3);
    await f.poll('disruptions are allowed', 2 * SECOND, MINUTE, async () => {
      return (await get(f)).status.disruptionsAllowed > 0;
    });
  },
);

spec(
  '[sig-apps] DisruptionController should update/patch PodDisruptionBudget status [Conformance]',
  'disruption',
  async (f) => {
    await createBudget(f, 'foo', 1);
    await createPods(f, 1);
    await podsReady(f, 1);
    const { name } = (await readyPod(f)).metadata;
    const disruptedPods = { [name]: `${new Date(f.now()).toISOString().slice(0, 19)}Z` };
    await updateBudget(f, (budget) => ({ ...budget, status: { ...budget.status, disruptedPods } }), 'status');
    const read = await f.client.get<PodDisruptionBudget>(pathOf(f, 'foo', 'status'));
    expect(read.status.disruptedPods).toHaveProperty(name);
    const patched = await patchBudget(f, { status: { disruptedPods: null } }, 'status');
    expect(patched.status.disruptedPods ?? {}).toEqual({});
  },
);

spec(
  '[sig-apps] DisruptionController should block an eviction until the PDB is updated to allow it [Conformance]',
  'disruption',
  async (f) => {
    await createBudget(f, 'foo', 3);
    const containers = [{ name: 'donothing', image: PAUSE }];
    const body = newReplicaSet('rs', 3, FOO, 'donothing', PAUSE);
    await f.client.create(at('apps/v1', 'replicasets', f.namespace), {
      ...body,
      metadata: { name: 'rs', namespace: f.namespace },
      spec: { ...body.spec, template: { metadata: { labels: FOO }, spec: { containers } } },
    });
    await podsReady(f, 3);
    const first = await readyPod(f);
    await isBlocked(f, first);

    await updateBudget(f, (budget) => ({ ...budget, spec: { ...budget.spec, minAvailable: 2 } }));
    await podsReady(f, 3);
    await f.poll('the budget counts them', 2 * SECOND, 30 * SECOND, async () => {
      const { status } = await get(f);
      return status.currentHealthy === 3 && status.desiredHealthy === 2;
    });
    await evict(f, first);

    await patchBudget(f, { spec: { maxUnavailable: 0, minAvailable: null } });
    await podsReady(f, 3);
    const second = await readyPod(f);
    await isBlocked(f, second);
    await f.client.remove(pathOf(f, 'foo'));
    await podsReady(f, 3);
    await evict(f, second);
    await updateWithRetries(f, at('apps/v1', 'replicasets', f.namespace, 'rs'), (set) => set);
  },
);
