import { clusterRoles } from '../../../api/resources.ts';
import type { ClusterRole } from '../../../api/types/rbac.ts';
import { strategy } from '../strategy.ts';
import { wholePathSegment } from '../validation/names.ts';
import { validateClusterRole } from '../validation/role.ts';
import { createdAt } from './cell-text.ts';

/** Models pkg/registry/rbac/clusterrole strategy.go. */
export const clusterRole = strategy<ClusterRole>({
  resource: clusterRoles,
  createsOnUpdate: true,
  nameErrors: wholePathSegment,
  validate: validateClusterRole,
  // Kubernetes validates twice here, which shows in the causes.
  validateUpdate: (object) => [...validateClusterRole(object), ...validateClusterRole(object)],
  cells: ({ metadata }) => [metadata.name, createdAt(metadata)],
});
