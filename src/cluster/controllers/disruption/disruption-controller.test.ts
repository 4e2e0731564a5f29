import { describe, expect, it } from 'vitest';
import { daemonSets, deployments, events, podDisruptionBudgets, pods } from '../../../api/resources.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { createCluster } from '../../create-cluster.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
const labels = { app: 'a' };

function cluster() {
  const made = createCluster({ seed: 7, startAt, nodes: defaultNodes(3), bare: true });
  const client = made.apiserver.client(user);
  const { clock } = made.world;
  const container = { name: 'c', image: 'nginx:1.25' };
  const spec = { containers: [container] };
  const workload = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } };
  return {
    client,
    pass: (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000),
    pod(name: string, ready = true) {
      const readinessProbe = { exec: { command: ['false'] } };
      const containers = [ready ? container : { ...container, readinessProbe }];
      client.create(pods, 'default', { metadata: { name, labels }, spec: { containers } } as never);
    },
    deployment: (replicas: number) =>
      client.create(deployments, 'default', { metadata: { name: 'web' }, spec: { replicas, ...workload } } as never),
    daemonSet: () => client.create(daemonSets, 'default', { metadata: { name: 'agent' }, spec: workload } as never),
    names: () =>
      client
        .list(pods)
        .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
        .map(({ metadata }) => metadata.name),
    budget: (rule: object) =>
      client.create(podDisruptionBudgets, 'default', {
        metadata: { name: 'pdb' },
        spec: { ...rule, selector: { matchLabels: labels } },
      } as never),
    status: () => client.get(podDisruptionBudgets, 'default', 'pdb')!.status,
    evict: (name: string, query: Record<string, string> = {}, named = name) =>
      made.apiserver.handle({
        method: 'POST',
        path: `/api/v1/namespaces/default/pods/${name}/eviction`,
        query,
        headers: {},
        body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: named, namespace: 'default' } },
        user,
      }),
    said: () => client.list(events).map(({ reason, message }) => `${reason}: ${message}`),
  };
}

const because = (message: string) => ({
  status: 429,
  body: { details: { causes: [{ reason: 'DisruptionBudget', message }] } },
});

describe('the disruption controller', () => {
  it('counts, and the eviction spends what it allows', () => {
    const { pod, budget, pass, status, evict, client } = cluster();
    budget({ minAvailable: 2 });
    for (const name of ['a', 'b', 'c']) pod(name);
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
    expect(evict('a', {}, 'b')).toMatchObject({ status: 400 });
    expect(status().disruptionsAllowed).toBe(1);
    expect(evict('a').status).toBe(201);
    expect(client.get(pods, 'default', 'a')?.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' }),
    );
    expect(status().conditions).toMatchObject([{ status: 'False', reason: 'InsufficientPods' }]);
    expect(evict('b')).toMatchObject(because('The disruption budget pdb needs 2 healthy pods and has 3 currently'));
    pass(40);
    expect(status()).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 0, expectedPods: 2 });
    expect(status().disruptedPods).toBeUndefined();
  });

  it.each([
    [{ maxUnavailable: 1 }, 3],
    [{ maxUnavailable: '30%' }, 2],
    [{ minAvailable: '60%' }, 3],
  ])('takes the scale of the Deployment: %j', (rule, desiredHealthy) => {
    const { deployment, budget, pass, status, evict, names } = cluster();
    budget(rule);
    deployment(4);
    pass(30);
    const disruptionsAllowed = 4 - desiredHealthy;
    expect(status()).toMatchObject({ expectedPods: 4, currentHealthy: 4, desiredHealthy, disruptionsAllowed });
    for (const name of names().slice(0, disruptionsAllowed)) expect(evict(name).status).toBe(201);
    expect(evict(names()[0]!).status).toBe(429);
    pass(60);
    expect(status()).toMatchObject({ expectedPods: 4, currentHealthy: 4, disruptionsAllowed });
  });

  it('fails safe where a scale cannot be found, and warns of pods without a controller', () => {
    const { pod, daemonSet, budget, pass, status, evict, said, names } = cluster();
    pod('a');
    budget({ maxUnavailable: 1 });
    pass(20);
    expect(status()).toMatchObject({ expectedPods: 0, disruptionsAllowed: 0, currentHealthy: 1 });
    expect(said().some((text) => text.includes('MatchLabels:map[string]string{app: a,},'))).toBe(true);
    daemonSet();
    pass(20);
    const problem = 'daemonsets.apps does not implement the scale subresource';
    expect(said()).toContain(
      `CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: ${problem}`,
    );
    expect(status().conditions).toMatchObject([{ status: 'False', reason: 'SyncFailed', message: problem }]);
    const why = `The disruption budget pdb does not allow evicting pods currently because it failed sync: ${problem}`;
    expect(evict(names()[0]!)).toMatchObject(because(why));
  });

  it.each([
    ['IfHealthyBudget', 429],
    ['AlwaysAllow', 201],
  ])('guards pods that are not ready: %s', (unhealthyPodEvictionPolicy, code) => {
    const { pod, budget, pass, evict } = cluster();
    budget({ minAvailable: 2, unhealthyPodEvictionPolicy });
    pod('a');
    pod('b', false);
    pass(20);
    expect(evict('b').status).toBe(code);
    expect(evict('a').status).toBe(429);
  });

  it('takes back the mark of a pod that was not deleted', () => {
    const { pod, pass, client } = cluster();
    pod('a');
    pass(20);
    const before = client.get(pods, 'default', 'a')!;
    const lastTransitionTime = '2026-01-05T09:00:20Z';
    const mark = { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', lastTransitionTime };
    const conditions = [...(before.status.conditions ?? []), mark];
    client.updateStatus(pods, { ...before, status: { ...before.status, conditions } });
    const now = () =>
      client.get(pods, 'default', 'a')?.status.conditions?.find(({ type }) => type === mark.type)?.status;
    pass(110);
    expect(now()).toBe('True');
    pass(20);
    expect(now()).toBe('False');
  });
});
