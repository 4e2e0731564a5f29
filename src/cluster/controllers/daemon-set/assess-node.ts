import { isPodAvailable, isPodReady, isPodTerminal, podAvailableAt } from '../../../api/pod-conditions.ts';
import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import { isUpToDate, templateGenerationOf } from './daemon-pod.ts';
import { nodeShouldRunDaemonPod, type Placement } from './placement.ts';
import { oldestFirst, type PodsPlan, podsShouldBeOnNode } from './pods-on-node.ts';
import { type NodeRollout, nodeRollout } from './rollout-state.ts';
import { allowsSurge } from './update-limits.ts';

/** Everything about one set on one node: the answer to "why is there (no) pod here", and what the set does next. */
export interface NodeAssessment {
  /** undefined when there is no such node (any more). */
  readonly placement: Placement | undefined;
  readonly plan: PodsPlan;
  readonly rollout: NodeRollout;
  readonly counts: NodeCounts;
  /** When time alone may change this assessment. */
  readonly recheckAt?: Millis;
}

/** What a node adds to the set's status, each 0 or 1. */
export interface NodeCounts {
  readonly desired: number;
  readonly current: number;
  readonly misscheduled: number;
  readonly ready: number;
  readonly updated: number;
  readonly available: number;
}

const noCounts: NodeCounts = Object.freeze({
  desired: 0,
  current: 0,
  misscheduled: 0,
  ready: 0,
  updated: 0,
  available: 0,
});

export interface SetFacts {
  readonly set: DaemonSet;
  /** The label value of the current revision. */
  readonly hash: string;
  readonly now: Millis;
}

/** Assesses one node for a set, from the set's pods on or for that node. */
export function assessNode(
  { set, hash, now }: SetFacts,
  node: Node | undefined,
  allPods: readonly Pod[],
  failedBackoffUntil?: Millis,
): NodeAssessment {
  const hasEnded = (pod: Pod) => isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined;
  const pods = allPods.some(hasEnded) ? allPods.filter((pod) => !hasEnded(pod)) : allPods;
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const templateGeneration = templateGenerationOf(set);
  const placement = node === undefined ? undefined : nodeShouldRunDaemonPod(set.spec.template, node);
  const facts = { pods, hash, minReadySeconds, now, templateGeneration, surge: allowsSurge(set) };
  const plan = podsShouldBeOnNode(
    placement,
    failedBackoffUntil === undefined ? facts : { ...facts, failedBackoffUntil },
  );
  const rollout = nodeRollout(placement, facts);
  const oldest = pods.length > 1 ? [...pods].sort(oldestFirst)[0] : pods[0];
  const counts = placement === undefined ? noCounts : countNode(placement, oldest, facts, templateGeneration);
  let recheckAt = plan.retryAt;
  if (minReadySeconds > 0) {
    for (const pod of pods) recheckAt = earlier(recheckAt, becomesAvailableAt(pod, minReadySeconds, now));
  }
  const assessment = { placement, plan, rollout, counts };
  return Object.freeze(recheckAt === undefined ? assessment : { ...assessment, recheckAt });
}

/** Models daemon_controller.go updateDaemonSetStatus for one node. */
function countNode(
  placement: Placement,
  pod: Pod | undefined,
  facts: { readonly hash: string; readonly minReadySeconds: number; readonly now: Millis },
  templateGeneration: string | undefined,
): NodeCounts {
  if (!placement.shouldRun) return pod === undefined ? noCounts : { ...noCounts, misscheduled: 1 };
  if (pod === undefined) return { ...noCounts, desired: 1 };
  const ready = isPodReady(pod);
  return {
    desired: 1,
    current: 1,
    misscheduled: 0,
    ready: Number(ready),
    updated: Number(isUpToDate(pod, facts.hash, templateGeneration)),
    available: Number(ready && isPodAvailable(pod, facts.minReadySeconds, facts.now)),
  };
}

function becomesAvailableAt(pod: Pod, minReadySeconds: number, now: Millis): Millis | undefined {
  const at = podAvailableAt(pod, minReadySeconds);
  return at !== undefined && at > now ? at : undefined;
}

function earlier(a: Millis | undefined, b: Millis | undefined): Millis | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
