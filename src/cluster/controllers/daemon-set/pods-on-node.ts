import { isPodAvailable, isPodReady } from '../../../api/pod-conditions.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import { REVISION_HASH_LABEL } from './daemon-pod.ts';
import type { Placement } from './placement.ts';

/** Why a daemon pod is taken away. */
export type RemovalReason = 'failed' | 'succeeded' | 'excess' | 'replaced' | 'misplaced' | 'node gone';

export interface Removal {
  readonly pod: string;
  readonly reason: RemovalReason;
}

export interface PodsOnNode {
  /** The set's pods on or for this node, without those that have ended and are being deleted. */
  readonly pods: readonly Pod[];
  readonly hash: string;
  readonly surge: boolean;
  readonly minReadySeconds: number;
  readonly now: Millis;
  /** Until then a failed pod is left alone, so that set and kubelet do not fight without pause. */
  readonly failedBackoffUntil?: Millis;
}

export interface PodsPlan {
  readonly create: boolean;
  readonly remove: readonly Removal[];
  /** When a failed pod may be removed. */
  readonly retryAt?: Millis;
}

const nothing: PodsPlan = Object.freeze({ create: false, remove: Object.freeze([]) });

/**
 * Decides which pods of a set a node gets and loses, whatever the update strategy does beyond that.
 * Models pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode; a node that is gone loses its unbound pods
 * (getUnscheduledPodsWithoutNode).
 */
export function podsShouldBeOnNode(placement: Placement | undefined, facts: PodsOnNode): PodsPlan {
  const { pods } = facts;
  if (placement === undefined) {
    return removeAll(
      pods.filter((pod) => !pod.spec.nodeName),
      'node gone',
    );
  }
  if (placement.shouldRun && pods.length === 0) return { create: true, remove: [] };
  if (placement.shouldContinueRunning) return pods.length === 0 ? nothing : keepGood(placement.shouldRun, facts);
  return removeAll(
    pods.filter((pod) => pod.metadata.deletionTimestamp === undefined),
    'misplaced',
  );
}

function removeAll(pods: readonly Pod[], reason: RemovalReason): PodsPlan {
  if (pods.length === 0) return nothing;
  return { create: false, remove: pods.map((pod) => ({ pod: pod.metadata.name, reason })) };
}

function keepGood(shouldRun: boolean, facts: PodsOnNode): PodsPlan {
  const remove: Removal[] = [];
  const running: Pod[] = [];
  let retryAt: Millis | undefined;
  for (const pod of facts.pods) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    const name = pod.metadata.name;
    if (pod.status.phase === 'Failed') {
      if (facts.failedBackoffUntil !== undefined && facts.now < facts.failedBackoffUntil) {
        retryAt = facts.failedBackoffUntil;
      } else remove.push({ pod: name, reason: 'failed' });
    } else if (pod.status.phase === 'Succeeded') remove.push({ pod: name, reason: 'succeeded' });
    else running.push(pod);
  }
  running.sort(oldestFirst);
  let create = false;
  if (!facts.surge) {
    for (const pod of running.slice(1)) remove.push({ pod: pod.metadata.name, reason: 'excess' });
  } else if (running.length === 0) create = shouldRun;
  else if (running.length > 1) remove.push(...surplusOfSurge(running, facts));
  return { create, remove, ...(retryAt === undefined ? {} : { retryAt }) };
}

/** A surging node keeps its oldest new and its oldest old pod, the latter until the former is available. */
function surplusOfSurge(running: readonly Pod[], { hash, minReadySeconds, now }: PodsOnNode): readonly Removal[] {
  const isNew = (pod: Pod) => pod.metadata.labels?.[REVISION_HASH_LABEL] === hash;
  const newPod = running.find(isNew);
  const oldPod = running.find((pod) => !isNew(pod));
  const removals: Removal[] = running
    .filter((pod) => pod !== newPod && pod !== oldPod)
    .map((pod) => ({ pod: pod.metadata.name, reason: 'excess' }));
  if (newPod !== undefined && oldPod !== undefined) {
    if (!isPodReady(oldPod) || isPodAvailable(newPod, minReadySeconds, now)) {
      removals.push({ pod: oldPod.metadata.name, reason: 'replaced' });
    }
  }
  return removals;
}

/** Bound pods first, then by age, then by name. Models daemon_controller.go podByCreationTimestampAndPhase. */
export function oldestFirst(a: Pod, b: Pod): number {
  const bound = Number(Boolean(b.spec.nodeName)) - Number(Boolean(a.spec.nodeName));
  if (bound !== 0) return bound;
  return (
    compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp) || compare(a.metadata.name, b.metadata.name)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
