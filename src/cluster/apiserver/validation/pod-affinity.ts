import { isDNS1123Label, isQualifiedName } from '../../../api/names.ts';
import type { Affinity, PodAffinity, PodAffinityTerm } from '../../../api/types/affinity.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { validateLabelSelector } from './label-selector.ts';

/** Models pkg/apis/core/validation validatePodAffinity and validatePodAntiAffinity. */
export function validatePodAffinity(affinity: Affinity | undefined, field: string): FieldError[] {
  return [
    ...validateTerms(affinity?.podAffinity, `${field}.podAffinity`),
    ...validateTerms(affinity?.podAntiAffinity, `${field}.podAntiAffinity`),
  ];
}

function validateTerms(affinity: PodAffinity | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  affinity?.requiredDuringSchedulingIgnoredDuringExecution?.forEach((term, i) => {
    errors.push(...validateTerm(term, `${field}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`));
  });
  affinity?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ weight = 0, podAffinityTerm = {} }, i) => {
    const path = `${field}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
    if (!(weight >= 1 && weight <= 100)) errors.push(invalid(`${path}.weight`, weight, 'must be in the range 1-100'));
    errors.push(...validateTerm(podAffinityTerm, `${path}.podAffinityTerm`));
  });
  return errors;
}

/** Models validatePodAffinityTerm. */
function validateTerm(term: Partial<PodAffinityTerm>, field: string): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' } = term;
  const errors = [
    ...validateLabelSelector(labelSelector, `${field}.labelSelector`),
    ...validateLabelSelector(namespaceSelector, `${field}.namespaceSelector`),
  ];
  for (const name of namespaces) {
    for (const message of isDNS1123Label(name)) errors.push(invalid(`${field}.namespace`, name, message));
  }
  const path = `${field}.topologyKey`;
  if (topologyKey === '') errors.push(required(path, 'can not be empty'));
  for (const message of isQualifiedName(topologyKey)) errors.push(invalid(path, topologyKey, message));
  return errors;
}
