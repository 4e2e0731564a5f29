import { jsonEqual } from '../../../api/json-equal.ts';
import type { Deployment, DeploymentSpec } from '../../../api/types/deployment.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { goIntOrString, goLabelSelector } from './go-value.ts';
import { numberOrPercent, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { validateAtMost, validateCollisions, validateCounts, validateNonnegative } from './nonnegative.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateOwnSelector, validateReplicasTemplate } from './replicas-template.ts';

/** Models pkg/apis/apps/validation ValidateDeployment. */
export const validateDeployment = ({ spec }: Deployment): FieldError[] => validateSpec(spec);

/** Models ValidateDeploymentUpdate with the strategy's immutable selector. */
export function validateDeploymentUpdate({ spec }: Deployment, { spec: old }: Deployment): FieldError[] {
  if (spec === old) return [];
  const errors = validateSpec(spec);
  if (!jsonEqual(spec.selector, old.selector)) {
    errors.push(invalid('spec.selector', goLabelSelector(spec.selector), IMMUTABLE));
  }
  return errors;
}

/** Models ValidateDeploymentSpec. */
function validateSpec(spec: DeploymentSpec): FieldError[] {
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
  const errors = [
    ...validateNonnegative(spec.replicas, 'spec.replicas'),
    ...validateOwnSelector(spec.selector, 'empty selector is invalid for deployment'),
    ...validateReplicasTemplate(spec.selector, spec.template),
    ...validateStrategy(spec),
    ...validateNonnegative(minReadySeconds, 'spec.minReadySeconds'),
    ...validateNonnegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...validateNonnegative(deadline, 'spec.progressDeadlineSeconds'),
  ];
  if (deadline !== undefined && deadline <= minReadySeconds) {
    errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  }
  return errors;
}

/** Models ValidateDeploymentStrategy and ValidateRollingUpdateDeployment. */
function validateStrategy({ strategy }: DeploymentSpec): FieldError[] {
  const field = 'spec.strategy.rollingUpdate';
  const type = strategy?.type ?? '';
  const rolling = strategy?.rollingUpdate;
  if (type === 'Recreate') {
    if (rolling === undefined) return [];
    return [forbidden(field, "may not be specified when strategy `type` is 'Recreate'")];
  }
  if (type !== 'RollingUpdate') {
    return [notSupported('spec.strategy.type', type, ['Recreate', 'RollingUpdate'])];
  }
  if (rolling === undefined) return [required(field, 'this should be defaulted and never be nil')];
  const { maxUnavailable, maxSurge } = rolling;
  const errors = [
    ...validateIntOrPercent(maxUnavailable, `${field}.maxUnavailable`),
    ...validateIntOrPercent(maxSurge, `${field}.maxSurge`),
  ];
  if (numberOrPercent(maxUnavailable) === 0 && numberOrPercent(maxSurge) === 0) {
    const detail = 'may not be 0 when `maxSurge` is 0';
    errors.push(invalid(`${field}.maxUnavailable`, goIntOrString(maxUnavailable ?? 0), detail));
  }
  return [...errors, ...validateAtMost100Percent(maxUnavailable, `${field}.maxUnavailable`)];
}

/** Models ValidateDeploymentStatusUpdate. */
export function validateDeploymentStatus({ status }: Deployment, old: Deployment): FieldError[] {
  return [
    ...validateCounts(status, [
      'observedGeneration',
      'replicas',
      'updatedReplicas',
      'readyReplicas',
      'availableReplicas',
      'unavailableReplicas',
      'collisionCount',
    ]),
    ...validateAtMost(status, ['updatedReplicas', 'readyReplicas', 'availableReplicas'], 'replicas'),
    ...validateAtMost(status, ['availableReplicas'], 'readyReplicas'),
    ...validateCollisions(status.collisionCount, old.status.collisionCount),
  ];
}
