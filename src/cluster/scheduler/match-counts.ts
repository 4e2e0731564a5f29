import { type Selector, selectorMatches } from '../../api/labels.ts';
import type { Pod } from '../../api/types/pod.ts';
import { addToDomain, countDomains, type DomainCounts, type DomainRule } from './domain-counts.ts';
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
  /** The pods that match and are not being deleted, by the domain of their node; domains without one count 0. */
  byDomain(matcher: PodMatcher, rule: DomainRule): ReadonlyMap<string, number>;
  podAdded(node: string, pod: Pod): void;
  podRemoved(node: string, pod: Pod): void;
  /** A node came or went, or its labels or taints changed: domains are not what they were. */
  nodesChanged(): void;
}

interface Counter {
  readonly matchers: readonly PodMatcher[];
  readonly withTerminating: boolean;
  readonly byNode: Map<string, number>;
  readonly domains: Map<string, DomainCounts>;
}

/** Counts that were not asked for lately are given up, so that they cost nothing with every pod. */
const KEPT_COUNTERS = 64;
const KEPT_RULES = 8;

/**
 * Counts of matching pods, which topology spread and affinity between pods ask for with every pod: made by looking at all
 * pods once, then kept up, because counting anew would cost as much as there are pods.
 */
export function createMatchCounts(nodes: ReadonlyMap<string, NodeInfo>): MatchCounts {
  const counters = new Map<string, Counter>();

  function create(matchers: readonly PodMatcher[], withTerminating: boolean): Counter {
    const counter: Counter = { matchers, withTerminating, byNode: new Map(), domains: new Map() };
    for (const [name, info] of nodes) {
      for (const pod of info.pods.values()) if (matches(counter, pod)) add(counter, name, 1);
    }
    return counter;
  }

  function counterOf(matchers: readonly PodMatcher[], withTerminating: boolean): Counter {
    return lately(counters, keyOf(matchers, withTerminating), KEPT_COUNTERS, () => create(matchers, withTerminating));
  }

  function change(node: string, pod: Pod, by: 1 | -1): void {
    for (const counter of counters.values()) if (matches(counter, pod)) add(counter, node, by);
  }

  return {
    byNode: (matchers, withTerminating) => counterOf(matchers, withTerminating).byNode,
    byDomain(matcher, rule) {
      const { byNode, domains } = counterOf([matcher], false);
      return lately(domains, rule.key, KEPT_RULES, () => countDomains(rule, nodes.values(), byNode)).byDomain;
    },
    podAdded: (node, pod) => change(node, pod, 1),
    podRemoved: (node, pod) => change(node, pod, -1),
    nodesChanged() {
      for (const { domains } of counters.values()) domains.clear();
    },
  };
}

/** What is known under a key, or made now; the one not asked for the longest gives way. */
function lately<T>(known: Map<string, T>, key: string, kept: number, make: () => T): T {
  let found = known.get(key);
  if (found === undefined) {
    found = make();
    if (known.size >= kept) known.delete(known.keys().next().value!);
  } else known.delete(key);
  known.set(key, found);
  return found;
}

export const matchesPod = ({ namespaces, selector }: PodMatcher, { metadata }: Pod): boolean =>
  namespaces.has(metadata.namespace!) && selectorMatches(selector, metadata.labels);

function matches({ matchers, withTerminating }: Counter, pod: Pod): boolean {
  if (!withTerminating && pod.metadata.deletionTimestamp !== undefined) return false;
  return matchers.every((matcher) => matchesPod(matcher, pod));
}

function add({ byNode, domains }: Counter, node: string, by: 1 | -1): void {
  const count = (byNode.get(node) ?? 0) + by;
  if (count > 0) byNode.set(node, count);
  else byNode.delete(node);
  for (const domain of domains.values()) addToDomain(domain, node, by);
}

const keys = new WeakMap<Selector, string>();

function keyOf(matchers: readonly PodMatcher[], withTerminating: boolean): string {
  let key = withTerminating ? 'all' : 'staying';
  for (const { namespaces, selector } of matchers) {
    let text = keys.get(selector);
    if (text === undefined) {
      text = JSON.stringify(selector);
      keys.set(selector, text);
    }
    key += ` ${[...namespaces].sort().join()} ${text}`;
  }
  return key;
}
