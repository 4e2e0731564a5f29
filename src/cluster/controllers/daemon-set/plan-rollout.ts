import type { RolloutState } from './rollout-state.ts';
import type { UpdateLimits } from './update-limits.ts';

export interface RolloutFactsOfSet {
  readonly limits: UpdateLimits;
  readonly desired: number;
  /** Nodes that serve now, whether they should or not. */
  readonly serving: number;
  readonly nodesIn: Readonly<Record<RolloutState, ReadonlySet<string>>>;
}

export interface RolloutStep {
  /** Nodes whose old pod is deleted. */
  readonly deleteOldOn: readonly string[];
  /** Nodes that get a new pod besides the old one. */
  readonly createOn: readonly string[];
}

const standStill: RolloutStep = { deleteOldOn: [], createOn: [] };

/**
 * The next step of a rolling update, at most `burst` deletions and creations. Costs what it returns, not the size of
 * the set. Models pkg/controller/daemon/update.go rollingUpdate.
 */
export function planRollout(facts: RolloutFactsOfSet, burst: number): RolloutStep {
  return facts.limits.maxSurge === 0 ? replaceInPlace(facts, burst) : surge(facts, burst);
}

function replaceInPlace({ limits, nodesIn }: RolloutFactsOfSet, burst: number): RolloutStep {
  const unavailableStates: readonly RolloutState[] = [
    'crowded',
    'empty',
    'both, new waiting',
    'both, new available',
    'new waiting',
    'old unavailable',
    'old unavailable, misplaced',
    'old unavailable, node gone',
  ];
  const unavailable = unavailableStates.reduce((sum, state) => sum + nodesIn[state].size, 0);
  const replaceable = [
    ...take(nodesIn['old unavailable'], burst),
    ...take(nodesIn['old unavailable, misplaced'], burst),
    ...take(nodesIn['old unavailable, node gone'], burst),
  ];
  const allowed = Math.max(0, limits.maxUnavailable - unavailable);
  const candidates = [
    ...take(nodesIn['old available'], Math.min(allowed, burst)),
    ...take(nodesIn['old available, misplaced'], Math.min(allowed, burst)),
    ...take(nodesIn['old available, node gone'], Math.min(allowed, burst)),
  ].slice(0, allowed);
  return { deleteOldOn: [...replaceable, ...candidates].slice(0, burst), createOn: [] };
}

function surge({ limits, desired, serving, nodesIn }: RolloutFactsOfSet, burst: number): RolloutStep {
  // Kubernetes gives the step up with an error here; the pod collector removes the pods of the missing node.
  if (nodesIn['old available, node gone'].size + nodesIn['old unavailable, node gone'].size > 0) return standStill;
  const surging = nodesIn.crowded.size + nodesIn['both, new waiting'].size;
  const dispensable = Math.max(0, serving - desired);
  const deleteOldOn = [
    ...take(nodesIn['old unavailable, misplaced'], burst),
    ...take(nodesIn['both, new available'], burst),
    ...take(nodesIn['old available, misplaced'], Math.min(dispensable, burst)),
  ];
  const createOn = [
    ...take(nodesIn['old unavailable'], burst),
    ...take(nodesIn['old available'], Math.min(Math.max(0, limits.maxSurge - surging), burst)),
  ];
  return { deleteOldOn: deleteOldOn.slice(0, burst), createOn: createOn.slice(0, burst) };
}

function take(nodes: ReadonlySet<string>, count: number): readonly string[] {
  const taken: string[] = [];
  if (count <= 0) return taken;
  for (const node of nodes) {
    taken.push(node);
    if (taken.length >= count) break;
  }
  return taken;
}
