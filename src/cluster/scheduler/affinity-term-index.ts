import type { Pod } from '../../api/types/pod.ts';
import { type AffinityTerm, podTerms } from './affinity-terms.ts';
import type { NodeInfo } from './node-info.ts';

/** One term that pods on nodes have, with the number of them by node. */
export interface PlacedTerm {
  readonly term: AffinityTerm;
  /** What the term counts for in scores: its weight, negative for anti-affinity; 0 for what is required. */
  readonly weight: number;
  readonly byNode: Map<string, number>;
}

/** The different terms of all pods on nodes: a thousand replicas have one. */
export interface AffinityTermIndex {
  readonly requiredAffinity: ReadonlyMap<string, PlacedTerm>;
  readonly requiredAntiAffinity: ReadonlyMap<string, PlacedTerm>;
  readonly preferred: ReadonlyMap<string, PlacedTerm>;
  podAdded(node: string, pod: Pod): void;
  podRemoved(node: string, pod: Pod): void;
}

/**
 * Knows the affinity terms of the pods on nodes, so that a new pod is held against each term once. Does the work of
 * upstream's HavePodsWithAffinityList, which goes through the pods.
 */
export function createAffinityTermIndex(nodes: ReadonlyMap<string, NodeInfo>): AffinityTermIndex {
  const requiredAffinity = new Map<string, PlacedTerm>();
  const requiredAntiAffinity = new Map<string, PlacedTerm>();
  const preferred = new Map<string, PlacedTerm>();

  function count(index: Map<string, PlacedTerm>, node: string, term: AffinityTerm, weight: number, by: 1 | -1): void {
    const key = keyOf(term, weight);
    let placed = index.get(key);
    if (placed === undefined) {
      placed = { term, weight, byNode: new Map() };
      index.set(key, placed);
    }
    const left = (placed.byNode.get(node) ?? 0) + by;
    if (left > 0) placed.byNode.set(node, left);
    else placed.byNode.delete(node);
    if (placed.byNode.size === 0) index.delete(key);
  }

  function change(node: string, pod: Pod, by: 1 | -1): void {
    if (!pod.spec.affinity?.podAffinity && !pod.spec.affinity?.podAntiAffinity) return;
    const terms = podTerms(pod);
    for (const term of terms.affinity) count(requiredAffinity, node, term, 0, by);
    for (const term of terms.antiAffinity) count(requiredAntiAffinity, node, term, 0, by);
    for (const { term, weight } of terms.preferredAffinity) count(preferred, node, term, weight, by);
    for (const { term, weight } of terms.preferredAntiAffinity) count(preferred, node, term, -weight, by);
  }

  for (const [name, info] of nodes) for (const pod of info.pods.values()) change(name, pod, 1);
  return {
    requiredAffinity,
    requiredAntiAffinity,
    preferred,
    podAdded: (node, pod) => change(node, pod, 1),
    podRemoved: (node, pod) => change(node, pod, -1),
  };
}

const keys = new WeakMap<AffinityTerm, string>();

function keyOf(term: AffinityTerm, weight: number): string {
  let key = keys.get(term);
  if (key === undefined) {
    const { namespaces, namespaceSelector = null, selector, topologyKey } = term;
    key = JSON.stringify([[...namespaces].sort(), namespaceSelector, selector, topologyKey]);
    keys.set(term, key);
  }
  return `${weight}/${key}`;
}
