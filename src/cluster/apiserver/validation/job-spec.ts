import type { JobSpec } from '../../../api/types/job.ts';
import { type FieldError, invalid, notSupported, required, tooLong } from '../field-error.ts';
import { isDomainPrefixedPath } from './domain-prefixed-path.ts';
import { validateNonnegative } from './nonnegative.ts';
import { validatePodFailurePolicy } from './pod-failure-policy.ts';
import { validatePodTemplate } from './pod-template.ts';
import { validateSuccessPolicy } from './success-policy.ts';

const MOST = 100_000;
const MOST_OF_MANY = 10_000;
const OF_MANY = `must be less than or equal to ${MOST_OF_MANY} when completions are above ${MOST} and used with backoff limit per index`;
const MANAGED_BY_LIMIT = 63;

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

/** What holds for the spec of a Job and of the Job in a CronJob. Models pkg/apis/batch/validation validateJobSpec. */
export function validateJobParts(spec: JobSpec, field: string): FieldError[] {
  const errors = COUNTS.flatMap((name) => validateNonnegative(spec[name], `${field}.${name}`));
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(required(`${field}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  }
  if (spec.managedBy !== undefined) {
    errors.push(...isDomainPrefixedPath(spec.managedBy, `${field}.managedBy`));
    if (spec.managedBy.length > MANAGED_BY_LIMIT) errors.push(tooLong(`${field}.managedBy`, MANAGED_BY_LIMIT));
  }
  errors.push(...validateCompletionMode(spec, field));
  if (spec.podFailurePolicy !== undefined) errors.push(...validatePodFailurePolicy(spec, `${field}.podFailurePolicy`));
  if (spec.successPolicy !== undefined) {
    if (spec.completionMode !== 'Indexed') {
      const shown = { go: 'batch.SuccessPolicy{...}' };
      errors.push(invalid(`${field}.successPolicy`, shown, 'requires indexed completion mode'));
    } else errors.push(...validateSuccessPolicy(spec, `${field}.successPolicy`));
  }
  errors.push(...validateReplacement(spec, `${field}.podReplacementPolicy`));
  errors.push(...validatePodTemplate(spec.template, `${field}.template`));
  return [...errors, ...validateRestartPolicy(spec, `${field}.template.spec.restartPolicy`)];
}

function validateCompletionMode(spec: JobSpec, field: string): FieldError[] {
  const { completionMode: mode, completions, parallelism = 0, maxFailedIndexes: most } = spec;
  const errors: FieldError[] = [];
  const at = (part: string) => `${field}.${part}`;
  if (mode === undefined || mode === 'NonIndexed') {
    for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
      if (spec[name] !== undefined) errors.push(invalid(at(name), spec[name], 'requires indexed completion mode'));
    }
    return errors;
  }
  if (mode !== 'Indexed') return [notSupported(at('completionMode'), mode, ['Indexed', 'NonIndexed'])];
  if (completions === undefined) errors.push(required(at('completions'), 'when completion mode is Indexed'));
  if (parallelism > MOST) {
    const detail = `must be less than or equal to ${MOST} when completion mode is Indexed`;
    errors.push(invalid(at('parallelism'), parallelism, detail));
  }
  if (completions !== undefined && most !== undefined && most > completions) {
    errors.push(invalid(at('maxFailedIndexes'), most, 'must be less than or equal to completions'));
  }
  if (most !== undefined && most > MOST) {
    errors.push(invalid(at('maxFailedIndexes'), most, `must be less than or equal to ${MOST}`));
  }
  if ((completions ?? 0) <= MOST || spec.backoffLimitPerIndex === undefined) return errors;
  if (most === undefined) {
    errors.push(required(at('maxFailedIndexes'), `must be specified when completions is above ${MOST}`));
  }
  if (parallelism > MOST_OF_MANY) errors.push(invalid(at('parallelism'), parallelism, OF_MANY));
  if (most !== undefined && most > MOST_OF_MANY) errors.push(invalid(at('maxFailedIndexes'), most, OF_MANY));
  return errors;
}

function validateReplacement({ podReplacementPolicy: policy, podFailurePolicy }: JobSpec, field: string): FieldError[] {
  if (policy === undefined) return [];
  const supported = podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return supported.includes(policy) ? [] : [notSupported(field, policy, supported)];
}

function validateRestartPolicy({ template, podFailurePolicy }: JobSpec, field: string): FieldError[] {
  const policy = template.spec?.restartPolicy;
  if (policy === undefined || policy === 'Always') return [required(field, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(field, policy, ['Never', 'OnFailure'])];
  if (podFailurePolicy === undefined || policy === 'Never') return [];
  return [invalid(field, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}
