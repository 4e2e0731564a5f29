import type { Pod } from '../../api/types/pod.ts';
import { type Cycle, type CycleStart, rejectionWithNominated, startCycle } from './cycle.ts';
import type { NodeInfo } from './node-info.ts';
import type { Rejection } from './plugin.ts';
import { defaultProfile, type Profile } from './profile.ts';
import type { SchedulingView } from './view.ts';

/** Where a pod goes, or why no node can take it; and how many nodes were looked at. */
export type Decision =
  | { readonly node: string; readonly looked: number }
  | { readonly unfit: Diagnosis; readonly looked: number };

/** Models framework Diagnosis. */
export interface Diagnosis {
  readonly cycle: CycleStart;
  /** The number of all nodes. */
  readonly nodes: number;
  /** Why each node that was looked at refused. */
  readonly rejections: ReadonlyMap<string, Rejection>;
  /** Why the nodes that were not looked at are none. */
  readonly others: Rejection | undefined;
  /** Set when a plugin refused the pod before any node was looked at. */
  readonly preFilter: Rejection | undefined;
  /** The plugins that refused. */
  readonly plugins: ReadonlySet<string>;
}

/**
 * Filters, scores, and picks. Pure: the same view and draw give the same node. `start` is where in the nodes' order the
 * search begins. Models schedule_one.go schedulePod.
 */
export function decide(
  pod: Pod,
  view: SchedulingView,
  draw: (below: number) => number,
  profile: Profile = defaultProfile,
  start = 0,
): Decision {
  const cycle = startCycle(pod, profile, view);
  const { nodes, rejection } = cycle;
  const rejections = new Map<string, Rejection>();
  if (rejection !== undefined) return { unfit: diagnose(cycle, rejections), looked: 0 };

  const nominated = view.nodes.get(pod.status.nominatedNodeName ?? '');
  if (nominated !== undefined && nodes?.has(nominated.node.metadata.name) !== false) {
    if (rejectionWithNominated(cycle, nominated) === undefined)
      return { node: nominated.node.metadata.name, looked: 0 };
  }
  const feasible: NodeInfo[] = [];
  const look = (info: NodeInfo): void => {
    const refused = rejectionWithNominated(cycle, info);
    if (refused === undefined) feasible.push(info);
    else rejections.set(info.node.metadata.name, refused);
  };
  if (nodes !== undefined && nodes.size === 1) {
    for (const name of nodes) if (view.nodes.has(name)) look(view.nodes.get(name)!);
  } else {
    const candidates = nodes === undefined ? view.order() : [...nodes].flatMap((name) => view.nodes.get(name) ?? []);
    const enough = nodesToFind(candidates.length, profile.percentageOfNodesToScore);
    for (let i = 0; i < candidates.length && feasible.length < enough; i++) {
      look(candidates[(start + i) % candidates.length]!);
    }
  }
  const looked = feasible.length + rejections.size;
  if (feasible.length === 0) return { unfit: diagnose(cycle, rejections), looked };
  return { node: best(cycle, feasible, draw).node.metadata.name, looked };
}

function diagnose(start: CycleStart, rejections: ReadonlyMap<string, Rejection>): Diagnosis {
  const { narrowedBy, rejection, view } = start;
  const plugins = new Set([...rejections.values()].map(({ plugin }) => plugin));
  for (const name of narrowedBy) plugins.add(name);
  if (rejection !== undefined) plugins.add(rejection.plugin);
  const unseen = `node(s) didn't satisfy plugin(s) [${narrowedBy.join(' ')}]`;
  const narrowed = { plugin: narrowedBy[0] ?? '', reasons: [unseen], preemptable: false };
  return {
    cycle: start,
    nodes: view.nodes.size,
    rejections,
    others: rejection ?? (narrowedBy.length > 0 ? narrowed : undefined),
    preFilter: rejection,
    plugins,
  };
}

/** How many suitable nodes are enough in a large cluster; `percentage` 0 adapts to its size. Models numFeasibleNodesToFind. */
export function nodesToFind(nodes: number, percentage: number): number {
  if (nodes < 100) return nodes;
  const percent = percentage === 0 ? Math.max(5, 50 - Math.trunc(nodes / 125)) : percentage;
  return Math.max(100, Math.trunc((nodes * percent) / 100));
}

function best(cycle: Cycle, feasible: readonly NodeInfo[], draw: (below: number) => number): NodeInfo {
  if (feasible.length === 1) return feasible[0]!;
  const totals = totalScores(cycle, feasible);
  let top = -1;
  for (const total of totals) if (total > top) top = total;
  const ties = feasible.filter((_, i) => totals[i] === top);
  return ties[ties.length === 1 ? 0 : draw(ties.length)]!;
}

/** The weighted sum of all plugins' scores for each node. Models prioritizeNodes. */
export function totalScores({ pod, profile, view }: Cycle, nodes: readonly NodeInfo[]): readonly number[] {
  const totals = nodes.map(() => 0);
  const scores = nodes.map(() => 0);
  for (const { plugin, weight } of profile.plugins) {
    if (plugin.score === undefined) continue;
    const prepared = plugin.preScore?.(pod, nodes, view);
    if (prepared === 'skip') continue;
    for (let i = 0; i < nodes.length; i++) scores[i] = plugin.score(prepared?.state, pod, nodes[i]!, view);
    plugin.normalise?.(prepared?.state, scores);
    for (let i = 0; i < nodes.length; i++) totals[i]! += weight * scores[i]!;
  }
  return totals;
}
