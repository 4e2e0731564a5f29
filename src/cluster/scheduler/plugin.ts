import type { Pod } from '../../api/types/pod.ts';
import type { NodeInfo } from './node-info.ts';

/** Why a node cannot take a pod, worded as FailedScheduling words it. */
export interface Rejection {
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** Whether evicting pods could help. Models framework Unschedulable against UnschedulableAndUnresolvable. */
  readonly preemptable: boolean;
}

/** One scheduling rule. Models kube-scheduler framework plugins. */
export interface SchedulerPlugin {
  readonly name: string;
  /** Names of the only nodes that can suit, found without looking at any node; undefined when all may. */
  readonly preFilter?: (pod: Pod) => ReadonlySet<string> | undefined;
  readonly filter?: (pod: Pod, node: NodeInfo) => Rejection | undefined;
  /** A raw score per node; `normalise` brings all nodes' scores to 0..100. */
  readonly score?: (pod: Pod, node: NodeInfo) => number;
  readonly normalise?: 'as-is' | 'higher-is-better' | 'lower-is-better';
  readonly weight?: number;
}
