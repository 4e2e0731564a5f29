import type { SchedulerPlugin } from './plugin.ts';
import { createBalancedAllocation } from './plugins/balanced-allocation.ts';
import { imageLocality } from './plugins/image-locality.ts';
import { createInterPodAffinity } from './plugins/inter-pod-affinity.ts';
import { createNodeAffinity } from './plugins/node-affinity.ts';
import { nodeName } from './plugins/node-name.ts';
import { nodePorts } from './plugins/node-ports.ts';
import { createNodeResourcesFit } from './plugins/node-resources-fit.ts';
import { nodeUnschedulable } from './plugins/node-unschedulable.ts';
import { nodeVolumeLimits } from './plugins/node-volume-limits.ts';
import { createPodTopologySpread } from './plugins/pod-topology-spread.ts';
import { cpuAndMemory } from './plugins/resource-score.ts';
import { schedulingGates } from './plugins/scheduling-gates.ts';
import { systemDefaults } from './plugins/spread-constraints.ts';
import { taintToleration } from './plugins/taint-toleration.ts';
import { volumeBinding } from './plugins/volume-binding.ts';
import { volumeRestrictions } from './plugins/volume-restrictions.ts';
import { volumeZone } from './plugins/volume-zone.ts';
import { defaultConfiguration, type PluginConfig, type SchedulerProfile } from './scheduler-configuration.ts';

/** A profile made ready: its plugins in the order in which they run. Models framework frameworkImpl. */
export interface Profile {
  readonly schedulerName: string;
  readonly plugins: readonly WeightedPlugin[];
  /** undefined when DefaultPreemption is disabled. */
  readonly preemption: PreemptionLimits | undefined;
  readonly percentageOfNodesToScore: number;
}

export interface WeightedPlugin {
  readonly plugin: SchedulerPlugin;
  readonly weight: number;
}

/** How many candidate nodes preemption tries. Models DefaultPreemptionArgs. */
export interface PreemptionLimits {
  readonly percentage: number;
  readonly absolute: number;
}

type Entry = readonly [name: string, weight: number, create: (config: PluginConfig) => SchedulerPlugin];

/** In MultiPoint order. Models apis/config/v1 getDefaultPlugins; sorting, preempting and binding are parts of the scheduler. */
const defaultPlugins: readonly Entry[] = [
  ['SchedulingGates', 0, () => schedulingGates],
  ['NodeUnschedulable', 0, () => nodeUnschedulable],
  ['NodeName', 0, () => nodeName],
  ['TaintToleration', 3, () => taintToleration as SchedulerPlugin],
  ['NodeAffinity', 2, ({ NodeAffinity }) => createNodeAffinity(NodeAffinity?.addedAffinity) as SchedulerPlugin],
  ['NodePorts', 0, () => nodePorts as SchedulerPlugin],
  ['NodeResourcesFit', 1, createFit],
  ['VolumeRestrictions', 0, () => volumeRestrictions as SchedulerPlugin],
  ['NodeVolumeLimits', 0, () => nodeVolumeLimits],
  ['VolumeBinding', 0, () => volumeBinding as SchedulerPlugin],
  ['VolumeZone', 0, () => volumeZone as SchedulerPlugin],
  ['PodTopologySpread', 2, createSpread],
  ['InterPodAffinity', 2, ({ InterPodAffinity }) => createInterPodAffinity(InterPodAffinity) as SchedulerPlugin],
  ['NodeResourcesBalancedAllocation', 1, createBalanced],
  ['ImageLocality', 1, () => imageLocality as SchedulerPlugin],
];

function createFit({ NodeResourcesFit }: PluginConfig): SchedulerPlugin {
  const leastAllocated = { type: 'LeastAllocated', resources: cpuAndMemory } as const;
  return createNodeResourcesFit(NodeResourcesFit?.scoringStrategy ?? leastAllocated) as SchedulerPlugin;
}

function createSpread({ PodTopologySpread: config }: PluginConfig): SchedulerPlugin {
  const own = { constraints: config?.defaultConstraints ?? [], system: false };
  return createPodTopologySpread(config?.defaultingType === 'List' ? own : systemDefaults) as SchedulerPlugin;
}

function createBalanced({ NodeResourcesBalancedAllocation: config }: PluginConfig): SchedulerPlugin {
  return createBalancedAllocation(config?.resources) as SchedulerPlugin;
}

/** Builds the plugins that a profile names; a scheduler's own percentage of nodes holds where the profile has none. */
export function createProfile(profile: SchedulerProfile, percentageOfNodesToScore: number): Profile {
  const config = profile.pluginConfig ?? {};
  const disabled = new Set(profile.plugins?.disabled);
  const enabled = new Map(profile.plugins?.enabled?.map((one) => [one.name, one]));
  const isOn = (name: string) => enabled.has(name) || !(disabled.has(name) || disabled.has('*'));
  return {
    schedulerName: profile.schedulerName,
    plugins: defaultPlugins
      .filter(([name]) => isOn(name))
      .map(([name, weight, create]) => ({
        plugin: create(config),
        weight: weight === 0 ? 0 : (enabled.get(name)?.weight ?? weight),
      })),
    preemption: isOn('DefaultPreemption')
      ? {
          percentage: config.DefaultPreemption?.minCandidateNodesPercentage ?? 10,
          absolute: config.DefaultPreemption?.minCandidateNodesAbsolute ?? 100,
        }
      : undefined,
    percentageOfNodesToScore: profile.percentageOfNodesToScore ?? percentageOfNodesToScore,
  };
}

export const defaultProfile: Profile = createProfile(defaultConfiguration.profiles[0]!, 0);
