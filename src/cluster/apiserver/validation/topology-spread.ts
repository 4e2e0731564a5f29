import { isQualifiedName } from '../../../api/names.ts';
import type { TopologySpreadConstraint } from '../../../api/types/affinity.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateLabelSelector } from './label-selector.ts';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

/** Models pkg/apis/core/validation validateTopologySpreadConstraints. */
export function validateTopologySpread(
  constraints: readonly TopologySpreadConstraint[] = [],
  field: string,
): FieldError[] {
  return constraints.flatMap((constraint, i) => {
    const path = `${field}[${i}]`;
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains } = constraint;
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(`${path}.maxSkew`, maxSkew, 'must be greater than zero'));
    if (topologyKey === '') errors.push(required(`${path}.topologyKey`, 'can not be empty'));
    if (!ACTIONS.includes(whenUnsatisfiable)) {
      errors.push(notSupported(`${path}.whenUnsatisfiable`, whenUnsatisfiable, ACTIONS));
    }
    const again = constraints
      .slice(i + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    if (again) {
      const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
      errors.push(duplicate(`${path}.{topologyKey, whenUnsatisfiable}`, pair));
    }
    if (minDomains !== undefined) {
      if (minDomains <= 0) errors.push(invalid(`${path}.minDomains`, minDomains, 'must be greater than zero'));
      if (whenUnsatisfiable !== 'DoNotSchedule') {
        const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
        errors.push(invalid(`${path}.minDomains`, minDomains, detail));
      }
    }
    for (const part of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[part];
      if (policy !== undefined && !POLICIES.includes(policy)) {
        errors.push(notSupported(`${path}.${part}`, policy, POLICIES));
      }
    }
    errors.push(...validateMatchLabelKeys(constraint, `${path}.matchLabelKeys`));
    errors.push(...validateLabelSelector(constraint.labelSelector, `${path}.labelSelector`));
    return errors;
  });
}

/** Models validateMatchLabelKeysInTopologySpread. */
function validateMatchLabelKeys(constraint: TopologySpreadConstraint, field: string): FieldError[] {
  const { matchLabelKeys = [], labelSelector } = constraint;
  if (matchLabelKeys.length === 0) return [];
  const errors: FieldError[] = [];
  if (labelSelector === undefined) {
    errors.push(forbidden(field, 'must not be specified when labelSelector is not set'));
  }
  const selected = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) selected.add(key);
  matchLabelKeys.forEach((key, i) => {
    const path = `${field}[${i}]`;
    errors.push(...invalidForEach(isQualifiedName(key), path, key));
    if (selected.has(key)) errors.push(invalid(path, key, 'exists in both matchLabelKeys and labelSelector'));
  });
  return errors;
}
