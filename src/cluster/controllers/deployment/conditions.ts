import { formatTime, parseTime } from '../../../api/time.ts';
import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../../api/types/deployment.ts';
import type { Millis } from '../../../sim/clock.ts';

type Conditions = readonly DeploymentCondition[];

/** A deadline of this many seconds means none. Models HasProgressDeadline. */
const NO_DEADLINE = 2_147_483_647;

export const hasDeadline = ({ spec }: Deployment): boolean =>
  spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== NO_DEADLINE;

export const conditionOf = (conditions: Conditions | undefined, type: string): DeploymentCondition | undefined =>
  conditions?.find((condition) => condition.type === type);

export const withoutCondition = (conditions: Conditions, type: string): Conditions =>
  conditions.filter((condition) => condition.type !== type);

/** Models SetDeploymentCondition: nothing changes with status and reason as they are; a status keeps its time. */
export function withCondition(
  conditions: Conditions,
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  now: Millis,
): Conditions {
  const known = conditionOf(conditions, type);
  if (known !== undefined && known.status === status && known.reason === reason) return conditions;
  const time = formatTime(now);
  const lastTransitionTime = known?.status === status ? known.lastTransitionTime : time;
  const next = { type, status, lastUpdateTime: time, lastTransitionTime, reason, message };
  return [...withoutCondition(conditions, type), next];
}

/** Models DeploymentComplete. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = deployment.spec.replicas ?? 0;
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** Models DeploymentProgressing. */
export function isProgressing({ status: old }: Deployment, next: DeploymentStatus): boolean {
  const outdated = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) => replicas - updatedReplicas;
  return (
    (next.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    outdated(next) < outdated(old) ||
    (next.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

/** When a rollout that does not progress runs out of time; undefined when it cannot. Models DeploymentTimedOut. */
export function deadlineAt(deployment: Deployment, conditions: Conditions | undefined): Millis | undefined {
  const condition = conditionOf(conditions, 'Progressing');
  if (!hasDeadline(deployment) || condition === undefined) return undefined;
  if (condition.reason === 'NewReplicaSetAvailable') return undefined;
  const since = parseTime(condition.lastUpdateTime);
  return since === undefined ? undefined : since + deployment.spec.progressDeadlineSeconds! * 1000;
}
