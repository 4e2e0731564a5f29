import type { Millis } from '../../../sim/clock.ts';
import type { NodeAssessment, NodeCounts } from './assess-node.ts';
import { type RolloutState, rolloutStates } from './rollout-state.ts';

/**
 * What the controller remembers of one set, so that a change on one node costs the work of one node. Unlike Kubernetes,
 * which looks at all nodes and pods in every sync: here a sync looks at the nodes that something happened to.
 */
export interface SetRecord {
  readonly uid: string;
  /** What the nodes were assessed under; another generation or hash means all of them again. */
  generation: number;
  hash: string;
  /** The set's pods by the node they are on or for, each with its revision hash. */
  readonly pods: Map<string, Map<string, string>>;
  /** How many pods there are of each revision hash. */
  readonly podsOfHash: Map<string, number>;
  /** Names of pods without a controller that the set may adopt. */
  readonly orphans: Set<string>;
  readonly dirty: Set<string>;
  readonly nodes: Map<string, NodeAssessment>;
  /** Nodes by the time at which time alone may change their assessment. */
  readonly due: Map<Millis, Set<string>>;
  readonly failures: Map<string, FailureBackoff>;
  readonly tally: Tally;
}

export interface FailureBackoff {
  readonly observedGeneration: number;
  readonly since: Millis;
  readonly delayMs: Millis;
}

/** The sum of the assessments of all nodes. */
export interface Tally {
  readonly counts: { -readonly [K in keyof NodeCounts]: number };
  serving: number;
  readonly create: Set<string>;
  readonly remove: Set<string>;
  readonly nodesIn: Readonly<Record<RolloutState, Set<string>>>;
}

export function createSetRecord(uid: string): SetRecord {
  return {
    uid,
    generation: 0,
    hash: '',
    pods: new Map(),
    podsOfHash: new Map(),
    orphans: new Set(),
    dirty: new Set(),
    nodes: new Map(),
    due: new Map(),
    failures: new Map(),
    tally: {
      counts: { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 },
      serving: 0,
      create: new Set(),
      remove: new Set(),
      nodesIn: Object.fromEntries(rolloutStates.map((state) => [state, new Set()])) as unknown as Tally['nodesIn'],
    },
  };
}

export function rememberPod(record: SetRecord, node: string, pod: string, hash: string): void {
  let pods = record.pods.get(node);
  if (pods === undefined) {
    pods = new Map();
    record.pods.set(node, pods);
  }
  if (pods.get(pod) === hash) return;
  forgetPod(record, node, pod);
  record.pods.set(node, pods);
  pods.set(pod, hash);
  record.podsOfHash.set(hash, (record.podsOfHash.get(hash) ?? 0) + 1);
}

export function forgetPod(record: SetRecord, node: string, pod: string): void {
  const pods = record.pods.get(node);
  const hash = pods?.get(pod);
  if (pods === undefined || hash === undefined) return;
  pods.delete(pod);
  if (pods.size === 0) record.pods.delete(node);
  const count = record.podsOfHash.get(hash)! - 1;
  if (count === 0) record.podsOfHash.delete(hash);
  else record.podsOfHash.set(hash, count);
}

/** Replaces the assessment of a node (undefined: nothing there to assess) and keeps the tally right. */
export function setAssessment(record: SetRecord, node: string, assessment: NodeAssessment | undefined): void {
  const before = record.nodes.get(node);
  if (before !== undefined) count(record.tally, node, before, -1);
  if (assessment === undefined) {
    record.nodes.delete(node);
    return;
  }
  record.nodes.set(node, assessment);
  count(record.tally, node, assessment, 1);
  if (assessment.recheckAt === undefined) return;
  const due = record.due.get(assessment.recheckAt);
  if (due === undefined) record.due.set(assessment.recheckAt, new Set([node]));
  else due.add(node);
}

function count(tally: Tally, node: string, { counts, rollout, plan }: NodeAssessment, sign: 1 | -1): void {
  for (const name of countNames) tally.counts[name] += sign * counts[name];
  tally.serving += sign * Number(rollout.serving);
  put(tally.nodesIn[rollout.state], node, sign);
  if (plan.create) put(tally.create, node, sign);
  if (plan.remove.length > 0) put(tally.remove, node, sign);
}

const countNames = ['desired', 'current', 'misscheduled', 'ready', 'updated', 'available'] as const;

function put(nodes: Set<string>, node: string, sign: 1 | -1): void {
  if (sign === 1) nodes.add(node);
  else nodes.delete(node);
}

/** Makes nodes dirty whose time has come, and returns when the next one's comes. */
export function markDue(record: SetRecord, now: Millis): Millis | undefined {
  let next: Millis | undefined;
  for (const [at, nodes] of record.due) {
    if (at <= now) {
      for (const node of nodes) record.dirty.add(node);
      record.due.delete(at);
    } else if (next === undefined || at < next) next = at;
  }
  return next;
}
