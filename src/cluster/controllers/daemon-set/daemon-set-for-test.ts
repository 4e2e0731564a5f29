import { expect } from 'vitest';
import { isPodReady } from '../../../api/pod-conditions.ts';
import { daemonSets, nodes, pods } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { DaemonSetSpec, DaemonSetUpdateStrategy } from '../../../api/types/daemon-set.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { createWorld } from '../../../sim/world.ts';
import { bootstrap } from '../../apiserver/bootstrap.ts';
import { createRegistry } from '../../apiserver/rest/registry.ts';
import { createClient } from '../../client/create-client.ts';
import { createDaemonSetController } from './daemon-set-controller.ts';
import { targetNodeOf } from './node-name-affinity.ts';

export const labels = { app: 'agent' };
export const rolling = (rollingUpdate: object): DaemonSetUpdateStrategy => ({ type: 'RollingUpdate', rollingUpdate });

/** A cluster with nothing but an API server and the controller: the test plays scheduler and kubelets. */
export function start(nodeCount: number, spec: Partial<DaemonSetSpec> = {}) {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const registry = createRegistry(world);
  const client = createClient(registry, { name: 'test', groups: ['system:masters'] });
  const said: string[] = [];
  const events = {
    event: (_about: object, type: string, reason: string, message: string) =>
      void said.push(`${type} ${reason} ${message}`),
  };
  createDaemonSetController({ world, client, events });
  bootstrap(registry);
  const addNode = (name: string) => {
    client.create(nodes, undefined, { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { name } }, spec: {} });
    client.patch(nodes, undefined, name, 'merge', { spec: { taints: null } });
  };
  for (let i = 0; i < nodeCount; i++) addNode(`node${String(i).padStart(4, '0')}`);
  client.create(daemonSets, 'default', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: { selector: { matchLabels: labels }, template: template('nginx:1'), ...spec },
  } as never);
  const set = () => client.get(daemonSets, 'default', 'agent')!;
  const all = (): readonly Pod[] => client.list(pods, { namespace: 'default' });
  const test = {
    world,
    client,
    said,
    set,
    all,
    addNode,
    live: () => all().filter(({ metadata }) => metadata.deletionTimestamp === undefined),
    images: () => all().map(({ spec: { containers } }) => containers[0]!.image),
    settle: () => expect(world.clock.settle(1_000)).toBe(true),
    setImage(image: string, change: Partial<DaemonSetSpec> = {}) {
      client.update(daemonSets, { ...set(), spec: { ...set().spec, ...change, template: template(image) } } as never);
    },
    /** Ends what is being deleted, as kubelets do, and makes the rest ready. */
    kubelets(readyUpTo = Number.POSITIVE_INFINITY) {
      let made = 0;
      for (const pod of all()) {
        const { name, deletionTimestamp } = pod.metadata;
        if (deletionTimestamp !== undefined) client.delete(pods, 'default', name, { gracePeriodSeconds: 0 });
        else if (!isPodReady(pod) && made++ < readyUpTo) test.setStatus(pod, 'Running', 'True');
      }
      test.settle();
    },
    setStatus(pod: Pod, phase: string, ready: string) {
      const nodeName = targetNodeOf(pod)!;
      if (!pod.spec.nodeName) client.bind('default', pod.metadata.name, pod.metadata.uid, nodeName);
      const conditions = [{ type: 'Ready', status: ready, lastTransitionTime: formatTime(world.clock.now()) }];
      client.patch(pods, 'default', pod.metadata.name, 'merge', { status: { phase, conditions } }, 'status');
    },
  };
  test.settle();
  return test;
}

export const template = (image: string) => ({ metadata: { labels }, spec: { containers: [{ name: 'c', image }] } });
