import { compareQuantities } from '../../../api/quantity.ts';
import type { HorizontalPodAutoscaler, HPAScalingPolicy, HPAScalingRules } from '../../../api/types/autoscaling.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { validateMetric } from './metric-spec.ts';
import { validateNonnegative } from './nonnegative.ts';
import { validateObjectReference } from './object-reference.ts';
import { validateNonnegativeQuantity } from './quantities.ts';

/** Models pkg/apis/autoscaling/validation ValidateHorizontalPodAutoscaler. */
export function validateHorizontalPodAutoscaler({ spec }: HorizontalPodAutoscaler): FieldError[] {
  const { minReplicas, maxReplicas = 0, scaleTargetRef, metrics = [], behavior } = spec;
  const errors: FieldError[] = [];
  if (minReplicas !== undefined && minReplicas < 1) {
    errors.push(invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'));
  }
  if (maxReplicas < 1) errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  errors.push(...validateObjectReference(scaleTargetRef, 'spec.scaleTargetRef'));
  metrics.forEach((metric, i) => {
    errors.push(...validateMetric(metric, `spec.metrics[${i}]`));
  });
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbidden('spec.metrics', detail));
  }
  for (const part of ['scaleUp', 'scaleDown'] as const) {
    const rules = behavior?.[part];
    if (rules !== undefined) errors.push(...validateRules(rules, `spec.behavior.${part}`));
  }
  return errors;
}

const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];
const LONGEST_WINDOW_SECONDS = 3600;
const LONGEST_PERIOD_SECONDS = 1800;

/** Models validateScalingRules. */
function validateRules(rules: HPAScalingRules, field: string): FieldError[] {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const errors: FieldError[] = [];
  const path = `${field}.stabilizationWindowSeconds`;
  if (window !== undefined && window < 0) {
    errors.push(invalid(path, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > LONGEST_WINDOW_SECONDS) {
    errors.push(invalid(path, window, `must be less than or equal to ${LONGEST_WINDOW_SECONDS}`));
  }
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy)) {
    errors.push(notSupported(`${field}.selectPolicy`, selectPolicy, SELECT_POLICIES));
  }
  if (policies.length === 0) errors.push(required(`${field}.policies`, 'must specify at least one Policy'));
  policies.forEach((policy, i) => {
    errors.push(...validatePolicy(policy, `${field}.policies[${i}]`));
  });
  if (tolerance !== undefined && compareQuantities(tolerance, '0') < 0) {
    errors.push(...validateNonnegativeQuantity(tolerance, `${field}.tolerance`));
  }
  return errors;
}

function validatePolicy({ type = '', value = 0, periodSeconds = 0 }: HPAScalingPolicy, field: string): FieldError[] {
  const errors: FieldError[] = POLICY_TYPES.includes(type) ? [] : [notSupported(`${field}.type`, type, POLICY_TYPES)];
  if (value <= 0) errors.push(invalid(`${field}.value`, value, 'must be greater than zero'));
  const path = `${field}.periodSeconds`;
  if (periodSeconds <= 0) errors.push(invalid(path, periodSeconds, 'must be greater than zero'));
  if (periodSeconds > LONGEST_PERIOD_SECONDS) {
    errors.push(invalid(path, periodSeconds, `must be less than or equal to ${LONGEST_PERIOD_SECONDS}`));
  }
  return errors;
}

/** Models ValidateHorizontalPodAutoscalerStatusUpdate. */
export function validateAutoscalerStatus({ status }: HorizontalPodAutoscaler): FieldError[] {
  return [
    ...validateNonnegative(status?.currentReplicas, 'status.currentReplicas'),
    ...validateNonnegative(status?.desiredReplicas, 'status.desiredReplicas'),
  ];
}
