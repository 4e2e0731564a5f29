import type { JobSpec, PodFailurePolicyRule } from '../../../api/types/job.ts';
import { defaultPodTemplate } from './pod-spec.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

const UNLIMITED = 2147483647;

/** Models pkg/apis/batch/v1 SetDefaults_Job, as far as the spec goes. */
export function defaultJobSpec(spec: JobSpec): JobSpec {
  const plain = spec.completions === undefined && spec.parallelism === undefined;
  const filled = withDefaults(spec, {
    ...(plain ? { completions: 1 } : {}),
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : UNLIMITED,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    template: {},
  });
  return inner(filled);
}

/** What also holds for the Job inside a CronJob, whose other defaults wait for the Job itself. */
export function defaultJobTemplateSpec(spec: JobSpec): JobSpec {
  return inner(withDefaults(spec, { template: {} }));
}

function inner(spec: JobSpec): JobSpec {
  const templated = mapField(spec, 'template', defaultPodTemplate);
  return mapField(templated, 'podFailurePolicy', (policy) =>
    mapField(policy, 'rules', (rules) => mapItems(rules, defaultRule)),
  );
}

/** Models SetDefaults_PodFailurePolicyOnPodConditionsPattern. */
function defaultRule(rule: PodFailurePolicyRule): PodFailurePolicyRule {
  return mapField(rule, 'onPodConditions', (patterns) =>
    mapItems(patterns, (pattern) => (pattern.status ? pattern : { ...pattern, status: 'True' })),
  );
}
