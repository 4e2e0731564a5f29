import { parseCronSchedule } from '../../../api/cron-schedule.ts';
import { findTimeZone } from '../../../api/time-zone.ts';
import type { CronJob, CronJobSpec } from '../../../api/types/job.ts';
import { type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { goLabelSelector } from './go-value.ts';
import { validateJobParts } from './job-spec.ts';
import { validateNonnegative } from './nonnegative.ts';

const POLICIES = ['Allow', 'Forbid', 'Replace'];
/** A Job's name is the CronJob's with eleven characters more, and no longer than 63. */
const LONGEST_NAME = 52;

/** Models pkg/apis/batch/validation ValidateCronJobCreate. */
export function validateCronJob({ metadata, spec }: CronJob): FieldError[] {
  const errors = validateSpec(spec, undefined);
  if (metadata.name.length > LONGEST_NAME) {
    errors.push(invalid('metadata.name', metadata.name, `must be no more than ${LONGEST_NAME} characters`));
  }
  return errors;
}

/** Models ValidateCronJobUpdate. */
export function validateCronJobUpdate({ spec }: CronJob, { spec: old }: CronJob): FieldError[] {
  return spec === old ? [] : validateSpec(spec, old);
}

/** Models validateCronJobSpec. */
function validateSpec(spec: CronJobSpec, old: CronJobSpec | undefined): FieldError[] {
  const errors = validateSchedule(spec, old);
  errors.push(...validateNonnegative(spec.startingDeadlineSeconds, 'spec.startingDeadlineSeconds'));
  if (old?.timeZone !== spec.timeZone) errors.push(...validateTimeZone(spec.timeZone));
  const policy = (spec.concurrencyPolicy as string | undefined) ?? '';
  if (policy === '') errors.push(required('spec.concurrencyPolicy', ''));
  else if (!POLICIES.includes(policy)) errors.push(notSupported('spec.concurrencyPolicy', policy, POLICIES));
  const job = spec.jobTemplate.spec;
  const field = 'spec.jobTemplate.spec';
  if (job !== undefined) {
    errors.push(...validateJobParts(job, field));
    if (job.selector !== undefined) {
      errors.push(invalid(`${field}.selector`, goLabelSelector(job.selector), '`selector` will be auto-generated'));
    }
    if (job.manualSelector === true) {
      errors.push(notSupported(`${field}.manualSelector`, true, ['false', 'nil']));
    }
  }
  return [
    ...errors,
    ...validateNonnegative(spec.successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit'),
    ...validateNonnegative(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit'),
  ];
}

/** Models validateScheduleFormat: a time zone in the schedule stays allowed where it was. */
function validateSchedule({ schedule = '', timeZone }: CronJobSpec, old: CronJobSpec | undefined): FieldError[] {
  const field = 'spec.schedule';
  if (schedule === '') return [required(field, '')];
  const parsed = parseCronSchedule(schedule);
  const errors = 'error' in parsed ? [invalid(field, schedule, parsed.error)] : [];
  if (!schedule.includes('TZ')) return errors;
  if (old?.schedule?.includes('TZ') !== true) {
    errors.push(invalid(field, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  } else if (timeZone !== undefined) {
    errors.push(invalid(field, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  }
  return errors;
}

/** Models validateTimeZone. */
function validateTimeZone(zone: string | undefined): FieldError[] {
  const field = 'spec.timeZone';
  if (zone === undefined) return [];
  if (zone === '') return [invalid(field, zone, 'timeZone must be nil or non-empty string')];
  const wrong = (part: string) =>
    part === '.' || part === '..' || part.startsWith('-') || !/^[A-Za-z.\-_0-9+]{1,14}$/.test(part);
  if (zone.split('/').some(wrong)) return [invalid(field, zone, `unknown time zone ${zone}`)];
  const errors: FieldError[] = [];
  if (zone.toLowerCase() === 'local') {
    const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    errors.push(invalid(field, zone, detail));
  }
  // Go knows its own zone by that name.
  if (zone !== 'Local' && findTimeZone(zone) === undefined) {
    errors.push(invalid(field, zone, `unknown time zone ${zone}`));
  }
  return errors;
}
