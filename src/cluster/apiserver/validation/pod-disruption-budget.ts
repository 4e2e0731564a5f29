import type { PodDisruptionBudget } from '../../../api/types/policy.ts';
import { type FieldError, invalid, notSupported } from '../field-error.ts';
import { validateConditions } from './conditions.ts';
import { validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { validateLabelSelector } from './label-selector.ts';
import { validateCounts } from './nonnegative.ts';

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

/**
 * Models pkg/apis/policy/validation ValidatePodDisruptionBudgetSpec. Unlike Kubernetes, which prints the addresses of
 * its own memory here, the spec is shown without its fields.
 */
export function validatePodDisruptionBudget({ spec }: PodDisruptionBudget): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const shown = { go: 'policy.PodDisruptionBudgetSpec{...}' };
    errors.push(invalid('spec', shown, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const part of ['minAvailable', 'maxUnavailable'] as const) {
    errors.push(...validateIntOrPercent(spec[part], `spec.${part}`));
    errors.push(...validateAtMost100Percent(spec[part], `spec.${part}`));
  }
  errors.push(...validateLabelSelector(selector, 'spec.selector'));
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES));
  }
  return errors;
}

/** Models ValidatePodDisruptionBudgetStatusUpdate. */
export function validateBudgetStatus({ status }: PodDisruptionBudget): FieldError[] {
  return [
    ...validateConditions(status.conditions, 'status.conditions'),
    ...validateCounts(status, ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods']),
  ];
}
