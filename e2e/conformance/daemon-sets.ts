import { expect } from 'vitest';
import type { ControllerRevision, DaemonSet } from '../../src/api/types/daemon-set.ts';
import type { Node } from '../../src/api/types/node.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { type Framework, MINUTE, retryOnConflict, SECOND } from './framework.ts';
import { at } from './paths.ts';
import { controllerOf, isAvailable, selectorOf, sorted } from './workloads.ts';

export const NAME = 'daemon-set';
export const LABEL = { 'daemonset-name': NAME };
const PREFIX = 'daemonset-';
const HASH = 'controller-revision-hash';

type Labels = Readonly<Record<string, string>>;

export const setPath = (f: Framework, part?: string, name = NAME) =>
  at('apps/v1', 'daemonsets', f.namespace, name, part);

/** Models framework/daemonset NewDaemonSet. */
export const newDaemonSet = (image: string, more: object = {}, name = NAME, labels: Labels = LABEL, own?: Labels) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, ...(own === undefined ? {} : { labels: own }) },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec(image) }, ...more },
});

export const podSpec = (image: string, container: object = {}) => ({
  containers: [{ name: 'app', image, ports: [{ containerPort: 9376 }], securityContext: {}, ...container }],
  securityContext: {},
});

const TOLERATED = new Set([
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/unschedulable',
]);

/** The nodes that the set's pods belong on. Models NodeShouldRunDaemonPod as far as the specs need it. */
export async function nodesOf(f: Framework, set: DaemonSet): Promise<readonly string[]> {
  const { items } = await f.client.list<Node>(at('v1', 'nodes'));
  const wanted = Object.entries(set.spec.template.spec?.nodeSelector ?? {});
  return items
    .filter(({ spec }) =>
      (spec.taints ?? []).every(({ key, effect }) => effect === 'PreferNoSchedule' || TOLERATED.has(key)),
    )
    .filter(({ metadata }) => wanted.every(([key, value]) => metadata.labels?.[key] === value))
    .map(({ metadata }) => metadata.name);
}

/** Exactly one available pod on each of these nodes and none elsewhere. Models CheckDaemonPodOnNodes. */
export async function runsOn(f: Framework, set: DaemonSet, nodes: readonly string[]): Promise<boolean> {
  const { items } = await f.client.list<Pod>(at('v1', 'pods', f.namespace));
  const counts = new Map<string, number>();
  for (const pod of items) {
    if (controllerOf(pod)?.uid !== set.metadata.uid || pod.metadata.deletionTimestamp !== undefined) continue;
    if (!isAvailable(pod, set.spec.minReadySeconds ?? 0, f.now())) continue;
    const node = pod.spec.nodeName ?? '';
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts.size === nodes.length && nodes.every((node) => counts.get(node) === 1);
}

export const waitForNodes = (f: Framework, set: DaemonSet, nodes: readonly string[]) =>
  f.poll(`daemon pods run on ${nodes.join(' ') || 'no node'}`, SECOND, 5 * MINUTE, () => runsOn(f, set, nodes));

export const waitForAllNodes = (f: Framework, set: DaemonSet) =>
  f.poll('daemon pods run on all nodes', SECOND, 5 * MINUTE, async () => runsOn(f, set, await nodesOf(f, set)));

/** Models CheckDaemonStatus, which looks once. */
export async function checkStatus(f: Framework, name = NAME): Promise<void> {
  const { status } = await f.client.get<DaemonSet>(setPath(f, undefined, name));
  expect(status.currentNumberScheduled).toBe(status.desiredNumberScheduled);
  expect(status.numberReady).toBe(status.desiredNumberScheduled);
}

export async function createSet(f: Framework, body: object): Promise<DaemonSet> {
  const set = await f.client.create<DaemonSet>(at('apps/v1', 'daemonsets', f.namespace), body);
  return set;
}

/** The pods that have not ended. */
export async function daemonPods(f: Framework, labels: Labels = LABEL): Promise<readonly Pod[]> {
  const { items } = await f.client.list<Pod>(at('v1', 'pods', f.namespace), {
    labelSelector: selectorOf(labels),
    fieldSelector: 'status.phase!=Failed,status.phase!=Succeeded',
  });
  expect(items.length).toBeGreaterThan(0);
  return items;
}

export async function revisions(f: Framework, labels: Labels = LABEL): Promise<readonly ControllerRevision[]> {
  const path = at('apps/v1', 'controllerrevisions', f.namespace);
  return (await f.client.list<ControllerRevision>(path, { labelSelector: selectorOf(labels) })).items;
}

export const waitForRevisions = (f: Framework, count: number, labels: Labels = LABEL) =>
  f.poll(`there are ${count} revisions`, SECOND, 5 * MINUTE, async () => (await revisions(f, labels)).length === count);

/**
 * The one revision whose data are byte for byte what Go makes of the set's template. Models daemon.Match, by which the
 * spec finds the current revision.
 */
export async function currentRevision(f: Framework): Promise<ControllerRevision> {
  const set = await f.client.get<DaemonSet>(setPath(f));
  const list = await f.client.raw('GET', at('apps/v1', 'controllerrevisions', f.namespace), {
    labelSelector: selectorOf(LABEL),
  });
  const metadata = { creationTimestamp: null, ...set.spec.template.metadata };
  const template = { ...set.spec.template, metadata, $patch: 'replace' };
  const wanted = JSON.stringify(sorted({ spec: { template } })).replace(/[<>&]/g, escaped);
  expect(list.text.split(`"data":${wanted}`).length - 1).toBe(1);
  const items = (JSON.parse(list.text) as { items: ControllerRevision[] }).items;
  for (const { metadata } of items) expect(metadata.labels?.[HASH]).toBeTruthy();
  return items.find(({ data }) => JSON.stringify(data).replace(/[<>&]/g, escaped) === wanted)!;
}

const escaped = (sign: string) => `\\u00${sign.charCodeAt(0).toString(16)}`;

export async function checkHashes(f: Framework, hash: string): Promise<void> {
  for (const { metadata } of await daemonPods(f)) {
    if (metadata.deletionTimestamp === undefined) expect(metadata.labels?.[HASH]).toBe(hash);
  }
}

export const hashOf = ({ metadata }: ControllerRevision): string => metadata.labels?.[HASH] ?? '';

/** Replaces the labels that these specs put on nodes. */
export const labelNode = (f: Framework, name: string, labels: Labels) =>
  retryOnConflict(async () => {
    const node = await f.client.get<Node>(at('v1', 'nodes', undefined, name));
    const others = Object.entries(node.metadata.labels ?? {}).filter(([key]) => !key.startsWith(PREFIX));
    const metadata = { ...node.metadata, labels: { ...Object.fromEntries(others), ...labels } };
    return f.client.update<Node>(at('v1', 'nodes', undefined, name), { ...node, metadata });
  });

/** What these specs do before they begin. */
export async function prepare(f: Framework): Promise<void> {
  await f.client.patch(at('v1', 'namespaces', undefined, f.namespace), 'strategic-merge', {
    metadata: { annotations: { 'scheduler.alpha.kubernetes.io/node-selector': '' } },
  });
  for (const name of ['node01', 'node02', 'node03']) await labelNode(f, name, {});
}

/** Every pod is of this image, and no more than these are unavailable. Models checkDaemonPodsImageAndAvailability. */
export async function allOfImage(f: Framework, set: DaemonSet, image: string, maxUnavailable: number) {
  const { items } = await f.client.list<Pod>(at('v1', 'pods', f.namespace));
  const updated = new Set<string>();
  let unavailable = 0;
  for (const pod of items) {
    if (pod.metadata.deletionTimestamp !== undefined || controllerOf(pod)?.uid !== set.metadata.uid) continue;
    if (pod.spec.containers[0]?.image === image) updated.add(pod.spec.nodeName ?? '');
    if (!isAvailable(pod, set.spec.minReadySeconds ?? 0, f.now())) unavailable++;
  }
  if (unavailable > maxUnavailable) throw new Error(`${unavailable} pods are unavailable`);
  return (await nodesOf(f, set)).every((node) => updated.has(node));
}

/** What these specs do at their end: the sets are deleted, and with them their pods. Models DeleteResourceAndWaitForGC. */
export async function cleanUp(f: Framework): Promise<void> {
  const { items } = await f.client.list<DaemonSet>(at('apps/v1', 'daemonsets', f.namespace));
  for (const set of items) {
    await f.client.remove(setPath(f, undefined, set.metadata.name), { propagationPolicy: 'Background' });
    await f.poll('the pods of the set go', SECOND, 10 * MINUTE, async () => {
      const pods = await f.client.list<Pod>(at('v1', 'pods', f.namespace));
      return pods.items.every((pod) => controllerOf(pod)?.uid !== set.metadata.uid);
    });
  }
  for (const name of ['node01', 'node02', 'node03']) await labelNode(f, name, {});
}
