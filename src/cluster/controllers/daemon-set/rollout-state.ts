import { isPodAvailable } from '../../../api/pod-conditions.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import { isUpToDate } from './daemon-pod.ts';
import type { Placement } from './placement.ts';

/** How far a node is in a rolling update. */
export const rolloutStates = [
  /** Has no pod and needs none. */
  'none',
  /** Should have a pod and has none, or has only pods that are being deleted. */
  'empty',
  /** Has several old or several new pods; the surplus goes first. */
  'crowded',
  'both, new waiting',
  'both, new available',
  'new waiting',
  'new available',
  'old unavailable',
  'old unavailable, misplaced',
  'old unavailable, node gone',
  'old available',
  'old available, misplaced',
  'old available, node gone',
] as const;

export type RolloutState = (typeof rolloutStates)[number];

export interface RolloutFacts {
  /** The set's pods on or for this node, without those that have ended and are being deleted. */
  readonly pods: readonly Pod[];
  readonly hash: string;
  readonly templateGeneration: string | undefined;
  readonly minReadySeconds: number;
  readonly now: Millis;
}

export interface NodeRollout {
  readonly state: RolloutState;
  readonly oldPod?: string;
  /** Whether the node serves now: its old pod, or without one its new pod, is available. */
  readonly serving: boolean;
}

const idle: NodeRollout = Object.freeze({ state: 'none', serving: false });
const empty: NodeRollout = Object.freeze({ state: 'empty', serving: false });
const crowded: NodeRollout = Object.freeze({ state: 'crowded', serving: false });

/** Models pkg/controller/daemon/update.go findUpdatedPodsOnNode and what rollingUpdate makes of its answer. */
export function nodeRollout(placement: Placement | undefined, facts: RolloutFacts): NodeRollout {
  if (facts.pods.length === 0 && placement?.shouldRun !== true) return idle;
  let newPod: Pod | undefined;
  let oldPod: Pod | undefined;
  for (const pod of facts.pods) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    if (isUpToDate(pod, facts.hash, facts.templateGeneration)) {
      if (newPod !== undefined) return crowded;
      newPod = pod;
    } else {
      if (oldPod !== undefined) return crowded;
      oldPod = pod;
    }
  }
  const available = (pod: Pod) => isPodAvailable(pod, facts.minReadySeconds, facts.now);
  if (oldPod === undefined) {
    if (newPod === undefined) return empty;
    const serving = available(newPod);
    return { state: serving ? 'new available' : 'new waiting', serving };
  }
  const serving = available(oldPod);
  const old = { oldPod: oldPod.metadata.name, serving };
  if (newPod !== undefined) return { ...old, state: available(newPod) ? 'both, new available' : 'both, new waiting' };
  const state = serving ? 'old available' : 'old unavailable';
  if (placement === undefined) return { ...old, state: `${state}, node gone` };
  return { ...old, state: placement.shouldRun ? state : `${state}, misplaced` };
}
