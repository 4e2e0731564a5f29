import type { Pod } from '../../api/types/pod.ts';
import { rejectionWithNominated, startCycle } from './cycle.ts';
import type { Explanation, Rejection } from './plugin.ts';
import { defaultProfile, type Profile } from './profile.ts';
import type { SchedulingView } from './view.ts';

export type { Explanation } from './plugin.ts';

/** What one plugin says of a pod on a node. */
export interface PluginVerdict {
  readonly plugin: string;
  /** In FailedScheduling's words; empty when the plugin lets the pod pass. */
  readonly reasons: readonly string[];
  /** Whether evicting pods could change it. */
  readonly preemptable: boolean;
  /** What was compared, and the field of the pod that decides; undefined where there is nothing to look at. */
  readonly explanation: Explanation | undefined;
}

export interface NodeVerdict {
  readonly node: string;
  /** The rejection that counts: the first one. undefined: the pod fits. */
  readonly rejection: Rejection | undefined;
  /** Every plugin that has a say in this pod's case, in the order in which they filter. */
  readonly plugins: readonly PluginVerdict[];
}

export interface PlacementExplanation {
  /** Why no node at all can take the pod, found before looking at any. */
  readonly rejection: Rejection | undefined;
  readonly nodes: readonly NodeVerdict[];
}

/**
 * What every plugin says of the pod on every node: the scheduler's own filters, all asked, where scheduling stops at the
 * first refusal. A pod that is bound is judged as if it were not there yet. `field` of an explanation starts at the pod;
 * whoever shows a workload puts `spec.template.` before it.
 */
export function explainPlacement(
  pod: Pod,
  view: SchedulingView,
  profile: Profile = defaultProfile,
): PlacementExplanation {
  const { nodeName: _, ...spec } = pod.spec;
  const unbound: Pod = { ...pod, spec };
  const cycle = startCycle(unbound, profile, view);
  const judge = (info: NonNullable<ReturnType<typeof view.nodes.get>>): NodeVerdict => ({
    node: info.node.metadata.name,
    rejection: cycle.rejection ?? rejectionWithNominated(cycle, info),
    plugins: cycle.filters.map(({ plugin, state }) => {
      const rejection = plugin.filter!(state, unbound, info, view);
      return {
        plugin: plugin.name,
        reasons: rejection?.reasons ?? [],
        preemptable: rejection?.preemptable ?? false,
        explanation: plugin.explain?.(state, unbound, info, view),
      };
    }),
  });
  return { rejection: cycle.rejection, nodes: [...view.nodes.values()].map(judge) };
}
