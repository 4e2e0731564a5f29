import { roles } from '../../../api/resources.ts';
import type { Role } from '../../../api/types/rbac.ts';
import { strategy } from '../strategy.ts';
import { wholePathSegment } from '../validation/names.ts';
import { validateRole } from '../validation/role.ts';
import { createdAt } from './cell-text.ts';

/** Models pkg/registry/rbac/role strategy.go. */
export const role = strategy<Role>({
  resource: roles,
  createsOnUpdate: true,
  nameErrors: wholePathSegment,
  validate: validateRole,
  // Kubernetes validates twice here, which shows in the causes.
  validateUpdate: (object) => [...validateRole(object), ...validateRole(object)],
  cells: ({ metadata }) => [metadata.name, createdAt(metadata)],
});
