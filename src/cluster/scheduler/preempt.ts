import { labelSelectorMatches } from '../../api/labels.ts';
import type { LabelSelector } from '../../api/object.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { PodDisruptionBudget } from '../../api/types/policy.ts';
import { type ClusterNodes, type Diagnosis, filterNode } from './decide.ts';
import { fitError } from './fit-error.ts';
import { addPod, copyNodeInfo, type NodeInfo, removePod } from './node-info.ts';
import type { Rejection } from './plugin.ts';

export type Preemption =
  | { readonly kind: 'preempt'; readonly node: string; readonly victims: readonly Pod[] }
  /** `message` is the tail of FailedScheduling. */
  | { readonly kind: 'none'; readonly message: string };

interface Candidate {
  readonly node: string;
  readonly victims: readonly Pod[];
  readonly violations: number;
}

export const priorityOf = (pod: Pod): number => pod.spec.priority ?? 0;

/** Looks for pods that can give way to a more important one. Pure. Models preemption.go Evaluator Preempt. */
export function preempt(
  pod: Pod,
  nodes: ClusterNodes,
  diagnosis: Diagnosis,
  budgets: readonly PodDisruptionBudget[],
): Preemption {
  if (pod.spec.preemptionPolicy === 'Never') {
    return { kind: 'none', message: 'preemption: not eligible due to preemptionPolicy=Never.' };
  }
  const nominated = nodes.byName.get(pod.status?.nominatedNodeName ?? '');
  if (nominated !== undefined && hasTerminatingLesser(nominated, pod)) {
    return { kind: 'none', message: 'preemption: not eligible due to a terminating pod on the nominated node.' };
  }
  const rejections = new Map<string, Rejection>();
  const candidates: Candidate[] = [];
  for (const [name, { unresolvable }] of diagnosis.rejections) {
    const node = nodes.byName.get(name);
    if (unresolvable || node === undefined) continue;
    const found = selectVictims(pod, nodes.withNominated(node, pod), budgets);
    if ('victims' in found) candidates.push({ node: name, ...found });
    else rejections.set(name, found);
  }
  const chosen = choose(candidates);
  if (chosen !== undefined) return { kind: 'preempt', node: chosen.node, victims: chosen.victims };
  const absent = { plugin: '', reasons: ['Preemption is not helpful for scheduling'], unresolvable: true };
  return { kind: 'none', message: `preemption: ${fitError({ nodeCount: diagnosis.nodeCount, rejections, absent })}` };
}

function hasTerminatingLesser(node: NodeInfo, pod: Pod): boolean {
  for (const other of node.pods.values()) {
    if (other.metadata.deletionTimestamp !== undefined && priorityOf(other) < priorityOf(pod)) return true;
  }
  return false;
}

/** Models default preemption SelectVictimsOnNode. */
function selectVictims(
  pod: Pod,
  node: NodeInfo,
  budgets: readonly PodDisruptionBudget[],
): { readonly victims: readonly Pod[]; readonly violations: number } | Rejection {
  const lesser = [...node.pods.values()].filter((other) => priorityOf(other) < priorityOf(pod));
  if (lesser.length === 0) {
    return { plugin: '', reasons: ['No preemption victims found for incoming pod'], unresolvable: true };
  }
  const trial = copyNodeInfo(node);
  for (const other of lesser) removePod(trial, other.metadata.uid);
  const rejection = filterNode(pod, trial);
  if (rejection !== undefined) return rejection;
  lesser.sort(moreImportantFirst);
  const victims: Pod[] = [];
  let violations = 0;
  const [violating, others] = splitByBudgets(lesser, budgets);
  const reprieve = (other: Pod): boolean => {
    addPod(trial, other);
    if (filterNode(pod, trial) === undefined) return true;
    removePod(trial, other.metadata.uid);
    victims.push(other);
    return false;
  };
  for (const other of violating) if (!reprieve(other)) violations++;
  for (const other of others) reprieve(other);
  victims.sort(moreImportantFirst);
  return { victims, violations };
}

function moreImportantFirst(a: Pod, b: Pod): number {
  const byPriority = priorityOf(b) - priorityOf(a);
  if (byPriority !== 0) return byPriority;
  const [left, right] = [startOf(a), startOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const startOf = (pod: Pod) => pod.status?.startTime ?? pod.metadata.creationTimestamp;

/** Models filterPodsWithPDBViolation. */
function splitByBudgets(
  pods: readonly Pod[],
  budgets: readonly PodDisruptionBudget[],
): readonly [violating: readonly Pod[], others: readonly Pod[]] {
  const left = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0);
  const violating: Pod[] = [];
  const others: Pod[] = [];
  for (const pod of pods) {
    let violated = false;
    for (const [index, budget] of budgets.entries()) {
      if (!covers(budget, pod)) continue;
      left[index]!--;
      if (left[index]! < 0) violated = true;
    }
    (violated ? violating : others).push(pod);
  }
  return [violating, others];
}

function covers({ metadata, spec }: PodDisruptionBudget, pod: Pod): boolean {
  const selector: LabelSelector | undefined = spec.selector;
  const empty = !selector?.matchLabels && !selector?.matchExpressions?.length;
  return metadata.namespace === pod.metadata.namespace && !empty && labelSelectorMatches(selector, pod.metadata.labels);
}

/** Models preemption.go pickOneNodeForPreemption: each rule decides among those that the rules before left equal. */
function choose(candidates: readonly Candidate[]): Candidate | undefined {
  const rules: readonly ((candidate: Candidate) => number)[] = [
    ({ violations }) => violations,
    ({ victims }) => (victims[0] === undefined ? Number.NEGATIVE_INFINITY : priorityOf(victims[0])),
    ({ victims }) => victims.reduce((sum, victim) => sum + priorityOf(victim) + 2 ** 31, 0),
    ({ victims }) => victims.length,
  ];
  let left = candidates;
  for (const rule of rules) {
    const least = Math.min(...left.map(rule));
    left = left.filter((candidate) => rule(candidate) === least);
  }
  return left[0];
}
