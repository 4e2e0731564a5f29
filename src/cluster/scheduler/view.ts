import type { KubeObject } from '../../api/object.ts';
import type { Resource } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { ListScope } from '../client/client.ts';
import type { AffinityTermIndex } from './affinity-term-index.ts';
import { createAffinityTermIndex } from './affinity-term-index.ts';
import { createImageIndex, type ImageIndex } from './image-index.ts';
import { createMatchCounts, type MatchCounts } from './match-counts.ts';
import { type NodeInfo, priorityOf } from './node-info.ts';
import { orderNodes } from './node-order.ts';

/** Objects that plugins look up beside nodes and pods. Models the listers of framework Handle. */
export interface Lister {
  get<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, name: string): T | undefined;
  list<T extends KubeObject>(resource: Resource<T>, scope?: ListScope): readonly T[];
}

/** The cluster as one scheduling cycle sees it. Models framework SharedLister and the nominator. */
export interface SchedulingView {
  readonly nodes: ReadonlyMap<string, NodeInfo>;
  /** The nodes zone by zone in turns, as upstream's node tree lists them. */
  order(): readonly NodeInfo[];
  /** Pods that preempted their way to the node and are not bound yet. */
  nominatedTo(node: string): Iterable<Pod>;
  /** The lowest priority of any pod on a node; nobody at or below it can preempt. */
  lowestPriority(): number;
  readonly counts: MatchCounts;
  readonly terms: AffinityTermIndex;
  readonly images: ImageIndex;
  readonly lister: Lister;
}

export const emptyLister: Lister = { get: () => undefined, list: () => [] };

/** A view of nodes that stay as they are, for tests and explanations. */
export function viewOf(infos: readonly NodeInfo[], lister: Lister = emptyLister): SchedulingView {
  const nodes = new Map(infos.map((info) => [info.node.metadata.name, info]));
  const order = orderNodes(nodes.values());
  return {
    nodes,
    order: () => order,
    nominatedTo: () => [],
    lowestPriority: () => Math.min(...infos.flatMap(({ pods }) => [...pods.values()].map(priorityOf))),
    counts: createMatchCounts(nodes),
    terms: createAffinityTermIndex(nodes),
    images: createImageIndex(nodes),
    lister,
  };
}
