import type { JobSpec, SuccessPolicyRule } from '../../../api/types/job.ts';
import { type FieldError, invalid, required, tooLong, tooMany } from '../field-error.ts';
import { validateNonnegative } from './nonnegative.ts';

const MAX_RULES = 20;
const MAX_INDEXES_BYTES = 64 * 1024;

/** Models pkg/apis/batch/validation validateSuccessPolicy. */
export function validateSuccessPolicy(spec: JobSpec, field: string): FieldError[] {
  const rules = spec.successPolicy?.rules ?? [];
  const path = `${field}.rules`;
  if (rules.length === 0) {
    return [required(path, 'at least one rules must be specified when the successPolicy is specified')];
  }
  const errors = rules.length > MAX_RULES ? [tooMany(path, rules.length, MAX_RULES)] : [];
  rules.forEach((rule, i) => {
    errors.push(...validateRule(spec, rule, `${path}[${i}]`));
  });
  return errors;
}

function validateRule(spec: JobSpec, rule: SuccessPolicyRule, field: string): FieldError[] {
  const { succeededCount: count, succeededIndexes: indexes } = rule;
  const completions = spec.completions ?? 0;
  if (count === undefined && indexes === undefined) {
    return [required(field, 'at least one of succeededCount or succeededIndexes must be specified')];
  }
  const errors: FieldError[] = [];
  let total: number | undefined;
  if (indexes !== undefined) {
    const path = `${field}.succeededIndexes`;
    if (indexes.length > MAX_INDEXES_BYTES) errors.push(tooLong(path, MAX_INDEXES_BYTES));
    const counted = countIndexes(indexes, completions);
    if (typeof counted === 'number') total = counted;
    else errors.push(invalid(path, indexes, `error parsing succeededIndexes: ${counted}`));
  }
  if (count === undefined) return errors;
  const path = `${field}.succeededCount`;
  errors.push(...validateNonnegative(count, path));
  if (count > completions) {
    const detail = `must be less than or equal to ${completions} (the number of specified completions)`;
    errors.push(invalid(path, count, detail));
  }
  if (total !== undefined && count > total) {
    const detail = `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`;
    errors.push(invalid(path, count, detail));
  }
  return errors;
}

/** Models validateIndexesFormat: `0,2-5`, growing; how many indexes, or what is wrong. */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const interval of text.split(',')) {
    const ends = interval.split('-');
    if (ends.length > 2)
      return `the fragment "${interval}" violates the requirement that an index interval can have at most two parts separated by '-'`;
    const numbers = ends.map(Number);
    for (let i = 0; i < ends.length; i++) {
      const end = ends[i]!;
      if (!/^[0-9]+$/.test(end)) return `cannot convert string to integer for index: "${end}"`;
      if (numbers[i]! >= completions) return `too large index: "${end}"`;
    }
    const [from = 0, to = from] = numbers;
    if (last !== undefined && last >= from) return `non-increasing order, previous: ${last}, current: ${from}`;
    if (ends.length === 2 && from >= to) return `non-increasing order, previous: ${from}, current: ${to}`;
    total += to - from + 1;
    last = to;
  }
  return total;
}
