import { podDisruptionBudgets } from '../../../api/resources.ts';
import type { PodDisruptionBudget } from '../../../api/types/policy.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { strategy } from '../strategy.ts';
import { validateIntOrPercent } from '../validation/int-or-percent.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';

const EMPTY_STATUS = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };

/** Models pkg/registry/policy/poddisruptionbudget strategy.go. */
export const podDisruptionBudget = strategy<PodDisruptionBudget>({
  resource: podDisruptionBudgets,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: (object) => (object.spec === undefined ? { ...object, spec: {} } : object),
  prepareForCreate: (object) => withGeneration({ ...object, status: EMPTY_STATUS }, 1),
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(object, old), old),
  prepareForStatusUpdate: onlyStatus,
  validate,
  validateUpdate: validate,
  cells: (object, context) => [
    object.metadata.name,
    String(object.spec.minAvailable ?? 'N/A'),
    String(object.spec.maxUnavailable ?? 'N/A'),
    object.status.disruptionsAllowed,
    age(object, context),
  ],
});

/** Models pkg/apis/policy/validation ValidatePodDisruptionBudgetSpec. */
function validate({ spec }: PodDisruptionBudget): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
    errors.push(
      invalid('spec', { go: 'policy.PodDisruptionBudgetSpec{}' }, 'minAvailable and maxUnavailable cannot be both set'),
    );
  }
  errors.push(...validateIntOrPercent(spec.minAvailable, 'spec.minAvailable'));
  errors.push(...validateIntOrPercent(spec.maxUnavailable, 'spec.maxUnavailable'));
  return errors;
}
