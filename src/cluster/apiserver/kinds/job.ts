import { humanDuration } from '../../../api/duration.ts';
import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import { jobs } from '../../../api/resources.ts';
import { parseTime } from '../../../api/time.ts';
import type { Job, JobSpec } from '../../../api/types/job.ts';
import { defaultJobSpec } from '../defaults/job-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateJob, validateJobUpdate } from '../validation/job.ts';
import { validateJobStatus } from '../validation/job-status.ts';
import { subdomainName } from '../validation/names.ts';
import { jobWarnings } from '../warnings/job.ts';
import { age, containerCells } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';
import { withGeneratedSelector } from './job-selector.ts';

const EMPTY_SPEC = {} as JobSpec;

/** Models pkg/registry/batch/job strategy.go. */
export const job = strategy<Job>({
  resource: jobs,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults(object) {
    const filled = mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', (spec) => defaultJobSpec(spec));
    return labelledLikeTemplate(filled);
  },
  prepareForCreate: (object) => withGeneratedSelector(withGeneration({ ...object, status: {} }, 1)),
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(object, old), old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  validateStatusUpdate: validateJobStatus,
  warnings: jobWarnings,
  fields: { 'status.successful': ({ status }) => String(status.succeeded ?? 0) },
  unknownField: (field) => `field label ${JSON.stringify(field)} not supported for batchv1.Job`,
  cells(object, context) {
    const { spec } = object;
    return [
      object.metadata.name,
      statusCell(object),
      completionsCell(object),
      durationCell(object, context.nowMs),
      age(object, context),
      ...containerCells(spec.template),
      formatSelector(selectorFromLabelSelector(spec.selector)),
    ];
  },
});

/** Models SetDefaults_Job: a Job without labels takes those of its template. */
function labelledLikeTemplate(object: Job): Job {
  const labels = object.spec.template?.metadata?.labels;
  if (labels === undefined || Object.keys(object.metadata.labels ?? {}).length > 0) return object;
  return { ...object, metadata: { ...object.metadata, labels } };
}

/** Models pkg/printers/internalversion printJob. */
function statusCell({ metadata, status }: Job): string {
  const has = (type: string) => status.conditions?.some((one) => one.type === type && one.status === 'True') === true;
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (has('Suspended')) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  if (has('SuccessCriteriaMet')) return 'SuccessCriteriaMet';
  return 'Running';
}

function completionsCell({ spec, status }: Job): string {
  const succeeded = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationCell({ status }: Job, nowMs: number): string {
  const from = parseTime(status.startTime);
  if (from === undefined) return '';
  return humanDuration((parseTime(status.completionTime) ?? nowMs) - from);
}
