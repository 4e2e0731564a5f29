import type { Job, JobSpec } from '../../../api/types/job.ts';
import { nameWarnings } from './name.ts';
import { templateWarnings } from './pod-template.ts';

/** Models pkg/registry/batch/job strategy.go WarningsOnCreate and WarningsOnUpdate. */
export function jobWarnings(job: Job, old: Job | undefined): readonly string[] {
  return [...nameWarnings(job, old), ...jobSpecWarnings(job.spec, old?.spec, 'spec')];
}

const MANY =
  'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail';

/** Models pkg/api/job warnings.go WarningsForJobSpec. */
export function jobSpecWarnings(spec: JobSpec, old: JobSpec | undefined, field: string): readonly string[] {
  const many = (spec.completions ?? 0) > 100_000 && (spec.parallelism ?? 0) > 10_000;
  return [
    ...(spec.completionMode === 'Indexed' && many ? [`${field}.completions: ${MANY}`] : []),
    ...templateWarnings(spec.template, old?.template, `${field}.template`),
  ];
}
