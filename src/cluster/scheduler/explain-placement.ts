import type { Pod } from '../../api/types/pod.ts';
import { copyCycle, countPod, rejectionWithNominated, startCycle } from './cycle.ts';
import { copyNodeInfo, type NodeInfo, podKey, removePod } from './node-info.ts';
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

/** Where the pod template is in the manifest of what owns a pod. */
const templates: ReadonlyMap<string, string> = new Map([
  ['DaemonSet', 'spec.template.'],
  ['Job', 'spec.template.'],
  ['ReplicaSet', 'spec.template.'],
  ['ReplicationController', 'spec.template.'],
  ['StatefulSet', 'spec.template.'],
]);

/** Where a person finds the fields of the pod: '' in its own manifest, `spec.template.` in its owner's. */
export function manifestRoot({ metadata }: Pod): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return templates.get(owner?.kind ?? '') ?? '';
}

/**
 * What every plugin says of the pod on every node: the scheduler's own filters, all asked, where scheduling stops at the
 * first refusal. A pod that is bound is judged as if it were not there yet. The fields of explanations are those of the
 * manifest in which the pod is written (`root` says where, if it is not the pod's owner's). The pod of a DaemonSet names its
 * node: to learn about the others, hand in a pod made of the template.
 */
export function explainPlacement(
  pod: Pod,
  view: SchedulingView,
  profile: Profile = defaultProfile,
  root: string = manifestRoot(pod),
): PlacementExplanation {
  const { nodeName, ...spec } = pod.spec;
  const unbound: Pod = { ...pod, spec };
  const start = startCycle(unbound, profile, view);
  const cycle = copyCycle(start);
  const judge = (there: NodeInfo): NodeVerdict => {
    const info = there.node.metadata.name === nodeName ? withoutPod(there, pod) : there;
    return {
      node: info.node.metadata.name,
      rejection: start.rejection ?? rejectionWithNominated(cycle, info),
      plugins: cycle.filters.map(({ plugin, state }) => {
        const rejection = plugin.filter!(state, unbound, info, view);
        const explanation = plugin.explain?.(state, unbound, info, view);
        return {
          plugin: plugin.name,
          reasons: rejection?.reasons ?? [],
          preemptable: rejection?.preemptable ?? false,
          explanation: explanation === undefined ? undefined : { ...explanation, field: `${root}${explanation.field}` },
        };
      }),
    };
  };
  const own = view.nodes.get(nodeName ?? '');
  // Plugins that count pods have to leave out this one on all nodes.
  if (own?.pods.has(podKey(pod))) countPod(cycle, own, pod, -1);
  return { rejection: start.rejection, nodes: [...view.nodes.values()].map(judge) };
}

/** The node as it would be if the pod were not there. */
function withoutPod(info: NodeInfo, pod: Pod): NodeInfo {
  const copy = copyNodeInfo(info);
  removePod(copy, podKey(pod));
  return copy;
}
