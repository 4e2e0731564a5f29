import { describe, expect, it } from 'vitest';
import { nodes, podDisruptionBudgets, pods } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const client = api.client(user);
  client.create(nodes, undefined, { metadata: { name: 'n' }, spec: {} } as never);
  const draft = { metadata: { name: 'a', labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'i:1' }] } };
  const pod = client.create(pods, 'default', draft as never);
  client.bind('default', 'a', pod.metadata.uid, 'n');
  const bound = client.get(pods, 'default', 'a')!;
  const conditions = [{ type: 'Ready', status: 'True' }];
  client.updateStatus(pods, { ...bound, status: { ...bound.status, phase: 'Running', conditions } } as Pod);
  const evict = (name: string) =>
    api.handle({
      method: 'POST',
      path: `/api/v1/namespaces/default/pods/${name}/eviction`,
      query: {},
      headers: {},
      body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: 'default' } },
      user,
    });
  const budget = (name: string, disruptionsAllowed: number) => {
    const spec = { minAvailable: 1, selector: { matchLabels: { app: 'a' } } };
    const made = client.create(podDisruptionBudgets, 'default', { metadata: { name }, spec } as never);
    const status = {
      observedGeneration: 1,
      disruptionsAllowed,
      currentHealthy: 1,
      desiredHealthy: 1,
      expectedPods: 1,
    };
    client.updateStatus(podDisruptionBudgets, { ...made, status } as never);
  };
  return { client, evict, budget };
}

describe('eviction', () => {
  it('deletes the pod gracefully', () => {
    const { client, evict } = server();
    expect(evict('a')).toMatchObject({ status: 201, body: { status: 'Success' } });
    expect(client.get(pods, 'default', 'a')?.metadata.deletionGracePeriodSeconds).toBe(30);
    expect(evict('b')).toMatchObject({ status: 404, body: { message: 'pods "b" not found' } });
  });

  it('asks the budget, and spends it', () => {
    const { client, evict, budget } = server();
    budget('tight', 0);
    expect(evict('a')).toMatchObject({
      status: 429,
      body: {
        reason: 'TooManyRequests',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
        details: {
          causes: [
            {
              reason: 'DisruptionBudget',
              message: 'The disruption budget tight needs 1 healthy pods and has 1 currently',
            },
          ],
        },
      },
    });
    const tight = client.get(podDisruptionBudgets, 'default', 'tight')!;
    client.updateStatus(podDisruptionBudgets, { ...tight, status: { ...tight.status, disruptionsAllowed: 1 } });
    expect(evict('a').status).toBe(201);
    expect(client.get(podDisruptionBudgets, 'default', 'tight')?.status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { a: '1970-01-01T00:00:00Z' },
    });
  });

  it('cannot serve two budgets', () => {
    const { evict, budget } = server();
    budget('one', 1);
    budget('two', 1);
    expect(evict('a')).toMatchObject({
      status: 500,
      body: {
        message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      },
    });
  });
});
