import { selectorMatches } from '../../../api/labels.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { NodeInfo } from '../node-info.ts';
import { nodeLabel } from '../node-label.ts';
import type { Rejection } from '../plugin.ts';
import type { SchedulingView } from '../view.ts';
import { domainRule, hasTopologies, includesNode, type SpreadConstraint } from './spread-constraints.ts';

/** How the matching pods are spread over the domains of one constraint. */
export interface Spread {
  readonly constraint: SpreadConstraint;
  /** 1 when the pod itself matches, as it usually does. */
  readonly self: 0 | 1;
  /** The counts that are kept up with the cluster, or a copy in which pods may be moved. */
  readonly byDomain: ReadonlyMap<string, number>;
  least: Domain;
  /** Not always the second least; enough while pods of one node only come and go. */
  next: Domain;
}

interface Domain {
  readonly value: string;
  readonly count: number;
}

const nowhere: Domain = { value: '', count: 2 ** 31 - 1 };

const skewed: Rejection = {
  plugin: 'PodTopologySpread',
  reasons: ["node(s) didn't match pod topology spread constraints"],
  preemptable: true,
};
const unlabelled: Rejection = {
  plugin: 'PodTopologySpread',
  reasons: ["node(s) didn't match pod topology spread constraints (missing required label)"],
  preemptable: false,
};

/** Counts the matching pods by domain. Models podtopologyspread calPreFilterState. */
export function spreadsOf(
  pod: Pod,
  constraints: readonly SpreadConstraint[],
  { counts }: SchedulingView,
): readonly Spread[] {
  const namespaces = new Set([pod.metadata.namespace!]);
  return constraints.map((constraint): Spread => {
    const { selector } = constraint;
    const self = selectorMatches(selector, pod.metadata.labels) ? 1 : 0;
    const byDomain = counts.byDomain({ namespaces, selector }, domainRule(constraint, pod, constraints));
    const spread: Spread = { constraint, self, byDomain, least: nowhere, next: nowhere };
    for (const [value, count] of byDomain) {
      if (count < spread.next.count) noteDomain(spread, value, count);
    }
    return spread;
  });
}

/** Models criticalPaths update. */
function noteDomain(spread: Spread, value: string, count: number): void {
  const domain = { value, count };
  if (value === spread.least.value) spread.least = domain;
  else if (value === spread.next.value) spread.next = domain;
  else if (count < spread.least.count) {
    spread.next = spread.least;
    spread.least = domain;
  } else if (count < spread.next.count) spread.next = domain;
  if (spread.least.count > spread.next.count) [spread.least, spread.next] = [spread.next, spread.least];
}

export const copySpreads = (spreads: readonly Spread[]): readonly Spread[] =>
  spreads.map((spread) => ({ ...spread, byDomain: new Map(spread.byDomain) }));

/** Models updateWithPod. */
export function countInSpreads(
  spreads: readonly Spread[],
  pod: Pod,
  { metadata }: Pod,
  { node }: NodeInfo,
  by: 1 | -1,
): void {
  if (metadata.namespace !== pod.metadata.namespace) return;
  if (
    !hasTopologies(
      node,
      spreads.map(({ constraint }) => constraint),
    )
  ) {
    return;
  }
  for (const spread of spreads) {
    const { constraint, byDomain } = spread;
    if (!selectorMatches(constraint.selector, metadata.labels) || !includesNode(constraint, pod, node)) continue;
    const domain = nodeLabel(node, constraint.topologyKey)!;
    const count = (byDomain.get(domain) ?? 0) + by;
    (byDomain as Map<string, number>).set(domain, count);
    noteDomain(spread, domain, count);
  }
}

/** The fewest pods that a domain has; 0 while there are fewer domains than wanted. Models minMatchNum. */
export const leastOf = ({ constraint, byDomain, least }: Spread): number =>
  byDomain.size < constraint.minDomains ? 0 : least.count;

/** The first spread that the pod would skew too much on the node. Models podtopologyspread Filter. */
export function filterBySpreads(spreads: readonly Spread[], { node }: NodeInfo): Rejection | undefined {
  for (const spread of spreads) {
    const domain = nodeLabel(node, spread.constraint.topologyKey);
    if (domain === undefined) return unlabelled;
    const skew = (spread.byDomain.get(domain) ?? 0) + spread.self - leastOf(spread);
    if (skew > spread.constraint.maxSkew) return skewed;
  }
  return undefined;
}
