import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import { cronJobs } from '../../../api/resources.ts';
import type { CronJob, CronJobSpec, JobSpec, JobTemplateSpec } from '../../../api/types/job.ts';
import { defaultJobTemplateSpec } from '../defaults/job-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateCronJob, validateCronJobUpdate } from '../validation/cron-job.ts';
import { subdomainName } from '../validation/names.ts';
import { cronJobWarnings } from '../warnings/cron-job.ts';
import { age, containerCells, since } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';

const EMPTY_SPEC = {} as CronJobSpec;

/** Models pkg/registry/batch/cronjob strategy.go. */
export const cronJob = strategy<CronJob>({
  resource: cronJobs,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: (object) => mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', defaultSpec),
  prepareForCreate: (object) => withGeneration({ ...object, status: {} }, 1),
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(object, old), old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateCronJob,
  validateUpdate: validateCronJobUpdate,
  warnings: cronJobWarnings,
  cells(object, context) {
    const { spec, status } = object;
    const job = spec.jobTemplate.spec;
    return [
      object.metadata.name,
      spec.schedule ?? '',
      spec.timeZone ?? '<none>',
      spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
      status.active?.length ?? 0,
      status.lastScheduleTime === undefined ? '<none>' : since(status.lastScheduleTime, context.nowMs),
      age(object, context),
      ...containerCells(job?.template),
      job?.selector === undefined ? '<none>' : formatSelector(selectorFromLabelSelector(job.selector)),
    ];
  },
});

/** Models pkg/apis/batch/v1 SetDefaults_CronJob. */
function defaultSpec(spec: CronJobSpec): CronJobSpec {
  const filled = withDefaults(spec, {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
    jobTemplate: {},
  });
  return mapField(filled, 'jobTemplate', defaultTemplate);
}

function defaultTemplate(template: JobTemplateSpec): JobTemplateSpec {
  const metadata = { creationTimestamp: null } as unknown as NonNullable<JobTemplateSpec['metadata']>;
  const filled = withDefaults(template, { metadata, spec: {} as JobSpec });
  const stamped =
    filled.metadata?.creationTimestamp === undefined
      ? { ...filled, metadata: { ...filled.metadata, ...metadata } as typeof metadata }
      : filled;
  return mapField(stamped, 'spec', defaultJobTemplateSpec);
}
