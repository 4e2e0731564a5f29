import type { Node } from '../../api/types/node.ts';
import type { NodeInfo } from './node-info.ts';
import { nodeLabel } from './node-label.ts';

/** Which domain a node is in, by one label of it; nodes that do not count are in none. */
export interface DomainRule {
  /** Equal for rules that say the same of every node. */
  readonly key: string;
  readonly topologyKey: string;
  readonly counts: (node: Node) => boolean;
}

/** Numbers of pods by domain, kept up as pods come and go. */
export interface DomainCounts {
  readonly byDomain: Map<string, number>;
  readonly domainOf: ReadonlyMap<string, string>;
}

export function countDomains(
  { topologyKey, counts }: DomainRule,
  nodes: Iterable<NodeInfo>,
  byNode: ReadonlyMap<string, number>,
): DomainCounts {
  const byDomain = new Map<string, number>();
  const domainOf = new Map<string, string>();
  for (const { node } of nodes) {
    if (!counts(node)) continue;
    const domain = nodeLabel(node, topologyKey) ?? '';
    domainOf.set(node.metadata.name, domain);
    byDomain.set(domain, (byDomain.get(domain) ?? 0) + (byNode.get(node.metadata.name) ?? 0));
  }
  return { byDomain, domainOf };
}

export function addToDomain({ byDomain, domainOf }: DomainCounts, node: string, by: 1 | -1): void {
  const domain = domainOf.get(node);
  if (domain !== undefined) byDomain.set(domain, byDomain.get(domain)! + by);
}
