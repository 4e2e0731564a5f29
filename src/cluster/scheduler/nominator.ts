import type { Pod } from '../../api/types/pod.ts';
import { podKey, priorityOf } from './node-info.ts';

/** Pods that are promised a node but not bound yet; part of a snapshot. */
export interface NominatorState {
  readonly byNode: Map<string, Map<string, Pod>>;
  readonly nodeOf: Map<string, string>;
}

export const emptyNominator = (): NominatorState => ({ byNode: new Map(), nodeOf: new Map() });

/** Promises the node to the pod, and no other any more. Models the scheduling queue's nominator. */
export function nominate(state: NominatorState, pod: Pod, node: string): void {
  const key = podKey(pod);
  if (state.nodeOf.get(key) !== node) forgetNomination(state, key);
  const there = state.byNode.get(node) ?? new Map<string, Pod>();
  there.set(key, pod);
  state.byNode.set(node, there);
  state.nodeOf.set(key, node);
}

export function forgetNomination(state: NominatorState, key: string): void {
  const node = state.nodeOf.get(key);
  if (node === undefined) return;
  state.nodeOf.delete(key);
  const there = state.byNode.get(node);
  there?.delete(key);
  if (there?.size === 0) state.byNode.delete(node);
}

/** Follows what a waiting pod's status says; a promise that is not written there yet stays. Models UpdateNominatedPod. */
export function updateNomination(state: NominatorState, pod: Pod, old: Pod | undefined): void {
  const key = podKey(pod);
  const written = pod.status.nominatedNodeName;
  if (written) nominate(state, pod, written);
  else if (old?.status.nominatedNodeName) forgetNomination(state, key);
  else if (state.nodeOf.has(key)) nominate(state, pod, state.nodeOf.get(key)!);
}

const nobody: readonly Pod[] = [];

export const nominatedTo = (state: NominatorState, node: string): Iterable<Pod> =>
  state.byNode.get(node)?.values() ?? nobody;

/** The pods promised to the node that have to give way to this one. Models getLowerPriorityNominatedPods. */
export const lowerNominated = (state: NominatorState, node: string, pod: Pod): readonly Pod[] =>
  [...nominatedTo(state, node)].filter((other) => priorityOf(other) < priorityOf(pod));
