import { isValidUserID } from '../../../api/names.ts';
import type { SecurityContext } from '../../../api/types/container.ts';
import { type FieldError, invalid, notSupported } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './security-profiles.ts';
import { validateWindowsOptions } from './windows-options.ts';

const PROC_MOUNTS = ['Default', 'Unmasked'];

/**
 * Models pkg/apis/core/validation ValidateSecurityContext. Unlike Kubernetes, which prints the addresses of its own
 * memory here, the value is shown without its fields.
 */
export function validateSecurityContext(context: SecurityContext, hostUsers: boolean, field: string): FieldError[] {
  const { runAsUser, runAsGroup, procMount } = context;
  const errors: FieldError[] = [];
  if (runAsUser !== undefined)
    errors.push(...invalidForEach(isValidUserID(runAsUser), `${field}.runAsUser`, runAsUser));
  if (runAsGroup !== undefined) {
    errors.push(...invalidForEach(isValidUserID(runAsGroup), `${field}.runAsGroup`, runAsGroup));
  }
  if (procMount !== undefined) {
    const path = `${field}.procMount`;
    if (!PROC_MOUNTS.includes(procMount)) errors.push(notSupported(path, procMount, PROC_MOUNTS));
    if (hostUsers && procMount === 'Unmasked') {
      errors.push(invalid(path, procMount, '`hostUsers` must be false to use `Unmasked`'));
    }
  }
  errors.push(...validateSeccompProfile(context.seccompProfile, `${field}.seccompProfile`));
  errors.push(...validateEscalation(context, field));
  errors.push(...validateWindowsOptions(context.windowsOptions, `${field}.windowsOptions`));
  errors.push(...validateAppArmorProfile(context.appArmorProfile, `${field}.appArmorProfile`));
  return errors;
}

function validateEscalation(context: SecurityContext, field: string): FieldError[] {
  const { allowPrivilegeEscalation, privileged, capabilities } = context;
  if (allowPrivilegeEscalation !== false) return [];
  const cannot = (what: string) => {
    const detail = `cannot set \`allowPrivilegeEscalation\` to false and ${what}`;
    return invalid(field, { go: 'core.SecurityContext{...}' }, detail);
  };
  const admins = (capabilities?.add ?? []).filter((name) => name === 'CAP_SYS_ADMIN');
  return [
    ...(privileged === true ? [cannot('`privileged` to true')] : []),
    ...admins.map((name) => cannot(`\`capabilities.Add\` ${name}`)),
  ];
}
