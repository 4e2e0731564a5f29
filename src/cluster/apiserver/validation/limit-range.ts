import { isQualifiedName } from '../../../api/names.ts';
import { canonicalQuantity, compareQuantities, milliValue } from '../../../api/quantity.ts';
import type { LimitRange, LimitRangeItem } from '../../../api/types/core.ts';
import { duplicate, type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { goQuantity } from './quantities.ts';
import { isOvercommitAllowed, validateContainerResourceName, validateResourceName } from './resource-names.ts';

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];

/** Models pkg/apis/core/validation ValidateLimitRange. */
export function validateLimitRange({ spec }: LimitRange): FieldError[] {
  const seen = new Set<string>();
  return (spec.limits ?? []).flatMap((item, i) => {
    const path = `spec.limits[${i}]`;
    const type = item.type ?? '';
    const errors = validateType(type, `${path}.type`);
    if (seen.has(type)) errors.push(duplicate(`${path}.type`, type));
    seen.add(type);
    return [...errors, ...validateNames(item, path), ...validateAmounts(item, path)];
  });
}

function validateType(type: string, field: string): FieldError[] {
  const wrong = invalidForEach(isQualifiedName(type), field, type);
  if (wrong.length > 0 || type.includes('/') || TYPES.includes(type)) return wrong;
  return [invalid(field, type, 'must be a standard limit type or fully qualified')];
}

/** Which resources are limited, and which of them a limit of this type cannot be about. */
function validateNames(item: LimitRangeItem, path: string): FieldError[] {
  const check = item.type === 'Pod' || item.type === 'Container' ? validateContainerResourceName : validateResourceName;
  const errors: FieldError[] = [];
  for (const part of ['max', 'min', 'default', 'defaultRequest'] as const) {
    const names = Object.keys(item[part] ?? {});
    if (item.type === 'Pod' && (part === 'default' || part === 'defaultRequest')) {
      if (names.length > 0) errors.push(forbidden(`${path}.${part}`, "may not be specified when `type` is 'Pod'"));
      continue;
    }
    errors.push(...names.flatMap((name) => check(name, `${path}.${part}[${name}]`)));
  }
  if (item.type === 'PersistentVolumeClaim' && item.min?.storage === undefined && item.max?.storage === undefined) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(`${path}.limits`, detail));
  }
  const ratios = Object.keys(item.maxLimitRequestRatio ?? {});
  errors.push(...ratios.flatMap((name) => check(name, `${path}.maxLimitRequestRatio[${name}]`)));
  return errors;
}

function validateAmounts(item: LimitRangeItem, path: string): FieldError[] {
  const { min = {}, max = {}, maxLimitRequestRatio: ratios = {} } = item;
  const { default: limits = {}, defaultRequest: requests = {} } = item.type === 'Pod' ? {} : item;
  const names = new Set([max, min, limits, requests, ratios].flatMap((part) => Object.keys(part)));
  const errors: FieldError[] = [];
  for (const name of [...names].sort()) {
    const [least, most, limit, request] = [min[name], max[name], limits[name], requests[name]];
    /** Says that `a` is more than `b`, about the one of them that is shown. */
    const ordered = (
      part: string,
      shown: string | undefined,
      a: string | undefined,
      b: string | undefined,
      say: Say,
    ) => {
      if (a === undefined || b === undefined || compareQuantities(a, b) <= 0) return;
      const detail = say(canonicalQuantity(a), canonicalQuantity(b));
      errors.push(invalid(`${path}.${part}[${name}]`, goQuantity(shown!, true), detail));
    };
    ordered('min', least, least, most, (a, b) => `min value ${a} is greater than max value ${b}`);
    ordered(
      'defaultRequest',
      request,
      least,
      request,
      (a, b) => `min value ${a} is greater than default request value ${b}`,
    );
    ordered(
      'defaultRequest',
      request,
      request,
      most,
      (a, b) => `default request value ${a} is greater than max value ${b}`,
    );
    ordered(
      'defaultRequest',
      request,
      request,
      limit,
      (a, b) => `default request value ${a} is greater than default limit value ${b}`,
    );
    ordered('default', least, least, limit, (a, b) => `min value ${a} is greater than default value ${b}`);
    ordered('default', most, limit, most, (a, b) => `default value ${a} is greater than max value ${b}`);
    errors.push(...validateRatio(ratios[name], least, most, `${path}.maxLimitRequestRatio[${name}]`));
    const differ = limit !== undefined && request !== undefined && compareQuantities(limit, request) !== 0;
    if (differ && !isOvercommitAllowed(name)) {
      const amounts = [canonicalQuantity(limit), canonicalQuantity(request)] as const;
      const detail = `default value ${amounts[0]} must equal to defaultRequest value ${amounts[1]} in ${name}`;
      errors.push(invalid(`${path}.defaultRequest[${name}]`, goQuantity(request, true), detail));
    }
  }
  return errors;
}

type Say = (a: string, b: string) => string;

function validateRatio(
  ratio: string | undefined,
  least: string | undefined,
  most: string | undefined,
  field: string,
): FieldError[] {
  if (ratio === undefined) return [];
  const text = canonicalQuantity(ratio);
  const errors: FieldError[] = [];
  if (compareQuantities(ratio, '1') < 0) {
    errors.push(invalid(field, goQuantity(ratio, true), `ratio ${text} is less than 1`));
  }
  if (least === undefined || most === undefined) return errors;
  const limit = milliValue(most) / milliValue(least);
  if (milliValue(ratio) / 1000 > limit) {
    const detail = `ratio ${text} is greater than max/min = ${limit.toFixed(6)}`;
    errors.push(invalid(field, goQuantity(ratio, true), detail));
  }
  return errors;
}
