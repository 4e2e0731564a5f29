import { isPodTerminal } from '../../../api/pod-conditions.ts';
import { pods } from '../../../api/resources.ts';
import type { ComponentContext } from '../../client/component.ts';
import { replicasOf } from './replica-sets.ts';
import { scaleSet, syncCurrentSet, type Turn } from './rollout.ts';

/** One step of replacing all pods at once; true when this turn must wait. Models recreate.go rolloutRecreate. */
export function recreateStep(context: ComponentContext, turn: Turn): boolean {
  syncCurrentSet(context, turn, false);
  let scaled = false;
  for (const set of turn.sets.old) if (replicasOf(set) > 0) scaled = scaleSet(context, turn, set, 0) || scaled;
  if (scaled) return true;
  const running = turn.sets.old.some(
    ({ metadata, status }) =>
      status.replicas > 0 || context.client.list(pods, { owner: metadata.uid }).some((pod) => !isPodTerminal(pod)),
  );
  if (running) return true;
  syncCurrentSet(context, turn, true);
  scaleSet(context, turn, turn.sets.current!, replicasOf(turn.deployment));
  return false;
}
