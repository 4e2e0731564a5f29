import type { ReplicaSet } from '../../../api/types/deployment.ts';
import type { ComponentContext } from '../../client/component.ts';
import { allOf, byCreation, MAX_REPLICAS, replicasOf, rolloutLimits, sumOf } from './replica-sets.ts';
import { scaleSet, type Turn } from './rollout.ts';

/** Brings the sets to the deployment's size outside a rollout, in proportion within one. Models sync.go scale. */
export function scaleInProportion(context: ComponentContext, turn: Turn): void {
  const { deployment, sets } = turn;
  const wanted = replicasOf(deployment);
  const active = allOf(sets).filter((set) => replicasOf(set) > 0);
  const only = active.length > 1 ? undefined : (active[0] ?? sets.current ?? [...sets.old].sort(byCreation).at(-1));
  if (only !== undefined) {
    if (replicasOf(only) !== wanted) scaleSet(context, turn, only, wanted);
    return;
  }
  if (isSaturated(sets.current, wanted)) {
    for (const old of sets.old) if (replicasOf(old) > 0) scaleSet(context, turn, old, 0);
    return;
  }
  if (deployment.spec.strategy?.type !== 'RollingUpdate') return;
  const most = wanted > 0 ? wanted + rolloutLimits(deployment).maxSurge : 0;
  const toAdd = most - sumOf(active, replicasOf);
  // The biggest take most of the change; of equals the newest when growing, the oldest when shrinking.
  const order = [...active].sort(
    (a, b) => replicasOf(b) - replicasOf(a) || (toAdd > 0 ? byCreation(b, a) : byCreation(a, b)),
  );
  let added = 0;
  const sizes = order.map((set) => {
    const share = toAdd === 0 ? 0 : shareOf(set, wanted, rolloutLimits(deployment).maxSurge, toAdd, added, turn);
    added += share;
    return replicasOf(set) + share;
  });
  for (const [at, set] of order.entries()) {
    const size = at === 0 && toAdd !== 0 ? Math.max(0, sizes[0]! + toAdd - added) : sizes[at]!;
    scaleSet(context, turn, set, size);
  }
}

/** Models IsSaturated. */
function isSaturated(current: ReplicaSet | undefined, wanted: number): boolean {
  if (current === undefined) return false;
  const desired = Number(current.metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] ?? Number.NaN);
  return replicasOf(current) === wanted && desired === wanted && (current.status.availableReplicas ?? 0) === wanted;
}

/** Models GetReplicaSetProportion. */
function shareOf(set: ReplicaSet, wanted: number, maxSurge: number, toAdd: number, added: number, turn: Turn): number {
  const replicas = replicasOf(set);
  if (replicas === 0 || toAdd === added) return 0;
  const allowed = toAdd - added;
  if (wanted === 0) return Math.max(-replicas, allowed);
  const before = Number(set.metadata.annotations?.[MAX_REPLICAS] ?? Number.NaN);
  const base = before > 0 ? before : (turn.deployment.status.replicas ?? 0);
  if (base <= 0) return 0;
  const fraction = Math.round((replicas * (wanted + maxSurge)) / base) - replicas;
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
}
