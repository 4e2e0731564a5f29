import { labelSelectorMatches } from '../../api/labels.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { PodDisruptionBudget } from '../../api/types/policy.ts';
import { type Cycle, copyCycle, countPod, placePod, rejectionWithNominated } from './cycle.ts';
import type { Diagnosis } from './decide.ts';
import { histogram } from './fit-error.ts';
import { copyNodeInfo, type NodeInfo, podKey, priorityOf, removePod } from './node-info.ts';
import { type Candidate, leastHarm, moreImportant } from './preemption-candidate.ts';

export type Preemption =
  | Candidate
  /** Why nobody is evicted, as FailedScheduling appends it. `forget`: an earlier nomination of the pod is void. */
  | { readonly refusal: string; readonly forget: boolean };

const NO_VICTIMS = 'No preemption victims found for incoming pod';
const NOT_HELPFUL = 'Preemption is not helpful for scheduling';

/**
 * Looks for the node on which evicting pods of lower priority makes room, with the least harm: tries nodes from a random
 * one on until there are enough candidates. Models plugins/defaultpreemption and framework/preemption Preempt.
 */
export function preempt(
  pod: Pod,
  diagnosis: Diagnosis,
  listBudgets: () => readonly PodDisruptionBudget[],
  draw: (below: number) => number,
): Preemption {
  const { cycle } = diagnosis;
  const refused = (why: string, forget: boolean): Preemption => ({ refusal: `preemption: ${why}`, forget });
  if (pod.spec.preemptionPolicy === 'Never') return refused('not eligible due to preemptionPolicy=Never.', false);
  if (awaitsVictims(pod, diagnosis)) {
    return refused('not eligible due to a terminating pod on the nominated node.', false);
  }
  const { nodes } = cycle.view;
  const potential: NodeInfo[] = [];
  if (diagnosis.others?.preemptable) potential.push(...cycle.view.order());
  else {
    for (const [name, { preemptable }] of diagnosis.rejections) if (preemptable) potential.push(nodes.get(name)!);
  }
  const { percentage, absolute } = cycle.profile.preemption!;
  const enough = Math.min(potential.length, Math.max(absolute, Math.trunc((potential.length * percentage) / 100)));
  const offset = potential.length === 0 ? 0 : draw(potential.length);
  const violating: Candidate[] = [];
  const harmless: Candidate[] = [];
  const reasons = new Map<string, number>();
  const count = (reason: string, times: number) => reasons.set(reason, (reasons.get(reason) ?? 0) + times);
  let tried = 0;
  if (cycle.view.lowestPriority() >= priorityOf(pod)) {
    // There is nobody to be evicted anywhere, so that no node need be looked at.
    tried = potential.length;
    if (tried > 0) count(NO_VICTIMS, tried);
    potential.length = 0;
  }
  const budgets = potential.length === 0 ? [] : listBudgets();
  for (let i = 0; i < potential.length; i++) {
    const info = potential[(offset + i) % potential.length]!;
    const found = victimsOn(cycle, info, budgets);
    if ('reasons' in found) {
      tried++;
      for (const reason of found.reasons) count(reason, 1);
      continue;
    }
    (found.violations === 0 ? harmless : violating).push(found);
    if (harmless.length > 0 && harmless.length + violating.length >= enough) break;
  }
  const candidates = [...harmless, ...violating];
  if (candidates.length > 0) return leastHarm(candidates);
  if (diagnosis.nodes > tried) count(NOT_HELPFUL, diagnosis.nodes - tried);
  return refused(histogram(diagnosis.nodes, reasons), true);
}

/** Whether victims of the pod are still ending on its node. Models PodEligibleToPreemptOthers. */
function awaitsVictims(pod: Pod, { cycle, others, rejections }: Diagnosis): boolean {
  const nominated = pod.status.nominatedNodeName;
  if (!nominated) return false;
  // Where eviction cannot help any more, waiting does not either.
  if (!(rejections.get(nominated) ?? others)?.preemptable) return false;
  for (const other of cycle.view.nodes.get(nominated)?.pods.values() ?? []) {
    if (priorityOf(other) >= priorityOf(pod) || other.metadata.deletionTimestamp === undefined) continue;
    const preempted = other.status.conditions?.some(
      ({ type, status, reason }) =>
        type === 'DisruptionTarget' && status === 'True' && reason === 'PreemptionByScheduler',
    );
    if (preempted) return true;
  }
  return false;
}

/** Removes every lower pod, then takes back as many as fit, the most important first. Models SelectVictimsOnNode. */
function victimsOn(
  original: Cycle,
  node: NodeInfo,
  budgets: readonly PodDisruptionBudget[],
): Candidate | { readonly reasons: readonly string[] } {
  const priority = priorityOf(original.pod);
  const lower = [...node.pods.values()].filter((other) => priorityOf(other) < priority);
  if (lower.length === 0) return { reasons: [NO_VICTIMS] };
  const cycle = copyCycle(original);
  const trial = copyNodeInfo(node);
  const remove = (victim: Pod): void => {
    removePod(trial, podKey(victim));
    countPod(cycle, trial, victim, -1);
  };
  for (const victim of lower) remove(victim);
  const rejection = rejectionWithNominated(cycle, trial);
  if (rejection !== undefined) return { reasons: rejection.reasons };
  const { violating, others } = splitByBudgets(lower.sort(moreImportant), budgets);
  const victims: Pod[] = [];
  let violations = 0;
  const spare = (victim: Pod): boolean => {
    placePod(cycle, trial, victim);
    if (rejectionWithNominated(cycle, trial) === undefined) return true;
    remove(victim);
    victims.push(victim);
    return false;
  };
  for (const victim of violating) if (!spare(victim)) violations++;
  for (const victim of others) spare(victim);
  return { node: node.node.metadata.name, victims: victims.sort(moreImportant), violations };
}

/** Which evictions a budget forbids, each counting against the next. Models filterPodsWithPDBViolation. */
function splitByBudgets(
  pods: readonly Pod[],
  budgets: readonly PodDisruptionBudget[],
): { readonly violating: readonly Pod[]; readonly others: readonly Pod[] } {
  if (budgets.length === 0) return { violating: [], others: pods };
  const left = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0);
  const violating: Pod[] = [];
  const others: Pod[] = [];
  for (const pod of pods) {
    const { labels, name, namespace } = pod.metadata;
    let forbidden = false;
    for (const [i, { metadata, spec, status }] of budgets.entries()) {
      if (labels === undefined || Object.keys(labels).length === 0 || metadata.namespace !== namespace) continue;
      const { selector } = spec;
      const empty =
        !selector || (!selector.matchExpressions?.length && !Object.keys(selector.matchLabels ?? {}).length);
      if (empty || !labelSelectorMatches(selector, labels)) continue;
      // The eviction that is under way already is counted in the budget's status.
      if (Object.hasOwn(status?.disruptedPods ?? {}, name)) continue;
      left[i]! -= 1;
      if (left[i]! < 0) forbidden = true;
    }
    (forbidden ? violating : others).push(pod);
  }
  return { violating, others };
}
