import { isValidUserID } from '../../../api/names.ts';
import type { SecurityContext } from '../../../api/types/container.ts';
import { type FieldError, invalid } from '../field-error.ts';

/**
 * Models pkg/apis/core/validation ValidateSecurityContext. Unlike Kubernetes, which prints the addresses of its own
 * memory here, the value is shown without its fields.
 */
export function validateSecurityContext(context: SecurityContext, field: string): FieldError[] {
  const { runAsUser, runAsGroup, allowPrivilegeEscalation, privileged, capabilities } = context;
  const errors: FieldError[] = [];
  const id = (value: number | undefined, part: string) => {
    if (value === undefined) return;
    for (const message of isValidUserID(value)) errors.push(invalid(`${field}.${part}`, value, message));
  };
  id(runAsUser, 'runAsUser');
  id(runAsGroup, 'runAsGroup');
  if (allowPrivilegeEscalation !== false) return errors;
  const cannot = (what: string) => {
    const detail = `cannot set \`allowPrivilegeEscalation\` to false and ${what}`;
    errors.push(invalid(field, { go: 'core.SecurityContext{...}' }, detail));
  };
  if (privileged === true) cannot('`privileged` to true');
  if (capabilities?.add?.includes('CAP_SYS_ADMIN') === true) cannot('`capabilities.Add` CAP_SYS_ADMIN');
  return errors;
}
