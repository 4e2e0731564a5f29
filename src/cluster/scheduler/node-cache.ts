import { jsonEqual } from '../../api/json-equal.ts';
import { nodes as nodeResource, pods as podResource } from '../../api/resources.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { World } from '../../sim/world.ts';
import type { Change, Client } from '../client/client.ts';
import { amountsOf } from './amounts.ts';
import type { ClusterNodes } from './decide.ts';
import { addPod, copyNodeInfo, type NodeInfo, newNodeInfo, removePod } from './node-info.ts';
import type { ClusterEvent } from './plugin.ts';
import { priorityOf } from './preempt.ts';

export interface NodeCache extends ClusterNodes {
  /** Counts a pod in before its binding is heard of. */
  assume(pod: Pod, node: string): void;
  nominate(pod: Pod, node: string | undefined): void;
  onBoundPod(change: Change<Pod>): void;
}

/** The scheduler's picture of all nodes, kept up change by change. Models the scheduler's internal cache. */
export function createNodeCache(
  world: World,
  client: Client,
  happened: (event: ClusterEvent['kind'], node: string) => void,
): NodeCache {
  const state = world.state('scheduler/nodes', () => ({
    byName: new Map<string, NodeInfo>(),
    nominated: new Map<string, { readonly node: string; readonly pod: Pod }>(),
  }));

  client.watch(nodeResource, ({ type, object }) => {
    const { name } = object.metadata;
    const known = state.byName.get(name);
    if (type === 'DELETED') {
      state.byName.delete(name);
      return;
    }
    if (known !== undefined) {
      for (const event of update(known, object)) happened(event, name);
      return;
    }
    const info = newNodeInfo(object);
    for (const pod of client.list(podResource, { node: name })) if (isActive(pod)) addPod(info, pod);
    state.byName.set(name, info);
    happened('node-added', name);
  });

  return {
    byName: state.byName,
    withNominated(node, pod) {
      if (state.nominated.size === 0) return node;
      let copy: NodeInfo | undefined;
      for (const [uid, nominee] of state.nominated) {
        if (nominee.node !== node.name || uid === pod.metadata.uid) continue;
        if (priorityOf(nominee.pod) < priorityOf(pod) || node.pods.has(uid)) continue;
        copy ??= copyNodeInfo(node);
        addPod(copy, nominee.pod);
      }
      return copy ?? node;
    },
    assume(pod, node) {
      state.nominated.delete(pod.metadata.uid);
      const info = state.byName.get(node);
      if (info !== undefined) addPod(info, pod);
    },
    nominate(pod, node) {
      if (node === undefined) state.nominated.delete(pod.metadata.uid);
      else state.nominated.set(pod.metadata.uid, { node, pod });
    },
    onBoundPod({ type, object, old }) {
      const { uid } = object.metadata;
      state.nominated.delete(uid);
      const info = state.byName.get(object.spec.nodeName ?? '');
      if (info === undefined) return;
      if (type === 'DELETED' || !isActive(object)) {
        if (!info.pods.has(uid)) return;
        removePod(info, uid);
        happened('pod-removed', info.name);
      } else if (!info.pods.has(uid) || old?.spec.containers !== object.spec.containers) addPod(info, object);
      // Without a change of what it takes, the newer object only tells preemption that it is going.
      else if (object.metadata.deletionTimestamp !== undefined) info.pods.set(uid, object);
    },
  };
}

const isActive = ({ status }: Pod) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed';

function update(info: NodeInfo, node: Node): readonly ClusterEvent['kind'][] {
  const old = info.node;
  info.node = node;
  const events: ClusterEvent['kind'][] = [];
  if (old.metadata.labels !== node.metadata.labels && !jsonEqual(old.metadata.labels, node.metadata.labels)) {
    events.push('node-labels');
  }
  if (old.spec !== node.spec) {
    if (!jsonEqual(old.spec.taints, node.spec.taints)) events.push('node-taints');
    if (old.spec.unschedulable !== node.spec.unschedulable) events.push('node-unschedulable');
  }
  const [before, after] = [old.status?.allocatable, node.status?.allocatable];
  if (before !== after && !jsonEqual(before, after)) {
    info.allocatable = amountsOf(after);
    events.push('node-allocatable');
  }
  return events;
}
