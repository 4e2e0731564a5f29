import type { Pod } from '../../../api/types/pod.ts';
import type { NodeInfo } from '../node-info.ts';
import { nodeLabel } from '../node-label.ts';
import { MAX_NODE_SCORE } from '../score-normalising.ts';
import type { SchedulingView } from '../view.ts';
import { domainRule, HOSTNAME, hasTopologies, type SpreadConstraint } from './spread-constraints.ts';

/** What scoring by spread works out for a pod before it looks at a node. Models podtopologyspread preScoreState. */
export interface SpreadScoring {
  readonly parts: readonly Part[];
  /** Nodes that lack a topology get no score. */
  readonly ignored: ReadonlySet<string>;
}

interface Part {
  readonly constraint: SpreadConstraint;
  readonly byNode: ReadonlyMap<string, number>;
  /** Matching pods by domain; by node for the host name, where `byNode` says it. */
  readonly byDomain: ReadonlyMap<string, number>;
  /** Pods count the more, the more domains there are. */
  readonly weight: number;
}

/** A node without a topology; told from any real score, which is never negative. */
const IGNORED = -1;

export function spreadScoring(
  pod: Pod,
  constraints: readonly SpreadConstraint[],
  feasible: readonly NodeInfo[],
  needsAllTopologies: boolean,
  view: SchedulingView,
): SpreadScoring {
  const namespaces = new Set([pod.metadata.namespace!]);
  const ignored = new Set<string>();
  if (needsAllTopologies) {
    for (const { node } of feasible) if (!hasTopologies(node, constraints)) ignored.add(node.metadata.name);
  }
  const parts = constraints.map((constraint): Part => {
    const byNode = view.counts.byNode([{ namespaces, selector: constraint.selector }], false);
    if (constraint.topologyKey === HOSTNAME) {
      const weight = Math.log(feasible.length - ignored.size + 2);
      return { constraint, byNode, byDomain: new Map(), weight };
    }
    const here = new Set<string>();
    for (const { node } of feasible) {
      if (ignored.size === 0 || !ignored.has(node.metadata.name)) {
        here.add(nodeLabel(node, constraint.topologyKey) ?? '');
      }
    }
    const rule = domainRule(constraint, pod, needsAllTopologies ? constraints : []);
    const byDomain = view.counts.byDomain({ namespaces, selector: constraint.selector }, rule);
    const weight = Math.log(here.size + 2);
    return { constraint, byNode, byDomain, weight };
  });
  return { parts, ignored };
}

/** The matching pods in the node's domains, weighted; the fewer the better. */
export function scoreBySpread({ parts, ignored }: SpreadScoring, { node }: NodeInfo): number {
  const { name } = node.metadata;
  if (ignored.size > 0 && ignored.has(name)) return IGNORED;
  let score = 0;
  for (const { constraint, byNode, byDomain, weight } of parts) {
    const domain = nodeLabel(node, constraint.topologyKey);
    if (domain === undefined) continue;
    const count = constraint.topologyKey === HOSTNAME ? byNode.get(name) : byDomain.get(domain);
    score += (count ?? 0) * weight + (constraint.maxSkew - 1);
  }
  return Math.round(score);
}

/** Turns the scores around and brings them to 0..100. Models podtopologyspread NormalizeScore. */
export function normaliseSpread(scores: number[]): void {
  let least = Number.MAX_SAFE_INTEGER;
  let most = 0;
  for (const score of scores) {
    if (score === IGNORED) continue;
    if (score < least) least = score;
    if (score > most) most = score;
  }
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (score === IGNORED) scores[i] = 0;
    else if (most === 0) scores[i] = MAX_NODE_SCORE;
    else scores[i] = Math.trunc((MAX_NODE_SCORE * (most + least - score)) / most);
  }
}
