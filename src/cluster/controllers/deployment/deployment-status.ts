import type { Deployment, DeploymentStatus, ReplicaSet } from '../../../api/types/deployment.ts';
import type { Millis } from '../../../sim/clock.ts';
import {
  conditionOf,
  deadlineAt,
  hasDeadline,
  isComplete,
  isProgressing,
  withCondition,
  withoutCondition,
} from './conditions.ts';
import { allOf, replicasOf, rolloutLimits, type SetsOfDeployment, sumOf } from './replica-sets.ts';

/** The status that follows from the sets. Models pkg/controller/deployment sync.go calculateStatus. */
export function deploymentStatus(deployment: Deployment, sets: SetsOfDeployment, now: Millis): DeploymentStatus {
  const all = allOf(sets);
  const { status } = deployment;
  const wanted = replicasOf(deployment);
  const available = sumOf(all, (set) => set.status.availableReplicas ?? 0);
  const counts = {
    replicas: sumOf(all, (set) => set.status.replicas),
    updatedReplicas: sets.current?.status.replicas ?? 0,
    readyReplicas: sumOf(all, (set) => set.status.readyReplicas ?? 0),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sumOf(all, replicasOf) - available),
  };
  const enough = available >= wanted - rolloutLimits(deployment).maxUnavailable;
  const conditions = withCondition(
    status.conditions ?? [],
    'Available',
    enough ? 'True' : 'False',
    enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
    now,
  );
  const said = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...said,
    ...(status.collisionCount === undefined ? {} : { collisionCount: status.collisionCount }),
    conditions,
  };
}

/** The status with what is to be said of the rollout's progress. Models progress.go syncRolloutStatus. */
export function rolloutStatus(deployment: Deployment, sets: SetsOfDeployment, now: Millis): DeploymentStatus {
  const status = deploymentStatus(deployment, sets, now);
  const old = conditionOf(deployment.status.conditions, 'Progressing');
  let conditions = status.conditions ?? [];
  if (!hasDeadline(deployment)) conditions = withoutCondition(conditions, 'Progressing');
  const settled = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && old?.reason === 'NewReplicaSetAvailable';
  if (hasDeadline(deployment) && !settled) {
    const what =
      sets.current === undefined
        ? `Deployment "${deployment.metadata.name}"`
        : `ReplicaSet "${sets.current.metadata.name}"`;
    const say = (value: 'True' | 'False', reason: string, message: string) =>
      withCondition(conditions, 'Progressing', value, reason, `${what} ${message}`, now);
    const deadline = deadlineAt(deployment, deployment.status.conditions);
    if (isComplete(deployment, status))
      conditions = say('True', 'NewReplicaSetAvailable', 'has successfully progressed.');
    else if (isProgressing(deployment, status)) {
      const rest = withoutCondition(conditions, 'Progressing');
      const fresh = withCondition(rest, 'Progressing', 'True', 'ReplicaSetUpdated', `${what} is progressing.`, now);
      conditions =
        old?.status === 'True'
          ? fresh.map((one) =>
              one.type === 'Progressing' ? { ...one, lastTransitionTime: old.lastTransitionTime } : one,
            )
          : fresh;
    } else if (old?.reason !== 'ProgressDeadlineExceeded' && deadline !== undefined && deadline < now) {
      conditions = say('False', 'ProgressDeadlineExceeded', 'has timed out progressing.');
    }
  }
  return { ...status, conditions: withReplicaFailure(conditions, sets, now) };
}

/** A set that cannot make its pods says why, and the deployment with it. Models getReplicaFailures. */
function withReplicaFailure(
  conditions: NonNullable<DeploymentStatus['conditions']>,
  { current, old }: SetsOfDeployment,
  now: Millis,
): NonNullable<DeploymentStatus['conditions']> {
  const failureOf = (set: ReplicaSet) =>
    set.status.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  const failures = [...(current === undefined ? [] : [current]), ...old].map(failureOf);
  const failure = failures.find((one) => one !== undefined);
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  return withCondition(conditions, 'ReplicaFailure', 'True', failure.reason ?? '', failure.message ?? '', now);
}
