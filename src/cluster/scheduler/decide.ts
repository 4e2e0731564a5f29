import type { Pod } from '../../api/types/pod.ts';
import type { NodeInfo } from './node-info.ts';
import type { Rejection } from './plugin.ts';
import { DEFAULT_PLUGINS } from './plugins.ts';

/** Where a pod goes, or why no node can take it. */
export type Decision = { readonly node: string } | { readonly unfit: Diagnosis };

export interface Diagnosis {
  readonly nodes: number;
  /** Why each node that was looked at refused. */
  readonly rejections: ReadonlyMap<string, Rejection>;
  /** The plugins that ruled out all other nodes at once, by name. */
  readonly preFiltered: readonly string[];
}

/** The nodes as the scheduler holds them, and pods that are promised to a node but not bound to it yet. */
export interface SchedulingView {
  readonly nodes: ReadonlyMap<string, NodeInfo>;
  /** The node with the pods of at least this priority added that preempted their way there. */
  withNominated(info: NodeInfo, pod: Pod): NodeInfo;
}

/** The first plugin that refuses the node, or undefined when it suits. */
export function rejectionOf(pod: Pod, info: NodeInfo): Rejection | undefined {
  for (const { filter } of DEFAULT_PLUGINS) {
    const rejection = filter?.(pod, info);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}

/** Filters, scores, and picks. Pure: the same view and draw give the same node. Models schedule_one.go schedulePod. */
export function decide(pod: Pod, view: SchedulingView, draw: (below: number) => number): Decision {
  const { names, preFiltered } = preFilter(pod);
  const rejections = new Map<string, Rejection>();
  const feasible: NodeInfo[] = [];
  const look = (info: NodeInfo | undefined): void => {
    if (info === undefined) return;
    const rejection = rejectionOf(pod, view.withNominated(info, pod));
    if (rejection === undefined) feasible.push(info);
    else rejections.set(info.node.metadata.name, rejection);
  };
  if (names === undefined) {
    const enough = nodesToFind(view.nodes.size);
    for (const info of view.nodes.values()) {
      look(info);
      if (feasible.length >= enough) break;
    }
  } else {
    for (const name of names) look(view.nodes.get(name));
  }
  if (feasible.length === 0) return { unfit: { nodes: view.nodes.size, rejections, preFiltered } };
  return { node: best(pod, feasible, draw).node.metadata.name };
}

function preFilter(pod: Pod): { names: ReadonlySet<string> | undefined; preFiltered: readonly string[] } {
  let names: ReadonlySet<string> | undefined;
  const preFiltered: string[] = [];
  for (const plugin of DEFAULT_PLUGINS) {
    const only = plugin.preFilter?.(pod);
    if (only === undefined) continue;
    preFiltered.push(plugin.name);
    names = names === undefined ? only : new Set([...names].filter((name) => only.has(name)));
  }
  return { names, preFiltered: preFiltered.sort() };
}

/** How many suitable nodes are enough in a large cluster. Models numFeasibleNodesToFind. */
function nodesToFind(nodes: number): number {
  if (nodes < 100) return nodes;
  const percent = Math.max(5, 50 - Math.floor(nodes / 125));
  return Math.max(100, Math.floor((nodes * percent) / 100));
}

function best(pod: Pod, feasible: readonly NodeInfo[], draw: (below: number) => number): NodeInfo {
  if (feasible.length === 1) return feasible[0]!;
  const totals = feasible.map(() => 0);
  for (const { score, normalise, weight = 1 } of DEFAULT_PLUGINS) {
    if (score === undefined) continue;
    const raw = feasible.map((info) => score(pod, info));
    const most = Math.max(...raw);
    for (const [i, value] of raw.entries()) {
      const share = most === 0 ? 0 : Math.floor((value * 100) / most);
      totals[i]! += weight * (normalise === 'as-is' ? value : normalise === 'lower-is-better' ? 100 - share : share);
    }
  }
  const top = Math.max(...totals);
  const ties = feasible.filter((_, i) => totals[i] === top);
  return ties[ties.length === 1 ? 0 : draw(ties.length)]!;
}
