import { describe, expect, it } from 'vitest';
import {
  configMaps,
  controllerRevisions,
  daemonSets,
  namespaces,
  nodes,
  pods,
  serviceAccounts,
} from '../../../api/resources.ts';
import { createWorld } from '../../../sim/world.ts';
import { bootstrap } from '../../apiserver/bootstrap.ts';
import { createRegistry } from '../../apiserver/rest/registry.ts';
import { createClient } from '../../client/create-client.ts';
import { startControllers } from '../start-controllers.ts';

/** All controllers, and one DaemonSet whose pods are not bound, so that they end as soon as they are deleted. */
function start() {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const registry = createRegistry(world);
  const client = createClient(registry, { name: 'test', groups: ['system:masters'] });
  const said: string[] = [];
  startControllers((component) => ({
    world,
    client,
    events: {
      event: (about, _type, reason, message) =>
        void said.push(`${component} ${about.metadata.name} ${reason} ${message}`),
    },
  }));
  bootstrap(registry);
  for (const name of ['node01', 'node02']) {
    const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: '2026-01-01T00:00:00Z' }];
    client.create(nodes, undefined, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      spec: {},
      status: { conditions },
    } as never);
    client.patch(nodes, undefined, name, 'merge', { status: { conditions } }, 'status');
  }
  const apply = (namespace: string) =>
    client.create(daemonSets, namespace, {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'c', image: 'x' }] } },
      },
    } as never);
  const settle = () => expect(world.clock.settle(120_000)).toBe(true);
  const pass = (ms: number) => world.clock.advanceTo(world.clock.now() + ms);
  settle();
  return { world, client, apply, settle, pass, said, podsIn: (namespace: string) => client.list(pods, { namespace }) };
}

describe('the controllers together', () => {
  it('take a node into service', () => {
    const { client, pass, said } = start();
    expect(client.get(nodes, undefined, 'node02')).toMatchObject({
      metadata: { annotations: { 'node.alpha.kubernetes.io/ttl': '0' } },
      spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] },
    });
    expect(client.get(nodes, undefined, 'node02')!.spec.taints).toBeUndefined();
    pass(6_000);
    expect(said).toContain(
      'node-controller node02 RegisteredNode Node node02 event: Registered Node node02 in Controller',
    );
  });

  it.each(['Background', 'Foreground', 'Orphan'] as const)('delete a set: %s', (propagationPolicy) => {
    const { client, apply, settle, podsIn } = start();
    apply('default');
    settle();
    expect(podsIn('default')).toHaveLength(2);
    client.delete(daemonSets, 'default', 'agent', { propagationPolicy });
    expect(client.get(daemonSets, 'default', 'agent') === undefined).toBe(propagationPolicy === 'Background');
    settle();
    expect(client.get(daemonSets, 'default', 'agent')).toBeUndefined();
    const kept = propagationPolicy === 'Orphan';
    expect(podsIn('default')).toHaveLength(kept ? 2 : 0);
    expect(client.list(controllerRevisions, { namespace: 'default' })).toHaveLength(kept ? 1 : 0);
    for (const pod of podsIn('default')) expect(pod.metadata.ownerReferences ?? []).toEqual([]);
  });

  it('give a new namespace what it needs and empty it when it goes', () => {
    const { client, apply, settle, podsIn } = start();
    client.create(namespaces, undefined, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'team' },
      spec: {},
    } as never);
    settle();
    expect(client.get(serviceAccounts, 'team', 'default')).toBeDefined();
    expect(client.get(configMaps, 'team', 'kube-root-ca.crt')).toBeDefined();
    apply('team');
    settle();
    expect(podsIn('team')).toHaveLength(2);
    client.delete(namespaces, undefined, 'team');
    expect(client.get(namespaces, undefined, 'team')!.status.phase).toBe('Terminating');
    settle();
    expect(client.get(namespaces, undefined, 'team')).toBeUndefined();
    expect(podsIn('team')).toHaveLength(0);
  });

  it('taint a cordoned node, and a silent one, whose pods they evict', () => {
    const { client, apply, settle, pass, podsIn, said } = start();
    apply('default');
    settle();
    const bare = { containers: [{ name: 'c', image: 'x' }], nodeName: 'node01' };
    client.create(pods, 'default', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare' }, spec: bare } as never);
    client.patch(nodes, undefined, 'node01', 'merge', { spec: { unschedulable: true } });
    settle();
    const taints = (name: string) =>
      (client.get(nodes, undefined, name)!.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);
    expect(taints('node01')).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
    const beat = () =>
      client.patch(
        nodes,
        undefined,
        'node02',
        'merge',
        {
          status: {
            conditions: [
              { type: 'Ready', status: 'True', lastHeartbeatTime: new Date(Math.floor(pass0())).toISOString() },
            ],
          },
        },
        'status',
      );
    let now = Date.UTC(2026, 0, 1);
    const pass0 = () => now;
    const live = (ms: number) => {
      for (let done = 0; done < ms; done += 10_000) {
        pass(10_000);
        now += 10_000;
        beat();
      }
    };
    live(60_000);
    expect(taints('node01').sort()).toEqual([
      'node.kubernetes.io/unreachable:NoExecute',
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unschedulable:NoSchedule',
    ]);
    expect(taints('node02')).toEqual([]);
    expect(said).toContain('node-controller node01 NodeNotReady Node node01 status is now: NodeNotReady');
    live(320_000);
    expect(said).toContain('taint-eviction-controller bare TaintManagerEviction Marking for deletion Pod default/bare');
    expect(podsIn('default').filter(({ metadata }) => metadata.deletionTimestamp !== undefined)).toHaveLength(1);
  });

  it('remove the pods of a node that is gone', () => {
    const { client, apply, settle, pass, podsIn } = start();
    apply('default');
    settle();
    for (const pod of podsIn('default')) {
      const terms = pod.spec.affinity!.nodeAffinity!.requiredDuringSchedulingIgnoredDuringExecution!.nodeSelectorTerms;
      client.bind('default', pod.metadata.name, pod.metadata.uid, terms[0]!.matchFields![0]!.values![0]!);
    }
    client.delete(nodes, undefined, 'node02');
    pass(39_000);
    expect(podsIn('default')).toHaveLength(2);
    pass(60_000);
    expect(podsIn('default').map(({ spec }) => spec.nodeName)).toEqual(['node01']);
  });
});
