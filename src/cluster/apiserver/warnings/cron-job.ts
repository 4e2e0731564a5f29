import type { CronJob } from '../../../api/types/job.ts';
import { jobSpecWarnings } from './job.ts';
import { nameWarnings } from './name.ts';

const ZONE =
  'CRON_TZ or TZ used in spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';

/** Models pkg/registry/batch/cronjob strategy.go WarningsOnCreate and WarningsOnUpdate. */
export function cronJobWarnings(object: CronJob, old: CronJob | undefined): readonly string[] {
  const { spec } = object;
  const job = spec.jobTemplate.spec;
  return [
    ...nameWarnings(object, old),
    ...(job === undefined ? [] : jobSpecWarnings(job, old?.spec.jobTemplate.spec, 'spec.jobTemplate.spec')),
    ...(spec.schedule.includes('TZ') ? [ZONE] : []),
  ];
}
