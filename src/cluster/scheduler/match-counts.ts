import { type Selector, selectorMatches } from '../../api/labels.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { NodeInfo } from './node-info.ts';

/** Pods of some namespaces whose labels match. */
export interface PodMatcher {
  readonly namespaces: ReadonlySet<string>;
  readonly selector: Selector;
}

/** How many pods on each node match; kept up with every change once it was asked for. */
export interface MatchCounts {
  /**
   * The number of pods that match all matchers, by node; nodes without one are absent. Pods that are being deleted count
   * only `withTerminating`.
   */
  byNode(matchers: readonly PodMatcher[], withTerminating: boolean): ReadonlyMap<string, number>;
  podAdded(node: string, pod: Pod): void;
  podRemoved(node: string, pod: Pod): void;
}

interface Counter {
  readonly matchers: readonly PodMatcher[];
  readonly withTerminating: boolean;
  readonly byNode: Map<string, number>;
}

/** Counts that were not asked for lately are given up, so that they cost nothing with every pod. */
const KEPT_COUNTERS = 64;

/**
 * Counts of matching pods, which topology spread and affinity between pods ask for with every pod: made by looking at all
 * pods once, then kept up, because counting anew would cost as much as there are pods.
 */
export function createMatchCounts(nodes: ReadonlyMap<string, NodeInfo>): MatchCounts {
  const counters = new Map<string, Counter>();

  function create(matchers: readonly PodMatcher[], withTerminating: boolean): Counter {
    const counter: Counter = { matchers, withTerminating, byNode: new Map() };
    for (const [name, info] of nodes) {
      for (const pod of info.pods.values()) if (matches(counter, pod)) add(counter, name, 1);
    }
    return counter;
  }

  function change(node: string, pod: Pod, by: 1 | -1): void {
    for (const counter of counters.values()) if (matches(counter, pod)) add(counter, node, by);
  }

  return {
    byNode(matchers, withTerminating) {
      const key = keyOf(matchers, withTerminating);
      let counter = counters.get(key);
      if (counter === undefined) {
        counter = create(matchers, withTerminating);
        if (counters.size >= KEPT_COUNTERS) counters.delete(counters.keys().next().value!);
      } else {
        counters.delete(key);
      }
      counters.set(key, counter);
      return counter.byNode;
    },
    podAdded: (node, pod) => change(node, pod, 1),
    podRemoved: (node, pod) => change(node, pod, -1),
  };
}

export const matchesPod = ({ namespaces, selector }: PodMatcher, { metadata }: Pod): boolean =>
  namespaces.has(metadata.namespace!) && selectorMatches(selector, metadata.labels);

function matches({ matchers, withTerminating }: Counter, pod: Pod): boolean {
  if (!withTerminating && pod.metadata.deletionTimestamp !== undefined) return false;
  return matchers.every((matcher) => matchesPod(matcher, pod));
}

function add({ byNode }: Counter, node: string, by: 1 | -1): void {
  const count = (byNode.get(node) ?? 0) + by;
  if (count > 0) byNode.set(node, count);
  else byNode.delete(node);
}

const keyOf = (matchers: readonly PodMatcher[], withTerminating: boolean): string =>
  JSON.stringify([withTerminating, matchers.map(({ namespaces, selector }) => [[...namespaces].sort(), selector])]);
