import type { NodeView, PodView, ViewFrame } from '../../api/view.ts';
import { onSession } from '../session/session-events.ts';

/** What changed since a subscriber was last told. */
export interface ClusterChange {
  /** Names of nodes whose cell must be drawn again; '' stands for the pods that are bound to no node. */
  readonly nodes: ReadonlySet<string>;
  /** Whether nodes came or went, so that cells move. */
  readonly layout: boolean;
}

/** The cluster as the grid draws it, kept outside React: frames go in, painters and tables read. */
export interface ClusterStore {
  apply(frame: ViewFrame, first: boolean): void;
  /** In the order of the grid: control plane first, then by name. */
  nodes(): readonly NodeView[];
  node(name: string): NodeView | undefined;
  podsOn(node: string): readonly PodView[];
  pod(uid: string): PodView | undefined;
  podCount(): number;
  nowMs(): number;
  version(): number;
  /** Called at most once an animation frame. */
  subscribe(changed: (change: ClusterChange) => void): () => void;
}

const collator = new Intl.Collator('en', { numeric: true });

function createClusterStore(): ClusterStore {
  const nodes = new Map<string, NodeView>();
  const pods = new Map<string, PodView>();
  const byNode = new Map<string, Map<string, PodView>>();
  const sortedPods = new Map<string, readonly PodView[]>();
  const subscribers = new Set<(change: ClusterChange) => void>();
  let sortedNodes: readonly NodeView[] | undefined;
  let now = 0;
  let version = 0;
  let dirty = new Set<string>();
  let moved = false;
  let announced = false;

  function touch(node: string): void {
    dirty.add(node);
    sortedPods.delete(node);
  }

  function removePod(uid: string): void {
    const pod = pods.get(uid);
    if (pod === undefined) return;
    pods.delete(uid);
    byNode.get(pod.node)?.delete(uid);
    touch(pod.node);
  }

  function announce(): void {
    announced = false;
    const change = { nodes: dirty, layout: moved };
    dirty = new Set();
    moved = false;
    for (const subscriber of subscribers) subscriber(change);
  }

  return {
    apply(frame, first) {
      if (first) {
        nodes.clear();
        pods.clear();
        byNode.clear();
        sortedPods.clear();
        dirty.add('');
        moved = true;
      }
      now = frame.nowMs;
      for (const name of frame.removedNodes) {
        nodes.delete(name);
        moved = true;
      }
      for (const node of frame.nodes) {
        if (!nodes.has(node.name)) moved = true;
        nodes.set(node.name, node);
        dirty.add(node.name);
      }
      if (frame.nodes.length > 0 || moved) sortedNodes = undefined;
      for (const uid of frame.removedPods) removePod(uid);
      for (const pod of frame.pods) {
        removePod(pod.uid);
        pods.set(pod.uid, pod);
        const own = byNode.get(pod.node) ?? new Map<string, PodView>();
        byNode.set(pod.node, own.set(pod.uid, pod));
        touch(pod.node);
      }
      version++;
      if (announced) return;
      announced = true;
      requestAnimationFrame(announce);
    },
    nodes() {
      sortedNodes ??= [...nodes.values()].sort(
        (a, b) => b.roles.length - a.roles.length || collator.compare(a.name, b.name),
      );
      return sortedNodes;
    },
    node: (name) => nodes.get(name),
    podsOn(node) {
      const known = sortedPods.get(node);
      if (known !== undefined) return known;
      const own = [...(byNode.get(node)?.values() ?? [])];
      own.sort((a, b) => a.createdMs - b.createdMs || collator.compare(a.name, b.name));
      sortedPods.set(node, own);
      return own;
    },
    pod: (uid) => pods.get(uid),
    podCount: () => pods.size,
    nowMs: () => now,
    version: () => version,
    subscribe(changed) {
      subscribers.add(changed);
      return () => subscribers.delete(changed);
    },
  };
}

/** The cluster of the session that is open. */
export const clusterStore: ClusterStore = createClusterStore();

onSession((event) => {
  if (event.kind === 'view') clusterStore.apply(event.frame, event.first);
});
