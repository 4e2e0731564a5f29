import { jsonEqual } from '../api/json-equal.ts';
import { isPodTerminal } from '../api/pod-conditions.ts';
import { podStatusText } from '../api/pod-status-text.ts';
import { integerValue, milliValue } from '../api/quantity.ts';
import { podRequests } from '../api/resource-list.ts';
import { nodes, pods } from '../api/resources.ts';
import { parseTime } from '../api/time.ts';
import type { Node } from '../api/types/node.ts';
import type { Pod } from '../api/types/pod.ts';
import type { NodeView, PodState, PodView, ResourceAmounts, ViewFrame } from '../api/view.ts';
import type { World } from '../sim/world.ts';
import type { Client } from './client/client.ts';

/** The cluster as a person looks at it. Nothing is collected until somebody asks for the first time. */
export interface ClusterView {
  /** What changed since the last call; everything at the first. */
  changes(): ViewFrame;
  /** Grows with every change of a node or pod beyond heartbeats, and with every change of another watched kind. */
  readonly revision: number;
}

const NONE: ResourceAmounts = { cpuMilli: 0, memoryBytes: 0, pods: 0 };

/** Follows nodes and pods. It is no part of a snapshot: a forked cluster's view begins anew. */
export function createClusterView(client: Client, world: World): ClusterView {
  let watching = false;
  let revision = 0;
  const dirtyNodes = new Set<string>();
  const dirtyPods = new Map<string, Pod>();
  const removedNodes = new Set<string>();
  const removedPods = new Set<string>();
  /** What each bound pod takes of its node, by uid, so that the sums need no recount. */
  const counted = new Map<string, { readonly node: string; readonly amounts: ResourceAmounts }>();
  const requested = new Map<string, ResourceAmounts>();

  function recount(pod: Pod, gone: boolean): void {
    const { uid } = pod.metadata;
    const before = counted.get(uid);
    const node = gone || isPodTerminal(pod) ? '' : (pod.spec.nodeName ?? '');
    if ((before?.node ?? '') === node) return;
    if (before !== undefined) add(before.node, before.amounts, -1);
    counted.delete(uid);
    if (node === '') return;
    const asked = podRequests(pod);
    const amounts = { cpuMilli: milliValue(asked.cpu ?? '0'), memoryBytes: integerValue(asked.memory ?? '0'), pods: 1 };
    counted.set(uid, { node, amounts });
    add(node, amounts, 1);
  }

  function add(node: string, amounts: ResourceAmounts, sign: 1 | -1): void {
    const sum = requested.get(node) ?? NONE;
    requested.set(node, {
      cpuMilli: sum.cpuMilli + sign * amounts.cpuMilli,
      memoryBytes: sum.memoryBytes + sign * amounts.memoryBytes,
      pods: sum.pods + sign * amounts.pods,
    });
    dirtyNodes.add(node);
  }

  function podChanged(pod: Pod, gone: boolean): void {
    recount(pod, gone);
    if (gone) {
      dirtyPods.delete(pod.metadata.uid);
      removedPods.add(pod.metadata.uid);
    } else {
      dirtyPods.set(pod.metadata.uid, pod);
    }
  }

  client.watch(pods, ({ type, object }) => {
    revision++;
    if (watching) podChanged(object, type === 'DELETED');
  });
  client.watch(nodes, ({ type, object, old }) => {
    const { name } = object.metadata;
    if (old !== undefined && type === 'MODIFIED' && onlyHeartbeats(old, object)) return;
    revision++;
    if (!watching) return;
    if (type === 'DELETED') {
      dirtyNodes.delete(name);
      removedNodes.add(name);
    } else {
      removedNodes.delete(name);
      dirtyNodes.add(name);
    }
  });

  return {
    get revision() {
      return revision;
    },
    changes() {
      if (!watching) {
        watching = true;
        for (const node of client.list(nodes)) dirtyNodes.add(node.metadata.name);
        for (const pod of client.list(pods)) podChanged(pod, false);
      }
      const nodeViews: NodeView[] = [];
      for (const name of dirtyNodes) {
        const node = client.get(nodes, undefined, name);
        if (node !== undefined) nodeViews.push(nodeView(node, requested.get(name) ?? NONE));
      }
      const nowMs = world.clock.now();
      const frame: ViewFrame = {
        nowMs,
        nodes: nodeViews,
        removedNodes: [...removedNodes],
        pods: [...dirtyPods.values()].map((pod) => podView(pod, nowMs)),
        removedPods: [...removedPods],
      };
      for (const set of [dirtyNodes, dirtyPods, removedNodes, removedPods]) set.clear();
      return frame;
    },
  };
}

/** Whether nothing but the times of a node's conditions moved. */
function onlyHeartbeats(old: Node, node: Node): boolean {
  const facts = ({ status }: Node) =>
    (status.conditions ?? []).map(({ type, status: value }) => `${type}=${value}`).join();
  return (
    jsonEqual(old.spec, node.spec) &&
    jsonEqual(old.metadata.labels, node.metadata.labels) &&
    jsonEqual(old.status.allocatable, node.status.allocatable) &&
    facts(old) === facts(node)
  );
}

const ROLE = 'node-role.kubernetes.io/';

function nodeView(node: Node, sum: ResourceAmounts): NodeView {
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready')?.status;
  const labels = node.metadata.labels ?? {};
  const allocatable = node.status.allocatable ?? {};
  return {
    name: node.metadata.name,
    roles: Object.keys(labels)
      .filter((label) => label.startsWith(ROLE))
      .map((label) => label.slice(ROLE.length)),
    ready: ready === 'True' || ready === 'False' ? ready : 'Unknown',
    cordoned: node.spec.unschedulable === true,
    taints: (node.spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
    labels,
    allocatable: {
      cpuMilli: milliValue(allocatable.cpu ?? '0'),
      memoryBytes: integerValue(allocatable.memory ?? '0'),
      pods: integerValue(allocatable.pods ?? '0'),
    },
    requested: sum,
    createdMs: parseTime(node.metadata.creationTimestamp) ?? 0,
  };
}

function podView(pod: Pod, nowMs: number): PodView {
  const { status, ready, restarts } = podStatusText(pod, nowMs);
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true);
  const scheduled = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
  return {
    uid: pod.metadata.uid,
    name: pod.metadata.name,
    namespace: pod.metadata.namespace ?? '',
    node: pod.spec.nodeName ?? '',
    state: podState(pod, status),
    status,
    ready,
    restarts,
    images: pod.spec.containers.map(({ image }) => image ?? ''),
    controller: owner === undefined ? '' : `${owner.kind}/${owner.name}`,
    message: scheduled?.status === 'False' ? (scheduled.message ?? '') : '',
    createdMs: parseTime(pod.metadata.creationTimestamp) ?? 0,
  };
}

function podState(pod: Pod, status: string): PodState {
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  if (pod.status.phase === 'Succeeded') return 'succeeded';
  if (pod.status.phase === 'Failed') return 'failed';
  if (/BackOff|^Err|Error|Invalid|OOMKilled/.test(status)) return 'failing';
  if (!pod.spec.nodeName) return 'pending';
  if (pod.status.phase !== 'Running') return 'starting';
  return pod.status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')
    ? 'ready'
    : 'running';
}
