import { isDNS1123Subdomain, isQualifiedName, isValidLabelValue } from '../../../api/names.ts';
import type { Affinity, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../../../api/types/affinity.ts';
import { type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

/** Models pkg/apis/core/validation validateNodeAffinity. */
export function validateNodeAffinity(affinity: Affinity | undefined, field: string): FieldError[] {
  const node = affinity?.nodeAffinity;
  if (node === undefined) return [];
  const needed = node.requiredDuringSchedulingIgnoredDuringExecution;
  const path = `${field}.nodeAffinity`;
  const errors =
    needed === undefined ? [] : validateNodeSelector(needed, `${path}.requiredDuringSchedulingIgnoredDuringExecution`);
  node.preferredDuringSchedulingIgnoredDuringExecution?.forEach((preferred, i) => {
    const at = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
    if (!(preferred.weight >= 1 && preferred.weight <= 100)) {
      errors.push(invalid(`${at}.weight`, preferred.weight ?? 0, 'must be in the range 1-100'));
    }
    errors.push(...validateTerm(preferred.preference ?? {}, `${at}.preference`, false));
  });
  return errors;
}

/** Models ValidateNodeSelector. */
export function validateNodeSelector({ nodeSelectorTerms = [] }: NodeSelector, field: string): FieldError[] {
  const path = `${field}.nodeSelectorTerms`;
  if (nodeSelectorTerms.length === 0) return [required(path, 'must have at least one node selector term')];
  return nodeSelectorTerms.flatMap((term, i) => validateTerm(term, `${path}[${i}]`, true));
}

/** Models ValidateNodeSelectorTerm; what is only preferred may have values that no label can have. */
function validateTerm(term: NodeSelectorTerm, path: string, strict: boolean): FieldError[] {
  const { matchExpressions = [], matchFields = [] } = term;
  const errors: FieldError[] = [];
  matchExpressions.forEach((one, i) => {
    const field = `${path}.matchExpressions[${i}]`;
    errors.push(...validateOperator(one, field));
    errors.push(...invalidForEach(isQualifiedName(one.key ?? ''), `${field}.key`, one.key ?? ''));
    if (!strict) return;
    one.values?.forEach((value, at) => {
      errors.push(...invalidForEach(isValidLabelValue(value), `${field}.values[${at}]`, value));
    });
  });
  matchFields.forEach((one, i) => {
    errors.push(...validateMatchField(one, `${path}.matchFields[${i}]`));
  });
  return errors;
}

/** Models ValidateNodeFieldSelectorRequirement. */
function validateMatchField({ key = '', operator, values = [] }: NodeSelectorRequirement, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalid(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(`${field}.values`, detail));
  }
  if (key !== 'metadata.name') return [...errors, invalid(`${field}.key`, key, 'not a valid field selector key')];
  values.forEach((value, i) => {
    errors.push(...invalidForEach(isDNS1123Subdomain(value), `${field}.values[${i}]`, value));
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
