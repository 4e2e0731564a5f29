import { sortByKey } from '../../../api/label-requirement.ts';
import { nothingSelector, type Selector, selectorFromLabelSelector, selectorFromSet } from '../../../api/labels.ts';
import { podRequiredNodeAffinityMatches } from '../../../api/node-affinity.ts';
import { replicaSets, replicationControllers, services, statefulSets } from '../../../api/resources.ts';
import { findUntoleratedTaint } from '../../../api/tolerations.ts';
import type { TopologySpreadConstraint } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { DomainRule } from '../domain-counts.ts';
import { nodeLabel } from '../node-label.ts';
import type { Lister } from '../view.ts';

export const HOSTNAME = 'kubernetes.io/hostname';

/** A spread constraint with its defaults, ready to be matched. Models podtopologyspread topologySpreadConstraint. */
export interface SpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly selector: Selector;
  readonly minDomains: number;
  readonly honoursAffinity: boolean;
  readonly honoursTaints: boolean;
}

export interface DefaultConstraints {
  readonly constraints: readonly TopologySpreadConstraint[];
  /** Constraints that Kubernetes itself sets want no node to have all their labels. */
  readonly system: boolean;
}

type Action = TopologySpreadConstraint['whenUnsatisfiable'];

export const systemDefaults: DefaultConstraints = {
  constraints: [
    { topologyKey: HOSTNAME, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
    { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
  ],
  system: true,
};

/** The pod's own constraints with this action; a pod that has none gets the default ones. */
export function spreadConstraints(
  pod: Pod,
  action: Action,
  defaults: DefaultConstraints,
  lister: Lister,
): readonly SpreadConstraint[] {
  const own = pod.spec.topologySpreadConstraints;
  if (own !== undefined && own.length > 0) {
    return own.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action).map((one) => compile(one, pod));
  }
  const wanted = defaults.constraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action);
  if (wanted.length === 0) return [];
  const selector = defaultSelector(pod, lister);
  return selector.length === 0 ? [] : wanted.map((one) => ({ ...compile(one, pod), selector }));
}

function compile(constraint: TopologySpreadConstraint, pod: Pod): SpreadConstraint {
  const { labelSelector, matchLabelKeys = [] } = constraint;
  const labels = pod.metadata.labels ?? {};
  let selector = selectorFromLabelSelector(labelSelector);
  const keys = matchLabelKeys.filter((key) => Object.hasOwn(labels, key));
  if (keys.length > 0) {
    const own = selectorFromSet(Object.fromEntries(keys.map((key) => [key, labels[key]!])));
    selector = selector === nothingSelector ? own : sortByKey([...own, ...selector]);
  }
  return {
    maxSkew: constraint.maxSkew,
    topologyKey: constraint.topologyKey,
    selector,
    minDomains: constraint.minDomains ?? 1,
    honoursAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
    honoursTaints: constraint.nodeTaintsPolicy === 'Honor',
  };
}

/** What selects the pod's fellows: its services, and the controller that owns it. Models plugins/helper DefaultSelector. */
function defaultSelector({ metadata }: Pod, lister: Lister): Selector {
  const namespace = metadata.namespace!;
  const labels = metadata.labels ?? {};
  const set: Record<string, string> = {};
  for (const { spec } of lister.list(services, { namespace })) {
    const pairs = Object.entries(spec.selector ?? {});
    if (pairs.length > 0 && pairs.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value)) {
      Object.assign(set, spec.selector);
    }
  }
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  const name = owner?.name ?? '';
  switch (`${owner?.apiVersion}/${owner?.kind}`) {
    case 'v1/ReplicationController':
      return selectorFromSet({ ...set, ...lister.get(replicationControllers, namespace, name)?.spec.selector });
    case 'apps/v1/ReplicaSet':
      return withSelector(set, lister.get(replicaSets, namespace, name)?.spec.selector);
    case 'apps/v1/StatefulSet':
      return withSelector(set, lister.get(statefulSets, namespace, name)?.spec.selector);
    default:
      return selectorFromSet(set);
  }
}

function withSelector(
  set: Readonly<Record<string, string>>,
  selector: Parameters<typeof selectorFromLabelSelector>[0],
): Selector {
  const own = selectorFromSet(set);
  return selector === undefined ? own : sortByKey([...own, ...selectorFromLabelSelector(selector)]);
}

/** Which domain of the constraint a node is in for this pod. `needed` are all topologies that a node must have to count. */
export function domainRule(constraint: SpreadConstraint, pod: Pod, needed: readonly SpreadConstraint[]): DomainRule {
  const { honoursAffinity, honoursTaints, topologyKey } = constraint;
  const { affinity, nodeSelector, tolerations } = pod.spec;
  const where = honoursAffinity && (nodeSelector || affinity?.nodeAffinity) ? [nodeSelector, affinity] : '';
  const tolerated = honoursTaints ? (tolerations ?? []) : '';
  return {
    key: JSON.stringify([topologyKey, needed.map((one) => one.topologyKey), where, tolerated]),
    topologyKey,
    counts: (node) => hasTopologies(node, needed) && includesNode(constraint, pod, node),
  };
}

/** Whether the node has every topology that the constraints spread over. */
export function hasTopologies(node: Node, constraints: readonly SpreadConstraint[]): boolean {
  for (const { topologyKey } of constraints) if (nodeLabel(node, topologyKey) === undefined) return false;
  return true;
}

/** Whether the constraint counts pods on the node. Models matchNodeInclusionPolicies. */
export function includesNode(constraint: SpreadConstraint, pod: Pod, node: Node): boolean {
  const { affinity, nodeSelector, tolerations } = pod.spec;
  if (constraint.honoursAffinity && (nodeSelector !== undefined || affinity?.nodeAffinity !== undefined)) {
    if (!podRequiredNodeAffinityMatches(pod.spec, node)) return false;
  }
  if (!constraint.honoursTaints || node.spec.taints === undefined) return true;
  return findUntoleratedTaint(node.spec.taints, tolerations, ['NoSchedule', 'NoExecute']) === undefined;
}
