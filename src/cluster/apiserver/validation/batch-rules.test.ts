import { describe, expect, it } from 'vitest';
import { said } from './said-for-test.ts';

const NEGATIVE = 'must be greater than or equal to 0';

// Models TestValidateJob, TestValidateJobUpdate, TestValidateCronJob.
describe('batch', () => {
  const once = { spec: { containers: [{ name: 'c', image: 'i' }], restartPolicy: 'Never' } };
  const job = (spec: object = {}) => ({ spec: { template: once, ...spec } });
  const cron = (spec: object = {}) => ({
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: once } }, ...spec },
  });
  const indexed = (more: object) => job({ completionMode: 'Indexed', completions: 2, ...more });
  const always = { spec: { ...once.spec, restartPolicy: 'Always' } };
  const policy = (rule: object) => job({ podFailurePolicy: { rules: [rule] } });
  const R = 'spec.podFailurePolicy.rules[0]';
  it.each<[plural: string, object: object, errors: string, change?: object]>([
    ['jobs', job(), ''],
    [
      'jobs',
      job({ template: always }),
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    ['jobs', job({ parallelism: -1 }), `spec.parallelism: Invalid value: -1: ${NEGATIVE}`],
    [
      'jobs',
      job({ backoffLimit: -1, ttlSecondsAfterFinished: -1 }),
      `[spec.backoffLimit: Invalid value: -1: ${NEGATIVE}, spec.ttlSecondsAfterFinished: Invalid value: -1: ${NEGATIVE}]`,
    ],
    [
      'jobs',
      job({ completionMode: 'x' }),
      'spec.completionMode: Unsupported value: "x": supported values: "Indexed", "NonIndexed"',
    ],
    [
      'jobs',
      indexed({ completions: undefined, parallelism: 1 }),
      'spec.completions: Required value: when completion mode is Indexed',
    ],
    [
      'jobs',
      indexed({ maxFailedIndexes: 1 }),
      'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
    ],
    [
      'jobs',
      indexed({ backoffLimitPerIndex: 1, maxFailedIndexes: 3 }),
      'spec.maxFailedIndexes: Invalid value: 3: must be less than or equal to completions',
    ],
    [
      'jobs',
      job({ backoffLimitPerIndex: 1 }),
      'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
    ],
    [
      'jobs',
      job({ podReplacementPolicy: 'x' }),
      'spec.podReplacementPolicy: Unsupported value: "x": supported values: "Failed", "TerminatingOrFailed"',
    ],
    [
      'jobs',
      job({ managedBy: 'a' }),
      'spec.managedBy: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    ['jobs', policy({ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }), ''],
    [
      'jobs',
      policy({ action: 'FailJob', onExitCodes: { operator: 'In', values: [] } }),
      `${R}.onExitCodes.values: Invalid value: []int32{}: at least one value is required`,
    ],
    [
      'jobs',
      job(),
      /^spec\.template: Invalid value: .*: field is immutable$/ as never,
      { spec: { template: { spec: { hostname: 'h' } } } },
    ],
    ['jobs', job(), 'spec.completions: Invalid value: 3: field is immutable', { spec: { completions: 3 } }],
    ['cronjobs', cron(), ''],
    ['cronjobs', cron({ schedule: '' }), 'spec.schedule: Required value'],
    ['cronjobs', cron({ schedule: 'x' }), 'spec.schedule: Invalid value: "x": expected exactly 5 fields, found 1: [x]'],
    [
      'cronjobs',
      cron({ concurrencyPolicy: 'x' }),
      'spec.concurrencyPolicy: Unsupported value: "x": supported values: "Allow", "Forbid", "Replace"',
    ],
    ['cronjobs', cron({ timeZone: '' }), 'spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'],
    ['cronjobs', cron({ timeZone: 'Europe/Berlin' }), ''],
    ['cronjobs', cron({ timeZone: 'broken' }), 'spec.timeZone: Invalid value: "broken": unknown time zone broken'],
    [
      'cronjobs',
      cron({ timeZone: 'Local' }),
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
    [
      'cronjobs',
      cron({ schedule: 'TZ=Asia/Tokyo 0 * * * *' }),
      'spec.schedule: Invalid value: "TZ=Asia/Tokyo 0 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
    ['cronjobs', cron({ startingDeadlineSeconds: -1 }), `spec.startingDeadlineSeconds: Invalid value: -1: ${NEGATIVE}`],
    [
      'cronjobs',
      cron({ jobTemplate: { spec: { template: always } } }),
      'spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    [
      'cronjobs',
      cron({ jobTemplate: { spec: { template: once, manualSelector: true } } }),
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "false", "nil"',
    ],
    [
      'cronjobs',
      { metadata: { name: 'a'.repeat(53) }, ...cron() },
      `metadata.name: Invalid value: "${'a'.repeat(53)}": must be no more than 52 characters`,
    ],
  ])('%s %j: %s', (plural, object, errors, change) => {
    const answer = said(`/apis/batch/v1/namespaces/default/${plural}`, object, change);
    if (typeof errors === 'string') expect(answer).toBe(errors);
    else expect(answer).toMatch(errors);
  });
});
