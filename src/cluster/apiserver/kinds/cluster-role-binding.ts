import { clusterRoleBindings } from '../../../api/resources.ts';
import type { ClusterRoleBinding } from '../../../api/types/rbac.ts';
import { withRbacGroup } from '../defaults/role-binding.ts';
import { strategy } from '../strategy.ts';
import { wholePathSegment } from '../validation/names.ts';
import { validateBindingUpdate, validateClusterRoleBinding } from '../validation/role-binding.ts';
import { bindingCells } from './binding-cells.ts';

/** Models pkg/registry/rbac/clusterrolebinding strategy.go. */
export const clusterRoleBinding = strategy<ClusterRoleBinding>({
  resource: clusterRoleBindings,
  createsOnUpdate: true,
  nameErrors: wholePathSegment,
  defaults: withRbacGroup,
  validate: validateClusterRoleBinding,
  validateUpdate: (object, old) => [
    ...validateClusterRoleBinding(object),
    ...validateClusterRoleBinding(object),
    ...validateBindingUpdate(object, old),
  ],
  cells: bindingCells,
});
