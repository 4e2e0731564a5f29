import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { type AffinityTerm, namespacesOf, podTerms, termMatches } from '../affinity-terms.ts';
import type { PodMatcher } from '../match-counts.ts';
import type { NodeInfo } from '../node-info.ts';
import { nodeLabel } from '../node-label.ts';
import type { Rejection } from '../plugin.ts';
import type { Lister, SchedulingView } from '../view.ts';

/** Pods by topology: by the value of a label, by the label's key. What has none is absent. */
export type PairCounts = Map<string, Map<string, number>>;

/** Models interpodaffinity preFilterState. */
export interface AffinityCounts {
  /** Pods that match all required affinity terms of the pod. */
  readonly affinity: PairCounts;
  readonly antiAffinity: PairCounts;
  /** Anti-affinity terms of pods there that speak of the pod. */
  readonly existing: PairCounts;
}

const reject = (reason: string, preemptable: boolean): Rejection => ({
  plugin: 'InterPodAffinity',
  reasons: [reason],
  preemptable,
});
const noFriends = reject("node(s) didn't match pod affinity rules", false);
const enemies = reject("node(s) didn't match pod anti-affinity rules", true);
const unwelcome = reject("node(s) didn't satisfy existing pods anti-affinity rules", true);

/** The pods in the node's topology under a key; undefined without the label. */
export function countAt(counts: PairCounts, topologyKey: string, node: Node): number | undefined {
  const value = nodeLabel(node, topologyKey);
  return value === undefined ? undefined : (counts.get(topologyKey)?.get(value) ?? 0);
}

/** undefined when neither the pod nor any pod there cares. Models interpodaffinity PreFilter. */
export function affinityCounts(pod: Pod, view: SchedulingView): AffinityCounts | undefined {
  const { counts, lister, nodes, terms: placed } = view;
  const { affinity, antiAffinity } = podTerms(pod);
  const existing: PairCounts = new Map();
  for (const { term, byNode } of placed.requiredAntiAffinity.values()) {
    if (!termMatches(term, pod, lister)) continue;
    for (const [name, count] of byNode) addTo(existing, term.topologyKey, nodes.get(name)?.node, count);
  }
  if (existing.size === 0 && affinity.length === 0 && antiAffinity.length === 0) return undefined;
  const state: AffinityCounts = { affinity: new Map(), antiAffinity: new Map(), existing };
  if (affinity.length > 0) {
    const matchers = affinity.map((term) => matcherOf(term, lister));
    for (const [name, count] of counts.byNode(matchers, true)) {
      for (const { topologyKey } of affinity) addTo(state.affinity, topologyKey, nodes.get(name)?.node, count);
    }
  }
  for (const term of antiAffinity) {
    for (const [name, count] of counts.byNode([matcherOf(term, lister)], true)) {
      addTo(state.antiAffinity, term.topologyKey, nodes.get(name)?.node, count);
    }
  }
  return state;
}

export const matcherOf = (term: AffinityTerm, lister: Lister): PodMatcher => ({
  namespaces: namespacesOf(term, lister),
  selector: term.selector,
});

function addTo(counts: PairCounts, topologyKey: string, node: Node | undefined, count: number): void {
  const value = node === undefined ? undefined : nodeLabel(node, topologyKey);
  if (value === undefined) return;
  let byValue = counts.get(topologyKey);
  if (byValue === undefined) {
    byValue = new Map();
    counts.set(topologyKey, byValue);
  }
  const sum = (byValue.get(value) ?? 0) + count;
  if (sum !== 0) byValue.set(value, sum);
  else byValue.delete(value);
  if (byValue.size === 0) counts.delete(topologyKey);
}

const copyCounts = (counts: PairCounts): PairCounts =>
  new Map([...counts].map(([key, byValue]) => [key, new Map(byValue)]));

export const copyAffinityCounts = ({ affinity, antiAffinity, existing }: AffinityCounts): AffinityCounts => ({
  affinity: copyCounts(affinity),
  antiAffinity: copyCounts(antiAffinity),
  existing: copyCounts(existing),
});

/** Models updateWithPod. */
export function countInAffinity(
  counts: AffinityCounts,
  pod: Pod,
  other: Pod,
  { node }: NodeInfo,
  by: 1 | -1,
  { lister }: SchedulingView,
): void {
  for (const term of podTerms(other).antiAffinity) {
    if (termMatches(term, pod, lister)) addTo(counts.existing, term.topologyKey, node, by);
  }
  const { affinity, antiAffinity } = podTerms(pod);
  if (affinity.length > 0 && affinity.every((term) => termMatches(term, other, lister))) {
    for (const { topologyKey } of affinity) addTo(counts.affinity, topologyKey, node, by);
  }
  for (const term of antiAffinity) {
    if (termMatches(term, other, lister)) addTo(counts.antiAffinity, term.topologyKey, node, by);
  }
}

/** Models interpodaffinity Filter. */
export function filterByAffinity(
  counts: AffinityCounts,
  pod: Pod,
  { node }: NodeInfo,
  { lister }: SchedulingView,
): Rejection | undefined {
  const { affinity, antiAffinity } = podTerms(pod);
  if (!satisfiesAffinity(counts, pod, affinity, node, lister)) return noFriends;
  for (const { topologyKey } of antiAffinity) {
    if ((countAt(counts.antiAffinity, topologyKey, node) ?? 0) > 0) return enemies;
  }
  for (const topologyKey of counts.existing.keys()) {
    if ((countAt(counts.existing, topologyKey, node) ?? 0) > 0) return unwelcome;
  }
  return undefined;
}

/** The first pod of a series that wants to be together may go where the topologies are. Models satisfyPodAffinity. */
function satisfiesAffinity(
  { affinity: counts }: AffinityCounts,
  pod: Pod,
  terms: readonly AffinityTerm[],
  node: Node,
  lister: Lister,
): boolean {
  let found = true;
  for (const { topologyKey } of terms) {
    const count = countAt(counts, topologyKey, node);
    if (count === undefined) return false;
    if (count <= 0) found = false;
  }
  return found || (counts.size === 0 && terms.every((term) => termMatches(term, pod, lister)));
}
