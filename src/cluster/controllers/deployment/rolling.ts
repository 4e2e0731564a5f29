import type { ComponentContext } from '../../client/component.ts';
import { allOf, byCreation, currentSetSize, replicasOf, rolloutLimits, sumOf } from './replica-sets.ts';
import { scaleSet, syncCurrentSet, type Turn } from './rollout.ts';

const availableOf = ({ status }: { readonly status: { readonly availableReplicas?: number } }) =>
  status.availableReplicas ?? 0;

/** One step of a rolling update; true when nothing more is to be done in this turn. Models rolling.go rolloutRolling. */
export function rollStep(context: ComponentContext, turn: Turn): boolean {
  syncCurrentSet(context, turn, true);
  return growCurrent(context, turn) || shrinkOld(context, turn);
}

/** Models reconcileNewReplicaSet. */
function growCurrent(context: ComponentContext, turn: Turn): boolean {
  const { deployment, sets } = turn;
  const current = sets.current!;
  const wanted = replicasOf(deployment);
  if (replicasOf(current) === wanted) return false;
  const size = replicasOf(current) > wanted ? wanted : currentSetSize(deployment, allOf(sets), replicasOf(current));
  return scaleSet(context, turn, current, size);
}

/** Models reconcileOldReplicaSets: what is broken goes first, then as many as may be missing. */
function shrinkOld(context: ComponentContext, turn: Turn): boolean {
  const { deployment } = turn;
  const current = turn.sets.current!;
  if (sumOf(turn.sets.old, replicasOf) === 0) return false;
  const least = replicasOf(deployment) - rolloutLimits(deployment).maxUnavailable;
  const missing = replicasOf(current) - availableOf(current);
  const most = sumOf(allOf(turn.sets), replicasOf) - least - missing;
  if (most <= 0) return false;
  let broken = 0;
  for (const set of [...turn.sets.old].sort(byCreation)) {
    const unhealthy = Math.min(most - broken, replicasOf(set) - availableOf(set));
    if (unhealthy <= 0 || replicasOf(set) === 0) continue;
    scaleSet(context, turn, set, replicasOf(set) - unhealthy);
    broken += unhealthy;
  }
  const spare = sumOf(allOf(turn.sets), availableOf) - least;
  let taken = 0;
  for (const set of [...turn.sets.old].sort(byCreation)) {
    if (taken >= spare) break;
    const count = Math.min(replicasOf(set), spare - taken);
    if (count <= 0) continue;
    scaleSet(context, turn, set, replicasOf(set) - count);
    taken += count;
  }
  return broken + taken > 0;
}
