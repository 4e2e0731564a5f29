import type { Pod } from '../../../api/types/pod.ts';
import type { PlacedTerm } from '../affinity-term-index.ts';
import { podTerms, termMatches } from '../affinity-terms.ts';
import { nodeLabel } from '../node-label.ts';
import type { SchedulingView } from '../view.ts';
import { matcherOf } from './affinity-filter.ts';

/** The score of each topology value, by topology key. */
export type AffinityScores = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * What the pod's own preferences say of the pods there, and what theirs say of it; undefined when nothing is said.
 * Models interpodaffinity PreScore.
 */
export function affinityScores(
  pod: Pod,
  view: SchedulingView,
  hardWeight: number,
  ignoresOthers: boolean,
): AffinityScores | undefined {
  const { preferredAffinity, preferredAntiAffinity } = podTerms(pod);
  const own = [...preferredAffinity, ...preferredAntiAffinity.map(({ term, weight }) => ({ term, weight: -weight }))];
  if (ignoresOthers && own.length === 0) return undefined;
  const scores = new Map<string, Map<string, number>>();

  function add(topologyKey: string, byNode: ReadonlyMap<string, number>, weight: number): void {
    for (const [name, count] of byNode) {
      const node = view.nodes.get(name)?.node;
      const value = node === undefined ? undefined : nodeLabel(node, topologyKey);
      if (value === undefined) continue;
      let byValue = scores.get(topologyKey);
      if (byValue === undefined) {
        byValue = new Map();
        scores.set(topologyKey, byValue);
      }
      byValue.set(value, (byValue.get(value) ?? 0) + weight * count);
    }
  }

  for (const { term, weight } of own) {
    add(term.topologyKey, view.counts.byNode([matcherOf(term, view.lister)], true), weight);
  }
  const theirs = (placed: PlacedTerm, weight: number) => {
    if (termMatches(placed.term, pod, view.lister)) add(placed.term.topologyKey, placed.byNode, weight);
  };
  for (const placed of view.terms.preferred.values()) theirs(placed, placed.weight);
  if (hardWeight > 0) for (const placed of view.terms.requiredAffinity.values()) theirs(placed, hardWeight);
  return scores.size === 0 ? undefined : scores;
}
