import { jsonEqual } from '../../../api/json-equal.ts';
import { labelSelectorMatches } from '../../../api/labels.ts';
import { isDNS1123Label } from '../../../api/names.ts';
import type { Job, JobSpec } from '../../../api/types/job.ts';
import type { PodTemplateSpec } from '../../../api/types/pod.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { generatedJobLabels } from '../kinds/job-selector.ts';
import { goLabelSelector, goStringMap } from './go-value.ts';
import { validateJobParts } from './job-spec.ts';
import { validateLabelSelector } from './label-selector.ts';
import { IMMUTABLE } from './object-meta.ts';

/** Models pkg/apis/batch/validation ValidateJob. */
export function validateJob(job: Job): FieldError[] {
  const { spec, metadata } = job;
  const errors = [...validateGenerated(job), ...validateSpec(spec)];
  if (spec.completionMode === 'Indexed' && (spec.completions ?? 0) > 0) {
    const host = `${metadata.name}-${spec.completions! - 1}`;
    if (isDNS1123Label(host).length > 0) {
      const detail = `will not able to create pod with invalid DNS label: ${host}`;
      errors.push(invalid('metadata.name', metadata.name, detail));
    }
  }
  return errors;
}

/** Models validateGeneratedSelector: labels that a client gave must be those that would have been generated. */
function validateGenerated(job: Job): FieldError[] {
  const { spec } = job;
  if (spec.manualSelector === true || spec.selector === undefined) return [];
  const expected = generatedJobLabels(job);
  const errors: FieldError[] = [];
  const labels = spec.template.metadata?.labels;
  const keys = ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name'];
  for (const key of keys) {
    const field = 'spec.template.metadata.labels';
    const value = labels?.[key];
    if (value === undefined) errors.push(required(`${field}[${key}]`, `must be '${expected[key]}'`));
    else if (value !== expected[key]) {
      errors.push(invalid(`${field}[${key}]`, goStringMap(labels), `must be '${expected[key]}'`));
    }
  }
  if (!labelSelectorMatches(spec.selector, expected)) {
    errors.push(invalid('spec.selector', goLabelSelector(spec.selector), '`selector` not auto-generated'));
  }
  return errors;
}

/** Models ValidateJobSpec. */
function validateSpec(spec: JobSpec): FieldError[] {
  const errors = validateJobParts(spec, 'spec');
  if (spec.selector === undefined) errors.push(required('spec.selector', ''));
  else errors.push(...validateLabelSelector(spec.selector, 'spec.selector'));
  const labels = spec.template.metadata?.labels;
  if (spec.selector === undefined || !labelSelectorMatches(spec.selector, labels)) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalid('spec.template.metadata.labels', goStringMap(labels), detail));
  }
  return errors;
}

/**
 * Models ValidateJobUpdate. Unlike Kubernetes, which lists every field of a template that may not change, the value is
 * shown without its fields.
 */
export function validateJobUpdate(job: Job, old: Job): FieldError[] {
  const { spec } = job;
  if (spec === old.spec) return [];
  const errors = [...validateJob(job), ...validateCompletions(spec, old.spec)];
  const fixed = (part: keyof JobSpec, shown: Parameters<typeof invalid>[1]) => {
    if (!jsonEqual(spec[part], old.spec[part])) errors.push(invalid(`spec.${part}`, shown, IMMUTABLE));
  };
  fixed('selector', goLabelSelector(spec.selector));
  const before = mayMoveElsewhere(old) ? withScheduling(old.spec.template, spec.template) : old.spec.template;
  if (!jsonEqual(spec.template, before)) {
    errors.push(invalid('spec.template', { go: 'core.PodTemplateSpec{...}' }, IMMUTABLE));
  }
  fixed('completionMode', spec.completionMode);
  fixed('podFailurePolicy', { go: spec.podFailurePolicy === undefined ? 'null' : 'batch.PodFailurePolicy{...}' });
  fixed('backoffLimitPerIndex', spec.backoffLimitPerIndex);
  fixed('managedBy', spec.managedBy);
  fixed('successPolicy', { go: spec.successPolicy === undefined ? 'null' : 'batch.SuccessPolicy{...}' });
  return errors;
}

/** Models validateCompletions: an indexed Job may grow and shrink with its parallelism. */
function validateCompletions(spec: JobSpec, old: JobSpec): FieldError[] {
  if (spec.completions === old.completions) return [];
  const field = 'spec.completions';
  if (spec.completionMode !== 'Indexed') return [invalid(field, spec.completions, IMMUTABLE)];
  if (spec.completions === undefined || spec.completions === spec.parallelism) return [];
  return [invalid(field, spec.completions, 'can only be modified in tandem with spec.parallelism')];
}

/** A suspended Job that never started may still say where its pods go. Models jobStrategy validationOptionsForJob. */
const mayMoveElsewhere = ({ spec, status }: Job) => spec.suspend === true && status?.startTime === undefined;

/** The old template with the new one's scheduling directives. Models validatePodTemplateUpdate. */
function withScheduling(old: PodTemplateSpec, now: PodTemplateSpec): PodTemplateSpec {
  if (old.spec === undefined || now.spec === undefined) return old;
  const nodeAffinity = now.spec.affinity?.nodeAffinity;
  const { nodeAffinity: _given, ...others } = old.spec.affinity ?? {};
  const empty = nodeAffinity === undefined && Object.keys(others).length === 0;
  const affinity = empty
    ? now.spec.affinity && {}
    : { ...others, ...(nodeAffinity === undefined ? {} : { nodeAffinity }) };
  return {
    ...old,
    metadata: { ...old.metadata, labels: now.metadata?.labels, annotations: now.metadata?.annotations } as NonNullable<
      PodTemplateSpec['metadata']
    >,
    spec: {
      ...old.spec,
      affinity,
      nodeSelector: now.spec.nodeSelector,
      tolerations: now.spec.tolerations,
      schedulingGates: now.spec.schedulingGates,
    },
  };
}
