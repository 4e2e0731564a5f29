import { roleBindings } from '../../../api/resources.ts';
import type { RoleBinding } from '../../../api/types/rbac.ts';
import { withRbacGroup } from '../defaults/role-binding.ts';
import { strategy } from '../strategy.ts';
import { wholePathSegment } from '../validation/names.ts';
import { validateBindingUpdate, validateRoleBinding } from '../validation/role-binding.ts';
import { bindingCells } from './binding-cells.ts';

/** Models pkg/registry/rbac/rolebinding strategy.go. */
export const roleBinding = strategy<RoleBinding>({
  resource: roleBindings,
  createsOnUpdate: true,
  nameErrors: wholePathSegment,
  defaults: withRbacGroup,
  validate: validateRoleBinding,
  validateUpdate: (object, old) => [
    ...validateRoleBinding(object),
    ...validateRoleBinding(object),
    ...validateBindingUpdate(object, old),
  ],
  cells: bindingCells,
});
