import { labelSelectorMatches } from '../../../api/labels.ts';
import { deployments, pods, replicaSets } from '../../../api/resources.ts';
import type { Deployment, ReplicaSet } from '../../../api/types/deployment.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Change } from '../../client/client.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { claim } from '../claim.ts';
import { controllerOf } from '../controller-ref.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { conditionOf, deadlineAt, hasDeadline, isComplete, withCondition } from './conditions.ts';
import { deploymentStatus, rolloutStatus } from './deployment-status.ts';
import { recreateStep } from './recreate.ts';
import { allOf, compareRevisions, DESIRED_REPLICAS, replicasOf, splitSets } from './replica-sets.ts';
import { rollStep } from './rolling.ts';
import { syncCurrentSet, type Turn, writeStatus } from './rollout.ts';
import { scaleInProportion } from './scale.ts';

/** Rolls ReplicaSets over as a Deployment's template changes. Models pkg/controller/deployment. */
export function createDeploymentController(context: ComponentContext): ReconcilerHandle {
  const { world, client } = context;

  const ownerKey = (object: ReplicaSet | undefined) => {
    const reference = object && controllerOf(object);
    return reference?.kind === 'Deployment' ? `${object!.metadata.namespace}/${reference.name}` : undefined;
  };

  function* setKeys({ type, object, old }: Change<ReplicaSet>) {
    const [key, before] = [ownerKey(object), ownerKey(old)];
    if (before !== undefined && before !== key) yield before;
    if (key !== undefined) yield key;
    if (type === 'DELETED' || controllerOf(object) !== undefined) return;
    for (const deployment of client.list(deployments, { namespace: object.metadata.namespace! })) {
      if (labelSelectorMatches(deployment.spec.selector, object.metadata.labels)) yield keyOf(deployment);
    }
  }

  /** Only who recreates waits for the last old pod to be gone. */
  function podKeys({ type, object }: Change<Pod>): readonly string[] {
    if (type !== 'DELETED') return [];
    const reference = controllerOf(object);
    if (reference?.kind !== 'ReplicaSet') return [];
    const set = client.get(replicaSets, object.metadata.namespace, reference.name);
    const key = ownerKey(set);
    if (key === undefined) return [];
    const { namespace, name } = splitKey(key);
    return client.get(deployments, namespace, name)?.spec.strategy?.type === 'Recreate' ? [key] : [];
  }

  function setsOf(deployment: Deployment): readonly ReplicaSet[] {
    const { namespace = '', uid } = deployment.metadata;
    const found: ReplicaSet[] = [];
    for (const set of client.list(replicaSets, { namespace })) {
      const reference = controllerOf(set);
      if (reference !== undefined && reference.uid !== uid) continue;
      const mine = claim(client, replicaSets, deployment, deployment.spec.selector, set);
      if (mine !== undefined) found.push(mine);
    }
    return found;
  }

  /** Models syncDeployment. */
  function reconcile(key: string): Millis | undefined {
    const { namespace, name } = splitKey(key);
    const deployment = client.get(deployments, namespace, name);
    if (deployment === undefined) return undefined;
    const turn: Turn = { deployment, sets: splitSets(deployment, setsOf(deployment)) };
    const now = world.clock.now();
    if (deployment.metadata.deletionTimestamp !== undefined) {
      syncCurrentSet(context, turn, false);
      writeStatus(context, turn, deploymentStatus(turn.deployment, turn.sets, now));
      return undefined;
    }
    notePause(turn, now);
    if (deployment.spec.paused === true || isScaled(turn)) {
      syncCurrentSet(context, turn, false);
      scaleInProportion(context, turn);
      if (deployment.spec.paused === true) cleanUp(turn);
      writeStatus(context, turn, deploymentStatus(turn.deployment, turn.sets, now));
      return undefined;
    }
    const waits = deployment.spec.strategy?.type === 'Recreate' ? recreateStep(context, turn) : rollStep(context, turn);
    if (!waits && isComplete(turn.deployment, turn.deployment.status)) cleanUp(turn);
    const status = rolloutStatus(turn.deployment, turn.sets, now);
    writeStatus(context, turn, status);
    if (isComplete(turn.deployment, status)) return undefined;
    const deadline = deadlineAt(turn.deployment, status.conditions);
    const timedOut = conditionOf(status.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded';
    return deadline === undefined || timedOut ? undefined : Math.max(0, deadline - now) + 1000;
  }

  /** Models isScalingEvent: a set still carries another size of the deployment. */
  function isScaled({ deployment, sets }: Turn): boolean {
    return allOf(sets).some((set) => {
      if (replicasOf(set) === 0) return false;
      const desired = set.metadata.annotations?.[DESIRED_REPLICAS];
      return desired !== undefined && Number(desired) !== replicasOf(deployment);
    });
  }

  /** Models checkPausedConditions. */
  function notePause(turn: Turn, now: Millis): void {
    const { spec, status } = turn.deployment;
    if (!hasDeadline(turn.deployment)) return;
    const reason = conditionOf(status.conditions, 'Progressing')?.reason;
    if (reason === 'ProgressDeadlineExceeded') return;
    const paused = spec.paused === true;
    if (paused === (reason === 'DeploymentPaused')) return;
    const [next, message] = paused
      ? ['DeploymentPaused', 'Deployment is paused']
      : ['DeploymentResumed', 'Deployment is resumed'];
    const conditions = withCondition(status.conditions ?? [], 'Progressing', 'Unknown', next!, message!, now);
    writeStatus(context, turn, { ...status, conditions });
  }

  /** Old sets beyond the history limit go, once they are empty. Models cleanupDeployment. */
  function cleanUp({ deployment, sets }: Turn): void {
    const limit = deployment.spec.revisionHistoryLimit;
    if (limit === undefined) return;
    const alive = sets.old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const surplus = [...alive].sort(compareRevisions).slice(0, Math.max(0, alive.length - limit));
    for (const { metadata, spec, status } of surplus) {
      const seen = (metadata.generation ?? 0) <= (status.observedGeneration ?? 0);
      if (status.replicas === 0 && (spec.replicas ?? 0) === 0 && seen) {
        client.delete(replicaSets, metadata.namespace, metadata.name);
      }
    }
  }

  return runReconciler(world, client, {
    name: 'deployment',
    looksAgainAtRest: true,
    triggers: [
      trigger(deployments, ({ object }) => [keyOf(object)]),
      trigger(replicaSets, setKeys),
      trigger(pods, podKeys),
    ],
    reconcile,
  });
}
