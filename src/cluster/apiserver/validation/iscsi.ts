import { type FieldError, invalid, required } from '../field-error.ts';
import type { SourceCheck } from './volume-sources.ts';

const FORMATS: readonly (readonly [start: string, form: RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
];
const LONGEST = 64;
const TOO_LONG =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';

/** `unknown` are the words for a name that starts like none of the formats. */
function validateName(name: string, field: string, unknown: string): FieldError[] {
  const format = FORMATS.find(([start]) => name.startsWith(start));
  if (format === undefined) return [invalid(field, name, unknown)];
  return format[1].test(name) ? [] : [invalid(field, name, 'must be valid format')];
}

const check =
  (unknown: string, asVolume: boolean): SourceCheck =>
  (source, field, owner) => {
    const {
      targetPortal = '',
      iqn = '',
      lun = 0,
      secretRef,
      initiatorName,
    } = source as {
      readonly targetPortal?: string;
      readonly iqn?: string;
      readonly lun?: number;
      readonly secretRef?: { readonly name?: string };
      readonly initiatorName?: string;
    };
    const errors: FieldError[] = targetPortal === '' ? [required(`${field}.targetPortal`, '')] : [];
    if (asVolume && initiatorName !== undefined && `${owner}:${targetPortal}`.length > LONGEST) {
      errors.push(invalid(`${field}.targetportal`, targetPortal, TOO_LONG));
    }
    if (iqn === '') errors.push(required(`${field}.iqn`, ''));
    else errors.push(...validateName(iqn, `${field}.iqn`, unknown));
    if (lun < 0 || lun > 255) errors.push(invalid(`${field}.lun`, lun, 'must be between 0 and 255, inclusive'));
    if ((source.chapAuthDiscovery === true || source.chapAuthSession === true) && secretRef === undefined) {
      errors.push(required(`${field}.secretRef`, ''));
    }
    if (asVolume && secretRef !== undefined && (secretRef.name ?? '') === '') {
      errors.push(required(`${field}.secretRef.name`, ''));
    }
    if (initiatorName !== undefined) {
      errors.push(...validateName(initiatorName, `${field}.initiatorname`, unknown));
    }
    return errors;
  };

/** Models pkg/apis/core/validation validateISCSIVolumeSource and what validateVolumeSource adds to it. */
export const validateIscsi: SourceCheck = (source, field, owner) => {
  const errors = check('must be valid format starting with iqn, eui, or naa', false)(source, field, owner);
  const { initiatorName, targetPortal = '' } = source as { initiatorName?: string; targetPortal?: string };
  if (initiatorName !== undefined && `${owner}:${targetPortal}`.length > LONGEST) {
    errors.push(invalid(`${field.slice(0, field.lastIndexOf('.'))}.name`, owner, TOO_LONG));
  }
  return errors;
};

/** Models validateISCSIPersistentVolumeSource. */
export const validateIscsiVolume: SourceCheck = check('must be valid format', true);
