import type { Job } from '../../../api/types/job.ts';
import { duplicate, type FieldError, invalid } from '../field-error.ts';
import { validateCounts } from './nonnegative.ts';

/** Models pkg/apis/batch/validation validateJobStatus and the rules between a status's own fields. */
export function validateJobStatus({ status }: Job, old: Job): FieldError[] {
  const errors = validateCounts(status, ['active', 'succeeded', 'failed', 'ready', 'terminating']);
  const seen = new Set<string>();
  for (const part of ['succeeded', 'failed'] as const) {
    status.uncountedTerminatedPods?.[part]?.forEach((uid, i) => {
      const field = `status.uncountedTerminatedPods.${part}[${i}]`;
      if (uid === '') errors.push(invalid(field, uid, 'must not be empty'));
      else if (seen.has(uid)) errors.push(duplicate(field, uid));
      seen.add(uid);
    });
  }
  const has = (type: string) => status.conditions?.some((one) => one.type === type && one.status === 'True') === true;
  const finished = has('Complete') || has('Failed');
  if (has('Complete') && has('Failed')) {
    errors.push(
      invalid(
        'status.conditions',
        { go: '[]batch.JobCondition{...}' },
        'cannot set Complete=True and Failed=true conditions',
      ),
    );
  }
  if (status.completionTime !== undefined && !has('Complete')) {
    const detail = 'cannot set completionTime when there is no Complete=True condition';
    errors.push(invalid('status.completionTime', status.completionTime, detail));
  }
  if (finished && (status.active ?? 0) > 0 && old.status !== status) {
    errors.push(invalid('status.active', status.active, 'active>0 is invalid for finished job'));
  }
  return errors;
}
