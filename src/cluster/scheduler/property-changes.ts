import { jsonEqual } from '../../api/json-equal.ts';
import type { Node, NodeCondition } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { EventAction } from './cluster-event.ts';
import { podAmounts } from './pod-amounts.ts';

/** What of a pod's update matters to scheduling; `Update` when nothing in particular. Models PodSchedulingPropertiesChange. */
export function podChanges(old: Pod, now: Pod): readonly EventAction[] {
  const actions: EventAction[] = [];
  if (!jsonEqual(old.metadata.labels, now.metadata.labels)) actions.push('UpdatePodLabel');
  if (asksLess(old, now)) actions.push('UpdatePodScaleDown');
  if (old.spec !== now.spec) {
    if (old.spec.schedulingGates?.length && !now.spec.schedulingGates?.length) {
      actions.push('UpdatePodSchedulingGatesEliminated');
    }
    if (old.spec.tolerations?.length !== now.spec.tolerations?.length) actions.push('UpdatePodToleration');
  }
  return actions.length > 0 ? actions : ['Update'];
}

function asksLess(old: Pod, now: Pod): boolean {
  const [before, after] = [podAmounts(old).asked, podAmounts(now).asked];
  if (before === after) return false;
  for (const [resource, amount] of before) if ((after.get(resource) ?? -1) < amount) return true;
  return false;
}

/** What of a node's update matters to scheduling; nothing for a heartbeat. Models NodeSchedulingPropertiesChange. */
export function nodeChanges(old: Node, now: Node): readonly EventAction[] {
  const actions: EventAction[] = [];
  const uncordoned = old.spec.unschedulable === true && now.spec.unschedulable !== true;
  if (uncordoned || !jsonEqual(old.spec.taints, now.spec.taints)) actions.push('UpdateNodeTaint');
  if (!jsonEqual(old.status.allocatable, now.status.allocatable)) actions.push('UpdateNodeAllocatable');
  if (!jsonEqual(old.metadata.labels, now.metadata.labels)) actions.push('UpdateNodeLabel');
  if (!sameConditions(old.status.conditions ?? [], now.status.conditions ?? [])) actions.push('UpdateNodeCondition');
  if (!jsonEqual(old.metadata.annotations, now.metadata.annotations)) actions.push('UpdateNodeAnnotation');
  return actions;
}

function sameConditions(old: readonly NodeCondition[], now: readonly NodeCondition[]): boolean {
  if (old === now) return true;
  if (old.length !== now.length) return false;
  return now.every(({ type, status }) => old.some((one) => one.type === type && one.status === status));
}
