import type { AppArmorProfile, SeccompProfile } from '../../../api/types/pod.ts';
import { type FieldError, invalid, notSupported, required, tooLong } from '../field-error.ts';
import { goStruct } from './go-value.ts';
import { validateDescendingPath } from './local-path.ts';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const LONGEST_PATH = 4095;

/** Models pkg/apis/core/validation validateSeccompProfileField. */
export function validateSeccompProfile(profile: SeccompProfile | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = '' as string, localhostProfile } = profile;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(`${field}.type`, 'type is required when seccompProfile is set'));
  else if (!TYPES.includes(type)) errors.push(notSupported(`${field}.type`, type, TYPES));
  const path = `${field}.localhostProfile`;
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return errors;
    // Kubernetes shows the whole profile, with the address of its path.
    const shown = goStruct('core.SeccompProfile', { Type: type, LocalhostProfile: { go: '(*string)(0xc000000000)' } });
    return [...errors, invalid(path, shown, 'can only be set when seccomp type is Localhost')];
  }
  if (localhostProfile === undefined) return [...errors, required(path, 'must be set when seccomp type is Localhost')];
  return [...errors, ...validateDescendingPath(localhostProfile, path)];
}

/** Models ValidateAppArmorProfileField. */
export function validateAppArmorProfile(profile: AppArmorProfile | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = '' as string, localhostProfile } = profile;
  const path = `${field}.localhostProfile`;
  if (type === '') return [required(`${field}.type`, 'type is required when appArmorProfile is set')];
  if (!TYPES.includes(type)) return [notSupported(`${field}.type`, type, TYPES)];
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return [];
    return [invalid(path, localhostProfile, 'can only be set when AppArmor type is Localhost')];
  }
  const missing = required(path, 'must be set when AppArmor type is Localhost');
  if (localhostProfile === undefined) return [missing];
  const errors: FieldError[] = [];
  if (localhostProfile.trim() !== localhostProfile) {
    errors.push(invalid(path, localhostProfile, 'must not be padded with whitespace'));
  } else if (localhostProfile === '') errors.push(missing);
  if (localhostProfile.length > LONGEST_PATH) errors.push(tooLong(path, LONGEST_PATH));
  return errors;
}
