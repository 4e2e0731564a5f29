import { jsonEqual } from '../../../api/json-equal.ts';
import type { ReplicaSet, ReplicaSetSpec } from '../../../api/types/deployment.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { goLabelSelector } from './go-value.ts';
import { validateAtMost, validateCounts, validateNonnegative } from './nonnegative.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateOwnSelector, validateReplicasTemplate } from './replicas-template.ts';

/** Models pkg/apis/apps/validation ValidateReplicaSet. */
export const validateReplicaSet = ({ spec }: ReplicaSet): FieldError[] => validateSpec(spec);

/** Models ValidateReplicaSetUpdate with the strategy's immutable selector. */
export function validateReplicaSetUpdate({ spec }: ReplicaSet, { spec: old }: ReplicaSet): FieldError[] {
  if (spec === old) return [];
  const errors = validateSpec(spec);
  if (!jsonEqual(spec.selector, old.selector)) {
    errors.push(invalid('spec.selector', goLabelSelector(spec.selector), IMMUTABLE));
  }
  return errors;
}

/** Models ValidateReplicaSetSpec. */
function validateSpec(spec: ReplicaSetSpec): FieldError[] {
  return [
    ...validateNonnegative(spec.replicas, 'spec.replicas'),
    ...validateNonnegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateOwnSelector(spec.selector, 'empty selector is invalid for deployment'),
    ...validateReplicasTemplate(spec.selector, spec.template ?? {}),
  ];
}

/** Models ValidateReplicaSetStatus. */
export function validateReplicaSetStatus({ status }: ReplicaSet): FieldError[] {
  return [
    ...validateCounts(status, [
      'replicas',
      'fullyLabeledReplicas',
      'readyReplicas',
      'availableReplicas',
      'observedGeneration',
    ]),
    ...validateAtMost(status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'], 'replicas'),
    ...validateAtMost(status, ['availableReplicas'], 'readyReplicas'),
  ];
}
