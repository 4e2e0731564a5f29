import type { Pod } from '../../api/types/pod.ts';
import { addPod, copyNodeInfo, type NodeInfo, podKey, priorityOf } from './node-info.ts';
import type { Rejection, SchedulerPlugin } from './plugin.ts';
import type { Profile } from './profile.ts';
import type { SchedulingView } from './view.ts';

/** A plugin that filters in this cycle, with what it worked out about the pod. */
export interface ActiveFilter {
  readonly plugin: SchedulerPlugin;
  readonly state: unknown;
}

/** One attempt to schedule one pod. Models framework CycleState. */
export interface Cycle {
  readonly pod: Pod;
  readonly profile: Profile;
  readonly view: SchedulingView;
  readonly filters: readonly ActiveFilter[];
}

export type CycleStart = Cycle & {
  /** The only nodes that can suit; undefined when all may. */
  readonly nodes: ReadonlySet<string> | undefined;
  /** The plugins that named those nodes, by name. */
  readonly narrowedBy: readonly string[];
  /** Why no node at all can suit. */
  readonly rejection: Rejection | undefined;
};

/** Lets every plugin look at the pod alone. Models RunPreFilterPlugins. */
export function startCycle(pod: Pod, profile: Profile, view: SchedulingView): CycleStart {
  const filters: ActiveFilter[] = [];
  const narrowedBy: string[] = [];
  let nodes: ReadonlySet<string> | undefined;
  let rejection: Rejection | undefined;
  for (const { plugin } of profile.plugins) {
    if (plugin.preFilter === undefined) {
      if (plugin.filter !== undefined) filters.push({ plugin, state: undefined });
      continue;
    }
    const outcome = plugin.preFilter(pod, view);
    if (outcome === 'skip') continue;
    if ('rejection' in outcome) {
      rejection = outcome.rejection;
      // Where eviction may help, the others still have to be ready to judge it.
      if (rejection.preemptable) continue;
      break;
    }
    if (plugin.filter !== undefined) filters.push({ plugin, state: outcome.state });
    const { nodes: only } = outcome;
    if (only === undefined) continue;
    narrowedBy.push(plugin.name);
    nodes = nodes === undefined ? only : new Set([...nodes].filter((name) => only.has(name)));
    if (nodes.size > 0) continue;
    const names = [...narrowedBy].sort();
    const one = `node(s) didn't satisfy plugin ${names[0]}`;
    const reason = names.length === 1 ? one : `node(s) didn't satisfy plugin(s) [${names.join(' ')}] simultaneously`;
    rejection = { plugin: narrowedBy.at(-1)!, reasons: [reason], preemptable: false };
    break;
  }
  return { pod, profile, view, filters, nodes, narrowedBy: narrowedBy.sort(), rejection };
}

/** The first plugin that refuses the node as it is, or undefined when it suits. Models RunFilterPlugins. */
export function rejectionOf({ pod, filters, view }: Cycle, info: NodeInfo): Rejection | undefined {
  for (let i = 0; i < filters.length; i++) {
    const { plugin, state } = filters[i]!;
    const rejection = plugin.filter!(state, pod, info, view);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}

/**
 * The same, counting the pods of at least this priority that are promised to the node: the pod must suit with them, and, as
 * they may never come, without them. Models RunFilterPluginsWithNominatedPods.
 */
export function rejectionWithNominated(cycle: Cycle, info: NodeInfo): Rejection | undefined {
  const { pod, view } = cycle;
  let promised: { readonly cycle: Cycle; readonly info: NodeInfo } | undefined;
  for (const other of view.nominatedTo(info.node.metadata.name)) {
    if (podKey(other) === podKey(pod) || priorityOf(other) < priorityOf(pod) || info.pods.has(podKey(other))) continue;
    promised ??= { cycle: copyCycle(cycle), info: copyNodeInfo(info) };
    placePod(promised.cycle, promised.info, other);
  }
  const rejection = promised === undefined ? undefined : rejectionOf(promised.cycle, promised.info);
  return rejection ?? rejectionOf(cycle, info);
}

/** A cycle in which pods may be moved without touching the first one. */
export function copyCycle(cycle: Cycle): Cycle {
  const filters = cycle.filters.map(({ plugin, state }) => ({
    plugin,
    state: plugin.copyState === undefined ? state : plugin.copyState(state),
  }));
  return { ...cycle, filters };
}

/** Puts another pod on the (copied) node. */
export function placePod(cycle: Cycle, info: NodeInfo, other: Pod): void {
  addPod(info, other);
  countPod(cycle, info, other, 1);
}

/** Lets the plugins' states know that another pod came to the node, or went. */
export function countPod({ pod, filters, view }: Cycle, info: NodeInfo, other: Pod, sign: 1 | -1): void {
  for (const { plugin, state } of filters) plugin.countPod?.(state, pod, other, info, sign, view);
}
