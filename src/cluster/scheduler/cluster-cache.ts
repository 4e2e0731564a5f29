import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import { createAffinityTermIndex } from './affinity-term-index.ts';
import { createImageIndex } from './image-index.ts';
import { createMatchCounts } from './match-counts.ts';
import { addPod, createNodeInfo, type NodeInfo, podKey, priorityOf, removePod, setNode } from './node-info.ts';
import { orderNodes, zoneOf } from './node-order.ts';
import type { Lister, SchedulingView } from './view.ts';

/** What of the cluster the scheduler keeps; part of a snapshot. */
export interface ClusterCacheState {
  readonly nodes: Map<string, NodeInfo>;
  /** Where each pod is counted. */
  readonly placedOn: Map<string, string>;
}

export interface ClusterCache {
  readonly view: Omit<SchedulingView, 'nominatedTo'>;
  /** Counts the pod on the node that it names; takes over its newer version. */
  place(pod: Pod): void;
  /** The node on which the pod is counted. */
  placeOf(key: string): string | undefined;
  remove(key: string): void;
  /** `pods` are those that name a node that is new. */
  putNode(node: Node, pods: () => readonly Pod[]): void;
  removeNode(name: string): void;
}

/** Keeps nodes, the pods on them, and what is worked out from both. Models backend/cache and its snapshot. */
export function createClusterCache({ nodes, placedOn }: ClusterCacheState, lister: Lister): ClusterCache {
  const counts = createMatchCounts(nodes);
  const terms = createAffinityTermIndex(nodes);
  const images = createImageIndex(nodes);
  const priorities = new Map<number, number>();
  for (const { pods } of nodes.values()) for (const pod of pods.values()) countPriority(pod, 1);
  let order: readonly NodeInfo[] | undefined;

  function countPriority(pod: Pod, by: 1 | -1): void {
    const priority = priorityOf(pod);
    const count = (priorities.get(priority) ?? 0) + by;
    if (count > 0) priorities.set(priority, count);
    else priorities.delete(priority);
  }

  function add(info: NodeInfo, pod: Pod): void {
    const known = info.pods.get(podKey(pod));
    addPod(info, pod);
    if (known !== undefined && matchesTheSame(known, pod)) return;
    const name = info.node.metadata.name;
    if (known !== undefined) {
      countPriority(known, -1);
      counts.podRemoved(name, known);
      terms.podRemoved(name, known);
    }
    counts.podAdded(name, pod);
    terms.podAdded(name, pod);
    countPriority(pod, 1);
  }

  function take(info: NodeInfo, key: string): void {
    const pod = info.pods.get(key);
    if (pod === undefined) return;
    removePod(info, key);
    countPriority(pod, -1);
    counts.podRemoved(info.node.metadata.name, pod);
    terms.podRemoved(info.node.metadata.name, pod);
  }

  function remove(key: string): void {
    const info = nodes.get(placedOn.get(key) ?? '');
    if (info !== undefined) take(info, key);
    placedOn.delete(key);
  }

  return {
    view: {
      nodes,
      order() {
        order ??= orderNodes(nodes.values());
        return order;
      },
      lowestPriority: () => Math.min(...priorities.keys()),
      counts,
      terms,
      images,
      lister,
    },
    place(pod) {
      const key = podKey(pod);
      const name = pod.spec.nodeName!;
      const before = placedOn.get(key);
      if (before !== undefined && before !== name) remove(key);
      const info = nodes.get(name);
      if (info !== undefined) add(info, pod);
      placedOn.set(key, name);
    },
    placeOf: (key) => placedOn.get(key),
    remove,
    putNode(node, pods) {
      const { name } = node.metadata;
      const info = nodes.get(name);
      if (info === undefined) {
        const made = createNodeInfo(node);
        nodes.set(name, made);
        order = undefined;
        counts.nodesChanged();
        images.nodeChanged(name);
        for (const pod of pods()) add(made, pod);
        return;
      }
      if (info.node.status.images !== node.status.images) images.nodeChanged(name);
      if (info.node.metadata.labels !== node.metadata.labels && zoneOf(info.node) !== zoneOf(node)) order = undefined;
      const moved = info.node.metadata.labels !== node.metadata.labels || info.node.spec.taints !== node.spec.taints;
      setNode(info, node);
      if (moved) counts.nodesChanged();
    },
    removeNode(name) {
      const info = nodes.get(name);
      if (info === undefined) return;
      for (const key of [...info.pods.keys()]) take(info, key);
      nodes.delete(name);
      order = undefined;
      counts.nodesChanged();
      images.nodeChanged(name);
    },
  };
}

/** Labels, deletion and affinity decide what a pod matches; the rest of an update does not. */
function matchesTheSame({ metadata, spec }: Pod, pod: Pod): boolean {
  return (
    metadata.labels === pod.metadata.labels &&
    metadata.deletionTimestamp === pod.metadata.deletionTimestamp &&
    metadata.uid === pod.metadata.uid &&
    spec.affinity === pod.spec.affinity
  );
}
