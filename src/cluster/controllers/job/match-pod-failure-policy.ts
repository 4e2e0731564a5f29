import type { ContainerStatus } from '../../../api/types/container.ts';
import type {
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyRule,
} from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';

export interface PolicyMatch {
  readonly action: PodFailurePolicyRule['action'] | undefined;
  /** Whether the failure counts towards the Job's back-off limit. */
  readonly counts: boolean;
  /** Why the Job fails at once. */
  readonly failJob?: string;
}

const NO_MATCH: PolicyMatch = { action: undefined, counts: true };
const ACTIONS: readonly string[] = ['Ignore', 'Count', 'FailJob', 'FailIndex'];

/** Models pkg/controller/job/pod_failure_policy.go matchPodFailurePolicy. */
export function matchPodFailurePolicy(policy: PodFailurePolicy | undefined, pod: Pod): PolicyMatch {
  if (policy === undefined) return NO_MATCH;
  const { namespace, name } = pod.metadata;
  for (const [index, { action, onExitCodes, onPodConditions }] of policy.rules.entries()) {
    let why: string | undefined;
    if (onExitCodes !== undefined) {
      const found = [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])].find(
        (status) => exitsAs(status, onExitCodes),
      );
      if (found !== undefined) {
        why = `Container ${found.name} for pod ${namespace}/${name} failed with exit code ${found.state?.terminated?.exitCode}`;
      }
    } else if (onPodConditions !== undefined) {
      const found = pod.status.conditions?.find((condition) =>
        onPodConditions.some(({ type, status }) => type === condition.type && status === condition.status),
      );
      if (found !== undefined) why = `Pod ${namespace}/${name} has condition ${found.type}`;
    }
    if (why === undefined || !ACTIONS.includes(action)) continue;
    if (action === 'FailJob')
      return { action, counts: true, failJob: `${why} matching ${action} rule at index ${index}` };
    return { action, counts: action !== 'Ignore' };
  }
  return NO_MATCH;
}

function exitsAs(status: ContainerStatus, rule: PodFailurePolicyOnExitCodesRequirement): boolean {
  const exitCode = status.state?.terminated?.exitCode;
  if (exitCode === undefined || exitCode === 0) return false;
  if (rule.containerName !== undefined && rule.containerName !== status.name) return false;
  const listed = rule.values.includes(exitCode);
  return rule.operator === 'In' ? listed : rule.operator === 'NotIn' && !listed;
}
