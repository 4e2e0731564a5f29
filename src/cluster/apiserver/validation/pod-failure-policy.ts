import { isQualifiedName } from '../../../api/names.ts';
import type {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../../api/types/job.ts';
import { duplicate, type FieldError, invalid, notSupported, required, tooMany } from '../field-error.ts';

const MAX_RULES = 20;
const MAX_CODES = 255;
const MAX_PATTERNS = 20;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

const oneOf = (values: readonly string[]) => `valid values: [${values.map((value) => `"${value}"`).join(' ')}]`;

/** Models pkg/apis/batch/validation validatePodFailurePolicy. */
export function validatePodFailurePolicy(spec: JobSpec, field: string): FieldError[] {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const errors = rules.length > MAX_RULES ? [tooMany(`${field}.rules`, rules.length, MAX_RULES)] : [];
  const { containers = [], initContainers = [] } = spec.template.spec ?? {};
  const names = new Set([...containers, ...initContainers].map(({ name }) => name));
  rules.forEach((rule, i) => {
    errors.push(...validateRule(spec, rule, `${field}.rules[${i}]`, names));
  });
  return errors;
}

function validateRule(
  spec: JobSpec,
  { action, onExitCodes, onPodConditions = [] }: PodFailurePolicyRule,
  field: string,
  names: ReadonlySet<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  const path = `${field}.action`;
  const given = (action as string | undefined) ?? '';
  if (given === '') errors.push(required(path, oneOf(ACTIONS)));
  else if (given === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined) {
      errors.push(invalid(path, given, 'requires the backoffLimitPerIndex to be set'));
    }
  } else if (!ACTIONS.includes(given)) errors.push(notSupported(path, given, ACTIONS));
  if (onExitCodes !== undefined) errors.push(...validateExitCodes(onExitCodes, `${field}.onExitCodes`, names));
  if (onPodConditions.length > 0) errors.push(...validatePatterns(onPodConditions, `${field}.onPodConditions`));
  const bare = (detail: string) => errors.push({ type: 'FieldValueInvalid', field, body: `Invalid value: ${detail}` });
  if (onExitCodes !== undefined && onPodConditions.length > 0) {
    bare('specifying both OnExitCodes and OnPodConditions is not supported');
  }
  if (onExitCodes === undefined && onPodConditions.length === 0) {
    bare('specifying one of OnExitCodes and OnPodConditions is required');
  }
  return errors;
}

function validatePatterns(patterns: readonly PodFailurePolicyOnPodConditionsPattern[], field: string): FieldError[] {
  const errors = patterns.length > MAX_PATTERNS ? [tooMany(field, patterns.length, MAX_PATTERNS)] : [];
  patterns.forEach(({ type = '', status = '' }, i) => {
    for (const message of isQualifiedName(type)) errors.push(invalid(`${field}[${i}].type`, type, message));
    if (status === '') errors.push(required(`${field}[${i}].status`, oneOf(STATUSES)));
    else if (!STATUSES.includes(status)) errors.push(notSupported(`${field}[${i}].status`, status, STATUSES));
  });
  return errors;
}

function validateExitCodes(
  { operator, containerName, values = [] }: PodFailurePolicyOnExitCodesRequirement,
  field: string,
  names: ReadonlySet<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  const given = (operator as string | undefined) ?? '';
  if (given === '') errors.push(required(`${field}.operator`, oneOf(OPERATORS)));
  else if (!OPERATORS.includes(given)) errors.push(notSupported(`${field}.operator`, given, OPERATORS));
  if (containerName !== undefined && !names.has(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(`${field}.containerName`, containerName, detail));
  }
  const path = `${field}.values`;
  const shown = { go: `[]int32{${values.join(', ')}}` };
  if (values.length === 0) errors.push(invalid(path, shown, 'at least one value is required'));
  else if (values.length > MAX_CODES) errors.push(tooMany(path, values.length, MAX_CODES));
  const seen = new Set<number>();
  values.forEach((value, i) => {
    if (given === 'In' && value === 0) {
      errors.push(invalid(`${path}[${i}]`, value, 'must not be 0 for the In operator'));
    }
    if (seen.has(value)) errors.push(duplicate(`${path}[${i}]`, value));
    seen.add(value);
  });
  if (values.some((value, i) => i > 0 && values[i - 1]! > value)) errors.push(invalid(path, shown, 'must be ordered'));
  return errors;
}
