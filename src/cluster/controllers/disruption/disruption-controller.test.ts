import { describe, expect, it } from 'vitest';
import { events, podDisruptionBudgets, pods, replicaSets } from '../../../api/resources.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
const labels = { app: 'a' };

function cluster() {
  const made = createCluster({ seed: 7, startAt, nodes: defaultNodes(3), bare: true });
  const client = made.apiserver.client(user);
  const { clock } = made.world;
  const spec = { containers: [{ name: 'c', image: 'nginx:1.25' }] };
  const owner = client.create(replicaSets, 'default', {
    metadata: { name: 'web' },
    // A selector of its own: the test makes the pods, so that it knows their names.
    spec: {
      replicas: 4,
      selector: { matchLabels: { app: 'b' } },
      template: { metadata: { labels: { app: 'b' } }, spec },
    },
  } as never);
  return {
    client,
    pass: (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000),
    pod(name: string, owned = true) {
      const { apiVersion, kind, metadata } = owner;
      const reference = { apiVersion, kind, name: 'web', uid: metadata.uid, controller: true };
      // The selector of the owner does not match: only an unreal owner keeps such a pod.
      const ownerReferences = owned ? [reference] : [];
      client.create(pods, 'default', { metadata: { name, labels, ownerReferences }, spec } as never);
    },
    budget: (rule: object) =>
      client.create(podDisruptionBudgets, 'default', {
        metadata: { name: 'pdb' },
        spec: { ...rule, selector: { matchLabels: labels } },
      } as never),
    status: () => client.get(podDisruptionBudgets, 'default', 'pdb')!.status,
    evict: (name: string, query: Record<string, string> = {}) =>
      made.apiserver.handle({
        method: 'POST',
        path: `/api/v1/namespaces/default/pods/${name}/eviction`,
        query,
        headers: {},
        body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: 'default' } },
        user,
      }),
    said: () => client.list(events).map(({ reason, message }) => `${reason}: ${message}`),
  };
}

describe('the disruption controller', () => {
  it('counts, and the eviction spends what it allows', () => {
    const { pod, budget, pass, status, evict, client } = cluster();
    budget({ minAvailable: 2 });
    for (const name of ['a', 'b', 'c']) pod(name, false);
    pass(20);
    const { conditions, ...counts } = status();
    expect(counts).toEqual({
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
      expectedPods: 3,
      observedGeneration: 1,
    });
    expect(conditions).toMatchObject([
      { type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods', observedGeneration: 1, message: '' },
    ]);
    expect(evict('a', { dryRun: 'All' }).status).toBe(201);
    expect(status().disruptionsAllowed).toBe(1);
    expect(evict('a').status).toBe(201);
    expect(client.get(pods, 'default', 'a')?.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' }),
    );
    expect(status().conditions).toMatchObject([{ status: 'False', reason: 'InsufficientPods' }]);
    expect(evict('b')).toMatchObject({ status: 429 });
    pass(40);
    expect(status()).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 0, expectedPods: 2 });
    expect(status().disruptedPods).toBeUndefined();
  });

  it('fails safe where a scale cannot be found, and warns of pods without a controller', () => {
    const { pod, budget, pass, status, evict, said } = cluster();
    pod('a', false);
    budget({ maxUnavailable: 1 });
    pass(20);
    expect(status()).toMatchObject({ expectedPods: 0, disruptionsAllowed: 0, currentHealthy: 1 });
    expect(said().some((text) => text.includes('MatchLabels:map[string]string{app: a,},'))).toBe(true);
    expect(evict('a')).toMatchObject({
      body: {
        details: { causes: [{ message: 'The disruption budget pdb needs 0 healthy pods and has 1 currently' }] },
      },
    });
  });
});
