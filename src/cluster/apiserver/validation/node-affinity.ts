import { isQualifiedName } from '../../../api/names.ts';
import type { Affinity, NodeSelectorRequirement, NodeSelectorTerm } from '../../../api/types/affinity.ts';
import { type FieldError, forbidden, invalid, required } from '../field-error.ts';

/** Models pkg/apis/core/validation validateNodeAffinity. */
export function validateNodeAffinity(affinity: Affinity | undefined, field: string): FieldError[] {
  const node = affinity?.nodeAffinity;
  if (node === undefined) return [];
  const errors: FieldError[] = [];
  const needed = node.requiredDuringSchedulingIgnoredDuringExecution;
  const path = `${field}.nodeAffinity`;
  if (needed !== undefined) {
    const terms = `${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
    if ((needed.nodeSelectorTerms ?? []).length === 0) {
      errors.push(required(terms, 'must have at least one node selector term'));
    }
    needed.nodeSelectorTerms?.forEach((term, i) => {
      errors.push(...validateTerm(term, `${terms}[${i}]`));
    });
  }
  node.preferredDuringSchedulingIgnoredDuringExecution?.forEach((preferred, i) => {
    const at = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
    if (!(preferred.weight >= 1 && preferred.weight <= 100)) {
      errors.push(invalid(`${at}.weight`, preferred.weight ?? 0, 'must be in the range 1-100'));
    }
    errors.push(...validateTerm(preferred.preference ?? {}, `${at}.preference`));
  });
  return errors;
}

function validateTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, path: string): FieldError[] {
  const errors: FieldError[] = [];
  matchExpressions.forEach((one, i) => {
    const field = `${path}.matchExpressions[${i}]`;
    errors.push(...validateOperator(one, field));
    for (const message of isQualifiedName(one.key ?? '')) errors.push(invalid(`${field}.key`, one.key ?? '', message));
  });
  matchFields.forEach((one, i) => {
    const field = `${path}.matchFields[${i}]`;
    if (one.operator === 'In' || one.operator === 'NotIn') {
      if (one.values?.length !== 1) {
        errors.push(
          required(
            `${field}.values`,
            "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
          ),
        );
      }
    } else errors.push(invalid(`${field}.operator`, one.operator ?? '', 'not a valid selector operator'));
    if (one.key !== 'metadata.name') {
      errors.push(invalid(`${field}.key`, one.key ?? '', 'not a valid field selector key'));
    }
  });
  return errors;
}

function validateOperator({ operator, values = [] }: NodeSelectorRequirement, field: string): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
        ? []
        : [required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
        ? []
        : [forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case 'Gt':
    case 'Lt':
      return values.length === 1
        ? []
        : [required(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [invalid(`${field}.operator`, (operator as string | undefined) ?? '', 'not a valid selector operator')];
  }
}
