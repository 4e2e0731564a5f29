import { isValidUserID } from '../../../api/names.ts';
import type { PodSpec, Sysctl } from '../../../api/types/pod.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './security-profiles.ts';
import { validateWindowsOptions } from './windows-options.ts';

const FS_GROUP_POLICIES = ['Always', 'OnRootMismatch'];
const GROUP_POLICIES = ['Merge', 'Strict'];

/** Without the feature SELinuxMount only this one is let through. */
const SELINUX_POLICIES = ['Recursive'];

/** Models pkg/apis/core/validation validatePodSpecSecurityContext. */
export function validatePodSecurityContext(spec: PodSpec, field: string): FieldError[] {
  const context = spec.securityContext ?? {};
  const errors: FieldError[] = [];
  for (const name of ['fsGroup', 'runAsUser', 'runAsGroup'] as const) {
    const id = context[name];
    if (id !== undefined) errors.push(...invalidForEach(isValidUserID(id), `${field}.${name}`, id));
  }
  context.supplementalGroups?.forEach((id, i) => {
    errors.push(...invalidForEach(isValidUserID(id), `${field}.supplementalGroups[${i}]`, id));
  });
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalid(`${field}.shareProcessNamespace`, true, detail));
  }
  errors.push(...validateSysctls(context.sysctls ?? [], spec, `${field}.sysctls`));
  const known = (name: 'fsGroupChangePolicy' | 'supplementalGroupsPolicy', values: readonly string[]) => {
    const value = context[name];
    if (value !== undefined && !values.includes(value)) errors.push(notSupported(`${field}.${name}`, value, values));
  };
  known('fsGroupChangePolicy', FS_GROUP_POLICIES);
  errors.push(...validateSeccompProfile(context.seccompProfile, `${field}.seccompProfile`));
  errors.push(...validateWindowsOptions(context.windowsOptions, `${field}.windowsOptions`));
  errors.push(...validateAppArmorProfile(context.appArmorProfile, `${field}.appArmorProfile`));
  known('supplementalGroupsPolicy', GROUP_POLICIES);
  const policy = context.seLinuxChangePolicy;
  if (policy !== undefined && !SELINUX_POLICIES.includes(policy)) {
    errors.push(notSupported(`${field}.seLinuxChangePolicy`, policy, SELINUX_POLICIES));
  }
  return errors;
}

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = `^(${SEGMENT}[\\./])*${SEGMENT}$`;
const sysctlRegExp = new RegExp(SYSCTL);
const LONGEST_SYSCTL = 253;

function validateSysctls(sysctls: readonly Sysctl[], spec: PodSpec, field: string): FieldError[] {
  const seen = new Set<string>();
  return sysctls.flatMap(({ name = '' }, i) => {
    const path = `${field}[${i}].name`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(path, ''));
    else if (name.length > LONGEST_SYSCTL || !sysctlRegExp.test(name)) {
      errors.push(invalid(path, name, `must have at most ${LONGEST_SYSCTL} characters and match regex ${SYSCTL}`));
    } else if (seen.has(name)) errors.push(duplicate(path, name));
    const kind = sysctlNamespace(name);
    if (spec.hostNetwork === true && kind === 'net') {
      errors.push(invalid(path, name, "may not be specified when 'hostNetwork' is true"));
    } else if (spec.hostIPC === true && kind === 'ipc') {
      errors.push(invalid(path, name, "may not be specified when 'hostIPC' is true"));
    }
    seen.add(name);
    return errors;
  });
}

const IPC = new Set(['kernel.sem']);

/** Models component-helpers node/util/sysctl GetNamespace. */
function sysctlNamespace(name: string): 'net' | 'ipc' | undefined {
  const first = /[./]/.exec(name)?.[0];
  const dotted = first === '/' ? name.replace(/[./]/g, (c) => (c === '/' ? '.' : '/')) : name;
  if (dotted.startsWith('net.')) return 'net';
  return IPC.has(dotted) || /^(kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(dotted) ? 'ipc' : undefined;
}
