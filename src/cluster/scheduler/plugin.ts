import type { Pod } from '../../api/types/pod.ts';
import type { QueueHint } from './cluster-event.ts';
import type { NodeInfo } from './node-info.ts';
import type { SchedulingView } from './view.ts';

/** Why a pod cannot go to a node, or to any, worded as FailedScheduling words it. Models framework Status. */
export interface Rejection {
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** Whether evicting pods could help: Unschedulable; otherwise UnschedulableAndUnresolvable. */
  readonly preemptable: boolean;
}

/** `skip` takes the plugin out of this pod's cycle; `nodes` are the only ones that can suit. Models PreFilterResult. */
export type PreFilterOutcome<F> =
  | 'skip'
  | { readonly state: F; readonly nodes?: ReadonlySet<string> }
  | { readonly rejection: Rejection };

/** What a plugin looks at and where the manifest of the pod decides it, for explanations. */
export interface Explanation {
  /** The value on the side of the node (or of the cluster) that was compared. */
  readonly looked: string;
  /** The deciding field, from `spec` of the pod: `spec.tolerations`. */
  readonly field: string;
}

/**
 * One scheduling rule: a set of optional steps of a scheduling cycle. `F` is what it works out before filtering, `S` what it
 * works out before scoring. Models kube-scheduler framework plugins.
 */
export interface SchedulerPlugin<F = unknown, S = unknown> {
  readonly name: string;
  /** Whether a rejection depends on nothing but the pod, the node and what is on it. */
  readonly local?: boolean;
  /** What may make a pod schedulable that this plugin rejected. Models EventsToRegister. */
  readonly hints: readonly QueueHint[];
  /** Keeps a pod out of the queue. Models PreEnqueue. */
  preEnqueue?(pod: Pod): Rejection | undefined;
  /** Without it the plugin filters every pod, with an undefined state. */
  preFilter?(pod: Pod, view: SchedulingView): PreFilterOutcome<F>;
  filter?(state: F, pod: Pod, node: NodeInfo, view: SchedulingView): Rejection | undefined;
  /** Counts another pod on the node into the state (`sign` 1), or out of it. Models PreFilterExtensions. */
  countPod?(state: F, pod: Pod, other: Pod, node: NodeInfo, sign: 1 | -1, view: SchedulingView): void;
  /** Needed where `countPod` is. */
  copyState?(state: F): F;
  preScore?(pod: Pod, feasible: readonly NodeInfo[], view: SchedulingView): 'skip' | { readonly state: S };
  score?(state: S, pod: Pod, node: NodeInfo, view: SchedulingView): number;
  /** Brings the raw scores of all nodes to 0..100, in place; without it they are there already. */
  normalise?(state: S, scores: number[]): void;
  /** Says what the verdict on a node came from. */
  explain?(state: F | undefined, pod: Pod, node: NodeInfo, view: SchedulingView): Explanation | undefined;
}
