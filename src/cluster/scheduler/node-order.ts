import type { Node } from '../../api/types/node.ts';
import type { NodeInfo } from './node-info.ts';

/** The region and zone of a node; '' for none. Models component-helpers/node/topology GetZoneKey. */
export function zoneOf({ metadata: { labels } }: Node): string {
  const label = (name: string) => labels?.[`topology.kubernetes.io/${name}`];
  const old = (name: string) => labels?.[`failure-domain.beta.kubernetes.io/${name}`];
  const zone = old('zone') || label('zone') || '';
  const region = old('region') || label('region') || '';
  return zone === '' && region === '' ? '' : `${region}:\x00:${zone}`;
}

/** One node of each zone after the other, so that a search that stops early has seen all zones. Models cache node_tree.go. */
export function orderNodes(nodes: Iterable<NodeInfo>): readonly NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>();
  for (const info of nodes) {
    const zone = zoneOf(info.node);
    const members = zones.get(zone);
    if (members === undefined) zones.set(zone, [info]);
    else members.push(info);
  }
  const lists = [...zones.values()];
  if (lists.length <= 1) return lists[0] ?? [];
  const ordered: NodeInfo[] = [];
  const longest = Math.max(...lists.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn++) {
    for (const list of lists) if (turn < list.length) ordered.push(list[turn]!);
  }
  return ordered;
}
