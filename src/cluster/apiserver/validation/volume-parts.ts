import { isDNS1123Subdomain } from '../../../api/names.ts';
import { type FieldError, forbidden, notSupported } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

/** What volumes and claims have in common. Models parts of ValidatePersistentVolumeSpec and of ...ClaimSpec. */
export function validateAccessModes(modes: readonly string[], field: string): FieldError[] {
  const errors = modes
    .filter((mode) => !ACCESS_MODES.includes(mode))
    .map((mode) => notSupported(field, mode, ACCESS_MODES));
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (others && modes.includes('ReadWriteOncePod')) {
    errors.push(forbidden(field, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

export function validateClassName(name: string | undefined, field: string): FieldError[] {
  return name === undefined || name === '' ? [] : invalidForEach(isDNS1123Subdomain(name), field, name);
}

export function validateVolumeMode(mode: string | undefined, field: string): FieldError[] {
  return mode === undefined || VOLUME_MODES.includes(mode) ? [] : [notSupported(field, mode, VOLUME_MODES)];
}
