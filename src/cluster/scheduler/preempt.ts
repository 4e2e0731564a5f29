import { parseTime } from '../../api/time.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Diagnosis, SchedulingView } from './decide.ts';
import { rejectionOf } from './decide.ts';
import { histogram } from './fit-error.ts';
import { addPod, copyNodeInfo, type NodeInfo, podKey, removePod } from './node-info.ts';

export type Preemption =
  | { readonly node: string; readonly victims: readonly Pod[] }
  /** Why nobody is evicted, as FailedScheduling appends it; '' when nothing is appended. */
  | { readonly refusal: string };

interface Candidate {
  readonly node: string;
  readonly victims: readonly Pod[];
  readonly violations: number;
}

export const priorityOf = (pod: Pod): number => pod.spec.priority ?? 0;

/**
 * Looks for the node on which evicting pods of lower priority makes room, with the least harm.
 * Models plugins/defaultpreemption and framework/preemption. `protects` says whether a budget forbids one more eviction.
 */
export function preempt(
  pod: Pod,
  diagnosis: Diagnosis,
  view: SchedulingView,
  protects: (victim: Pod) => boolean,
): Preemption {
  if (pod.spec.preemptionPolicy === 'Never')
    return { refusal: 'preemption: not eligible due to preemptionPolicy=Never.' };
  if (awaitsTerminatingVictims(pod, view)) {
    return { refusal: 'preemption: not eligible due to a terminating pod on the nominated node.' };
  }
  const candidates: Candidate[] = [];
  const reasons = new Map<string, number>();
  const count = (reason: string, times = 1) =>
    void (times > 0 && reasons.set(reason, (reasons.get(reason) ?? 0) + times));
  count('Preemption is not helpful for scheduling', diagnosis.nodes - diagnosis.rejections.size);
  for (const [name, rejection] of diagnosis.rejections) {
    if (!rejection.preemptable) {
      count('Preemption is not helpful for scheduling');
      continue;
    }
    const tried = victimsOn(pod, view.withNominated(view.nodes.get(name)!, pod), protects);
    if (Array.isArray(tried)) for (const reason of tried as readonly string[]) count(reason);
    else candidates.push(tried as Candidate);
  }
  if (candidates.length === 0) return { refusal: `preemption: ${histogram(diagnosis.nodes, reasons)}` };
  return candidates.reduce((best, one) => (lessHarm(one, best) ? one : best));
}

function awaitsTerminatingVictims(pod: Pod, view: SchedulingView): boolean {
  const nominated = pod.status.nominatedNodeName;
  if (!nominated) return false;
  for (const other of view.nodes.get(nominated)?.pods.values() ?? []) {
    if (other.metadata.deletionTimestamp !== undefined && priorityOf(other) < priorityOf(pod)) return true;
  }
  return false;
}

/** Removes every lower pod, then takes back as many as fit, the most important first. Models SelectVictimsOnNode. */
function victimsOn(pod: Pod, node: NodeInfo, protects: (victim: Pod) => boolean): Candidate | readonly string[] {
  const trial = copyNodeInfo(node);
  const lower = [...node.pods.values()].filter((other) => priorityOf(other) < priorityOf(pod));
  if (lower.length === 0) return ['No preemption victims found for incoming pod'];
  for (const victim of lower) removePod(trial, podKey(victim));
  const rejection = rejectionOf(pod, trial);
  if (rejection !== undefined) return rejection.reasons;
  const important = [...lower].sort(moreImportant);
  const guarded = important.filter(protects);
  const victims: Pod[] = [];
  let violations = 0;
  for (const victim of [...guarded, ...important.filter((one) => !guarded.includes(one))]) {
    addPod(trial, victim);
    if (rejectionOf(pod, trial) === undefined) continue;
    removePod(trial, podKey(victim));
    victims.push(victim);
    if (guarded.includes(victim)) violations++;
  }
  return { node: node.node.metadata.name, victims: victims.sort(moreImportant), violations };
}

/** Models MoreImportantPod: higher priority, then the earlier start. */
function moreImportant(a: Pod, b: Pod): number {
  return priorityOf(b) - priorityOf(a) || (startOf(a) ?? Infinity) - (startOf(b) ?? Infinity);
}

const startOf = (pod: Pod): number | undefined => parseTime(pod.status.startTime);

/** Models pickOneNodeForPreemption's criteria, in their order. */
function lessHarm(a: Candidate, b: Candidate): boolean {
  const criteria: readonly ((one: Candidate) => number)[] = [
    ({ violations }) => violations,
    ({ victims }) => (victims[0] === undefined ? -Infinity : priorityOf(victims[0])),
    ({ victims }) => victims.reduce((sum, victim) => sum + priorityOf(victim) + 2 ** 31, 0),
    ({ victims }) => victims.length,
    ({ victims }) => -(victims[0] === undefined ? Infinity : (startOf(victims[0]) ?? Infinity)),
  ];
  for (const criterion of criteria) {
    const difference = criterion(a) - criterion(b);
    if (difference !== 0 && !Number.isNaN(difference)) return difference < 0;
  }
  return false;
}
