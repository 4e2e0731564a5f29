import type { NodeAffinity, TopologySpreadConstraint } from '../../api/types/affinity.ts';

/** Data like a KubeSchedulerConfiguration (kubescheduler.config.k8s.io/v1), as far as it changes what is simulated. */
export interface SchedulerConfiguration {
  readonly profiles: readonly SchedulerProfile[];
  readonly podInitialBackoffSeconds: number;
  readonly podMaxBackoffSeconds: number;
  /** How many of the nodes are searched for feasible ones; 0 is the adaptive share. */
  readonly percentageOfNodesToScore: number;
}

export interface SchedulerProfile {
  readonly schedulerName: string;
  readonly percentageOfNodesToScore?: number;
  readonly plugins?: {
    /** Names of plugins that are left out; `*` is all of them. */
    readonly disabled?: readonly string[];
    /** Plugins that are brought back, or get another weight. */
    readonly enabled?: readonly { readonly name: string; readonly weight?: number }[];
  };
  readonly pluginConfig?: PluginConfig;
}

export interface PluginConfig {
  readonly NodeAffinity?: { readonly addedAffinity?: NodeAffinity };
  readonly NodeResourcesFit?: { readonly scoringStrategy?: ScoringStrategy };
  readonly NodeResourcesBalancedAllocation?: { readonly resources?: readonly ResourceWeight[] };
  readonly PodTopologySpread?: {
    readonly defaultingType?: 'System' | 'List';
    readonly defaultConstraints?: readonly TopologySpreadConstraint[];
  };
  readonly InterPodAffinity?: {
    readonly hardPodAffinityWeight?: number;
    readonly ignorePreferredTermsOfExistingPods?: boolean;
  };
  readonly DefaultPreemption?: {
    readonly minCandidateNodesPercentage?: number;
    readonly minCandidateNodesAbsolute?: number;
  };
}

export interface ScoringStrategy {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly resources: readonly ResourceWeight[];
  readonly shape?: readonly { readonly utilization: number; readonly score: number }[];
}

export interface ResourceWeight {
  readonly name: string;
  readonly weight: number;
}

export const DEFAULT_SCHEDULER = 'default-scheduler';

export const defaultConfiguration: SchedulerConfiguration = {
  profiles: [{ schedulerName: DEFAULT_SCHEDULER }],
  podInitialBackoffSeconds: 1,
  podMaxBackoffSeconds: 10,
  percentageOfNodesToScore: 0,
};
