import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import { milliValue as milli } from '../../src/api/quantity.ts';
import type { Node } from '../../src/api/types/node.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { type Framework, MINUTE, spec } from './framework.ts';
import { at } from './paths.ts';
import { asks, createPausePod, nodeThatRunsPods, pauseSpec, podRuns, readyNodes } from './pause-pods.ts';
import { updateWithRetries, waitForPod } from './workloads.ts';

/** Re-expresses test/e2e/scheduling/predicates.go. */

interface Event extends KubeObject {
  readonly reason?: string;
  readonly message?: string;
}

const label = (f: Framework, node: string, change: Readonly<Record<string, string | null>>) =>
  f.client.patch<Node>(at('v1', 'nodes', undefined, node), 'strategic-merge', { metadata: { labels: change } });

/** Creates a pod and waits for what the scheduler says of its failure. Models WaitForSchedulerAfterAction. */
async function failsToSchedule(f: Framework, name: string, podSpec: object, labels: object): Promise<void> {
  const path = at('v1', 'events', f.namespace);
  const { metadata } = await f.client.list<Event>(path);
  const watching = await f.client.watch<Event>(path, { resourceVersion: metadata.resourceVersion });
  await createPausePod(f, name, podSpec, { labels });
  await f.next(watching, 'the scheduler says that it failed', 2 * MINUTE, ({ object }) => {
    return object.reason === 'FailedScheduling' && object.metadata.name.startsWith(name);
  });
  watching.close();
}

/** How many pods are on a node, and how many on none. Models verifyResult. */
async function counts(f: Framework): Promise<readonly [number, number]> {
  const { items } = await f.client.list<Pod>(at('v1', 'pods', f.namespace));
  const scheduled = items.filter((pod) => pod.spec.nodeName !== undefined);
  for (const { status } of scheduled) {
    expect(status.conditions?.find(({ type }) => type === 'PodScheduled')?.status).toBe('True');
  }
  return [scheduled.length, items.length - scheduled.length];
}

spec(
  '[sig-scheduling] SchedulerPredicates [Serial] validates resource limits of pods that are allowed to run [Conformance]',
  'sched-pred',
  async (f) => {
    const nodes = await readyNodes(f);
    const free = new Map(nodes.map(({ metadata, status }) => [metadata.name, milli(status.allocatable?.cpu)]));
    const most = Math.max(...free.values());
    for (const name of free.keys()) await label(f, name, { node: name });
    const { items } = await f.client.list<Pod>(at('v1', 'pods'));
    for (const pod of items) {
      const left = free.get(pod.spec.nodeName ?? '');
      if (left === undefined || ['Succeeded', 'Failed'].includes(pod.status.phase ?? '')) continue;
      const used = pod.spec.containers.reduce((sum, one) => sum + milli(one.resources?.requests?.cpu), 0);
      free.set(pod.spec.nodeName!, left - used);
    }
    for (const [node, cpu] of free) {
      const affinity = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'node', operator: 'In', values: [node] }] }],
          },
        },
      };
      const name = `filler-pod-${node}`;
      const resources = asks('cpu', `${Math.floor((cpu * 7) / 10)}m`);
      await createPausePod(f, name, pauseSpec(name, { affinity }, resources), { labels: {} });
    }
    for (const node of free.keys()) await podRuns(f, `filler-pod-${node}`);
    const resources = asks('cpu', `${Math.floor(most / 2)}m`);
    await failsToSchedule(f, 'additional-pod', pauseSpec('additional-pod', {}, resources), { name: 'additional' });
    expect(await counts(f)).toEqual([free.size, 1]);
    for (const name of free.keys()) await label(f, name, { node: null });
  },
);

spec(
  '[sig-scheduling] SchedulerPredicates [Serial] validates that NodeSelector is respected if not matching [Conformance]',
  'sched-pred',
  async (f) => {
    const podSpec = pauseSpec('restricted-pod', { nodeSelector: { label: 'nonempty' } });
    await failsToSchedule(f, 'restricted-pod', podSpec, { name: 'restricted' });
    expect(await counts(f)).toEqual([0, 1]);
  },
);

spec(
  '[sig-scheduling] SchedulerPredicates [Serial] validates that NodeSelector is respected if matching [Conformance]',
  'sched-pred',
  async (f) => {
    const node = await nodeThatRunsPods(f);
    const key = 'kubernetes.io/e2e-0c4f7a0e-62a5-4a43-8b0c-3d7b7a8c6f11';
    const labelled = await label(f, node, { [key]: '42' });
    expect(labelled.metadata.labels?.[key]).toBe('42');
    await createPausePod(f, 'with-labels', pauseSpec('with-labels', { nodeSelector: { [key]: '42' } }));
    const pod = await waitForPod(f, 'with-labels', 'is not pending', ({ status }) => status.phase !== 'Pending');
    expect(pod.spec.nodeName).toBe(node);
    await updateWithRetries<Node>(f, at('v1', 'nodes', undefined, node), ({ metadata, ...rest }) => {
      const { [key]: _, ...labels } = metadata.labels ?? {};
      return { ...rest, metadata: { ...metadata, labels } };
    });
  },
);
