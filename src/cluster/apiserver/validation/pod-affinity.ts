import { isDNS1123Label, isQualifiedName } from '../../../api/names.ts';
import type { Affinity, PodAffinity, PodAffinityTerm } from '../../../api/types/affinity.ts';
import { type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
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
  errors.push(...validateLabelKeys(term, field));
  const path = `${field}.topologyKey`;
  if (topologyKey === '') errors.push(required(path, 'can not be empty'));
  for (const message of isQualifiedName(topologyKey)) errors.push(invalid(path, topologyKey, message));
  return errors;
}

/** Models validateMatchLabelKeysAndMismatchLabelKeys: the keys became expressions of the selector before. */
function validateLabelKeys(term: Partial<PodAffinityTerm>, field: string): FieldError[] {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (matchLabelKeys.length === 0 && mismatchLabelKeys.length === 0) return [];
  const errors = (['matchLabelKeys', 'mismatchLabelKeys'] as const).flatMap((part) => {
    const keys = term[part] ?? [];
    const path = `${field}.${part}`;
    if (keys.length > 0 && labelSelector === undefined) {
      return [forbidden(path, 'must not be specified when labelSelector is not set')];
    }
    return keys.flatMap((key, i) => invalidForEach(isQualifiedName(key), `${path}[${i}]`, key));
  });
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const index = matchLabelKeys.lastIndexOf(key);
    if (index >= 0 && seen.has(key)) {
      errors.push(invalid(`${field}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    }
    seen.add(key);
  }
  matchLabelKeys.forEach((key, i) => {
    if (!mismatchLabelKeys.includes(key)) return;
    const detail = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(invalid(`${field}.matchLabelKeys[${i}]`, key, detail));
  });
  return errors;
}
