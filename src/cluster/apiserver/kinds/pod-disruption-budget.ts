import { podDisruptionBudgets } from '../../../api/resources.ts';
import type { PodDisruptionBudget } from '../../../api/types/policy.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateBudgetStatus, validatePodDisruptionBudget } from '../validation/pod-disruption-budget.ts';
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
  validate: validatePodDisruptionBudget,
  validateUpdate: validatePodDisruptionBudget,
  validateStatusUpdate: validateBudgetStatus,
  cells: (object, context) => [
    object.metadata.name,
    String(object.spec.minAvailable ?? 'N/A'),
    String(object.spec.maxUnavailable ?? 'N/A'),
    object.status.disruptionsAllowed,
    age(object, context),
  ],
});
