import { isQualifiedName, isValidLabelValue } from '../../../api/names.ts';
import type { LabelSelector } from '../../../api/object.ts';
import { type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { validateLabels } from './object-meta.ts';

/** Models apimachinery meta/v1/validation ValidateLabelSelector. */
export function validateLabelSelector(selector: LabelSelector | undefined, field: string): FieldError[] {
  if (selector === undefined || selector === null) return [];
  const errors = validateLabels(selector.matchLabels, `${field}.matchLabels`);
  selector.matchExpressions?.forEach(({ key, operator, values = [] }, i) => {
    const path = `${field}.matchExpressions[${i}]`;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.push(forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      }
    } else errors.push(invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
    for (const message of isQualifiedName(key ?? '')) errors.push(invalid(`${path}.key`, key ?? '', message));
    values.forEach((value, at) => {
      for (const message of isValidLabelValue(value)) errors.push(invalid(`${path}.values[${at}]`, value, message));
    });
  });
  return errors;
}

export const isEmptySelector = (selector: LabelSelector | undefined): boolean =>
  Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0) === 0;
