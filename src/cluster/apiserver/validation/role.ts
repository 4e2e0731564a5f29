import type { ClusterRole, PolicyRule, Role } from '../../../api/types/rbac.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { goStrings } from './go-value.ts';
import { validateLabelSelector } from './label-selector.ts';

/** Models pkg/apis/rbac/validation ValidateRole. */
export const validateRole = ({ rules = [] }: Role): FieldError[] =>
  rules.flatMap((rule, i) => validateRule(rule, true, `rules[${i}]`));

/** Models ValidateClusterRole. */
export function validateClusterRole({ rules = [], aggregationRule }: ClusterRole): FieldError[] {
  const errors = rules.flatMap((rule, i) => validateRule(rule, false, `rules[${i}]`));
  if (aggregationRule === undefined) return errors;
  const field = 'aggregationRule.clusterRoleSelectors';
  const selectors = aggregationRule.clusterRoleSelectors ?? [];
  if (selectors.length === 0) {
    errors.push(required(field, 'at least one clusterRoleSelector required if aggregationRule is non-nil'));
  }
  return [...errors, ...selectors.flatMap((selector, i) => validateLabelSelector(selector, `${field}[${i}]`))];
}

/** Models validatePolicyRule. */
function validateRule(rule: PolicyRule, namespaced: boolean, path: string): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const errors = verbs.length === 0 ? [required(`${path}.verbs`, 'verbs must contain at least one value')] : [];
  if (nonResourceURLs.length > 0) {
    const refuse = (why: string) =>
      errors.push(invalid(`${path}.nonResourceURLs`, { go: goStrings(nonResourceURLs) }, why));
    if (namespaced) refuse('namespaced rules cannot apply to non-resource URLs');
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
  return errors;
}
