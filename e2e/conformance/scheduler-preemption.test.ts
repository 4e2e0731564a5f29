import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import type { ReplicaSet } from '../../src/api/types/deployment.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import type { PriorityClass } from '../../src/api/types/priority-class.ts';
import { isRefusal, refusalOf } from './api-client.ts';
import { type Framework, MINUTE, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import {
  addResource,
  asks,
  createPausePod,
  nodeThatRunsPods,
  onNode,
  pauseSpec,
  podRuns,
  readyNodes,
  removeResource,
} from './pause-pods.ts';
import { waitForPod } from './workloads.ts';

/** Re-expresses test/e2e/scheduling/preemption.go. */

const RESOURCE = 'scheduling.k8s.io/foo';
const classPath = (name?: string) => at('scheduling.k8s.io/v1', 'priorityclasses', undefined, name);
const podPath = (f: Framework, name?: string) => at('v1', 'pods', f.namespace, name);

const createClass = (f: Framework, name: string, value: number, labels?: object) =>
  f.client.create<PriorityClass>(classPath(), {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name, ...(labels === undefined ? {} : { labels }) },
    value,
  });

const PRIORITIES = { low: 1, medium: 100, high: 1000 };
const classOf = (f: Framework, level: string) => `${f.namespace}-${level}-priority`;

/** What surrounds these specs: priority classes before, and the nodes as they were afterwards. */
const preemptionSpec = (name: string, body: (f: Framework) => Promise<void>) =>
  spec(name, 'sched-preemption', async (f) => {
    for (const [level, value] of Object.entries(PRIORITIES)) await createClass(f, classOf(f, level), value);
    await body(f);
    const zero = { gracePeriodSeconds: 0 };
    for (const level of Object.keys(PRIORITIES)) await f.client.remove(classPath(classOf(f, level)), zero);
    for (const { metadata } of await readyNodes(f)) await removeResource(f, metadata.name, RESOURCE);
  });

/** Two pods a node that take 4 of its 5; the first one matters least. */
async function fillNodes(f: Framework): Promise<readonly Pod[]> {
  const pods: Pod[] = [];
  for (const [index, { metadata }] of (await readyNodes(f)).entries()) {
    await addResource(f, metadata.name, RESOURCE, '5');
    for (const turn of [0, 1]) {
      const priorityClassName = classOf(f, pods.length === 0 ? 'low' : 'medium');
      const name = `pod${index}-${turn}-${priorityClassName}`;
      const more = { priorityClassName, affinity: onNode(metadata.name) };
      pods.push(await createPausePod(f, name, pauseSpec(name, more, asks(RESOURCE, '2'))));
    }
  }
  for (const { metadata } of pods) await podRuns(f, metadata.name);
  return pods;
}

async function onlyFirstIsPreempted(f: Framework, pods: readonly Pod[]): Promise<void> {
  const first: unknown = await f.client.get<Pod>(podPath(f, pods[0]!.metadata.name)).catch((error: unknown) => error);
  const isGoing = (first as Pod).metadata?.deletionTimestamp !== undefined;
  expect(isRefusal(first, 'NotFound') || isGoing).toBe(true);
  for (const { metadata } of pods.slice(1)) {
    const live = await f.client.get<Pod>(podPath(f, metadata.name));
    expect(live.metadata.deletionTimestamp).toBeUndefined();
  }
}

preemptionSpec(
  '[sig-scheduling] SchedulerPreemption [Serial] validates basic preemption works [Conformance]',
  async (f) => {
    const pods = await fillNodes(f);
    const more = { priorityClassName: classOf(f, 'high') };
    await createPausePod(f, 'preemptor-pod', pauseSpec('preemptor-pod', more, asks(RESOURCE, '2')));
    await podRuns(f, 'preemptor-pod');
    await onlyFirstIsPreempted(f, pods);
  },
);

preemptionSpec(
  '[sig-scheduling] SchedulerPreemption [Serial] validates lower priority pod preemption by critical pod [Conformance]',
  async (f) => {
    const pods = await fillNodes(f);
    const more = { priorityClassName: 'system-cluster-critical' };
    const system = { ...f, namespace: 'kube-system' };
    await createPausePod(system, 'critical-pod', pauseSpec('critical-pod', more, asks(RESOURCE, '2')));
    await podRuns(system, 'critical-pod');
    await onlyFirstIsPreempted(f, pods);
    await f.client.remove(podPath(system, 'critical-pod'), { gracePeriodSeconds: 0 });
  },
);

preemptionSpec(
  '[sig-scheduling] SchedulerPreemption [Serial] validates pod disruption condition is added to the preempted pod [Conformance]',
  async (f) => {
    const [node] = await readyNodes(f);
    const { name } = node!.metadata;
    await addResource(f, name, RESOURCE, '1');
    const create = (pod: string, level: string, metadata: object) => {
      const more = { priorityClassName: classOf(f, level), affinity: onNode(name) };
      return createPausePod(f, pod, pauseSpec(pod, more, asks(RESOURCE, '1')), metadata);
    };
    await create('victim-pod', 'low', { finalizers: ['example.com/test-finalizer'] });
    await podRuns(f, 'victim-pod');
    await create('preemptor-pod', 'high', {});
    const isGoing = ({ metadata }: Pod) => metadata.deletionTimestamp !== undefined;
    const victim = await waitForPod(f, 'victim-pod', 'is terminating', isGoing);
    const condition = victim.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
    expect(condition).toMatchObject({ status: 'True', reason: 'PreemptionByScheduler' });
    await f.client.patch(podPath(f, 'victim-pod'), 'strategic-merge', {
      metadata: { '$deleteFromPrimitiveList/finalizers': ['example.com/test-finalizer'] },
    });
  },
);

spec(
  '[sig-scheduling] SchedulerPreemption [Serial] PreemptionExecutionPath runs ReplicaSets to verify preemption running path [Conformance]',
  'sched-preemption-path',
  async (f) => {
    const fakeCpu = 'example.com/fakecpu';
    const node = await nodeThatRunsPods(f);
    // Go writes a thousand like this.
    await addResource(f, node, fakeCpu, '1k');
    for (const value of [1, 2, 3, 4]) await createClass(f, `p${value}`, value);
    const podSpec = (level: number, amount: string) =>
      pauseSpec(
        `pod${level}`,
        { priorityClassName: `p${level}`, nodeSelector: { 'kubernetes.io/hostname': node } },
        asks(fakeCpu, amount),
      );

    const { metadata } = await f.client.list(podPath(f));
    const query = { resourceVersion: metadata.resourceVersion };
    const watching = await f.client.watch<Pod>(podPath(f), query);
    const seen = [0, 0, 0];
    const look = () => {
      for (let event = watching.take(); event !== undefined; event = watching.take()) {
        const level = Number(/^rs-pod(\d)/.exec(event.object.metadata.name)?.[1] ?? 0);
        if (event.type === 'ADDED' && level > 0) seen[level - 1]!++;
      }
      return seen;
    };
    for (const [level, amount] of [
      [1, '200'],
      [2, '300'],
      [3, '450'],
    ] as const) {
      const labels = { name: `pod${level}` };
      const path = at('apps/v1', 'replicasets', f.namespace, `rs-pod${level}`);
      await f.client.create(at('apps/v1', 'replicasets', f.namespace), {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: `rs-pod${level}`, namespace: f.namespace },
        spec: {
          replicas: 1,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: podSpec(level, amount) },
        },
      });
      await f.poll('its pod is available', 2 * SECOND, MINUTE, async () => {
        return (await f.client.get<ReplicaSet>(path)).status.availableReplicas === 1;
      });
    }
    await createPausePod(f, 'pod4', podSpec(4, '500'), { labels: { name: 'pod4' } });
    await f.poll('the preemptor is on its node', 2 * SECOND, MINUTE, async () => {
      return (await f.client.get<Pod>(podPath(f, 'pod4'))).spec.nodeName !== undefined;
    });
    await f.poll('the preempted pods are there again', 2 * SECOND, MINUTE, async () => {
      look();
      return seen[0]! >= 2 && seen[1]! >= 2;
    });
    expect(look()).toEqual([2, 2, 1]);
    await f.sleep(5 * SECOND);
    await f.sleep(0);
    expect(look()).toEqual([2, 2, 1]);
    watching.close();
    await removeResource(f, node, fakeCpu);
    for (const value of [1, 2, 3, 4]) await f.client.remove(classPath(`p${value}`), { gracePeriodSeconds: 0 });
  },
);

spec(
  '[sig-scheduling] SchedulerPreemption [Serial] PriorityClass endpoints verify PriorityClass endpoints can be operated with different HTTP methods [Conformance]',
  'sched-preemption-path',
  async (f) => {
    const labels = { e2e: '5b7e6a52-6f3d-4a53-8a27-2f7f6f7f4b0e' };
    const [one, two] = [await createClass(f, 'p1', 1, labels), await createClass(f, 'p2', 2, labels)];
    const immutable = await refusalOf(f.client.patch(classPath('p1'), 'strategic-merge', { value: 10 }));
    expect(immutable.reason).toBe('Invalid');
    const replaced = await refusalOf(f.client.update(classPath('p2'), { ...two, value: 20 }));
    expect(replaced.reason).toBe('Invalid');
    const description = 'updated description';
    await f.client.patch(classPath('p1'), 'strategic-merge', { description });
    await f.client.update(classPath('p2'), { ...two, description });
    const all = await f.client.list<KubeObject>(classPath());
    expect(all.items.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(['p1', 'p2']));
    for (const { metadata, value } of [one, two]) {
      const live = await f.client.get<PriorityClass>(classPath(metadata.name));
      expect([live.value, live.description]).toEqual([value, description]);
      expect(Number(live.metadata.resourceVersion)).toBeGreaterThan(Number(metadata.resourceVersion));
    }
    await f.client.remove(classPath(), {}, { labelSelector: `e2e=${labels.e2e}` });
    expect((await f.client.list(classPath(), { labelSelector: `e2e=${labels.e2e}` })).items).toEqual([]);
  },
);
