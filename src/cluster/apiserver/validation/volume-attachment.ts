import { jsonEqual } from '../../../api/json-equal.ts';
import { isDNS1123Subdomain } from '../../../api/names.ts';
import type { VolumeAttachment, VolumeAttachmentSource, VolumeError } from '../../../api/types/storage.ts';
import { type FieldError, forbidden, invalid, required, tooLong } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateVolumeSpec } from './persistent-volume.ts';
import { validateCsiDriverName } from './volume-sources.ts';

const LARGEST_METADATA = 256 * 1024;
const LONGEST_MESSAGE = 1024;

/** Models pkg/apis/storage/validation ValidateVolumeAttachment and ValidateVolumeAttachmentV1. */
export function validateVolumeAttachment(object: VolumeAttachment): FieldError[] {
  const { attacher = '', source = {} } = object.spec ?? {};
  const errors = validateWhole(object);
  errors.push(...validateCsiDriverName(attacher, 'spec.attacher'));
  const volume = source.persistentVolumeName;
  if (volume !== undefined) {
    errors.push(...invalidForEach(isDNS1123Subdomain(volume), 'spec.source.persistentVolumeName', volume));
  }
  return errors;
}

function validateWhole({ spec, status }: VolumeAttachment): FieldError[] {
  const { attacher = '', source = {}, nodeName = '' } = spec ?? {};
  const errors: FieldError[] = attacher === '' ? [required('spec.attacher', '')] : [];
  errors.push(...validateSource(source, 'spec.source'));
  errors.push(...invalidForEach(isDNS1123Subdomain(nodeName), 'spec.nodeName', nodeName));
  const metadata = Object.entries(status?.attachmentMetadata ?? {});
  if (metadata.reduce((sum, [key, value]) => sum + key.length + value.length, 0) > LARGEST_METADATA) {
    errors.push(tooLong('status.attachmentMetadata', LARGEST_METADATA));
  }
  errors.push(...validateVolumeError(status?.attachError, 'status.attachError'));
  errors.push(...validateVolumeError(status?.detachError, 'status.detachError'));
  return errors;
}

function validateSource(source: VolumeAttachmentSource, field: string): FieldError[] {
  const { inlineVolumeSpec, persistentVolumeName } = source;
  const one = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  if (inlineVolumeSpec === undefined && persistentVolumeName === undefined) return [required(field, one)];
  if (inlineVolumeSpec !== undefined && persistentVolumeName !== undefined) return [forbidden(field, one)];
  if (inlineVolumeSpec !== undefined) {
    return validateVolumeSpec(inlineVolumeSpec, '', true, `${field}.inlineVolumeSpec`);
  }
  if (persistentVolumeName !== '') return [];
  return [required(`${field}.persistentVolumeName`, 'must specify non empty persistentVolumeName')];
}

function validateVolumeError(error: VolumeError | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  // Kubernetes names another limit than the one it goes by.
  if ((error?.message?.length ?? 0) > LONGEST_MESSAGE) errors.push(tooLong(`${field}.message`, LARGEST_METADATA));
  if ((error?.errorCode ?? 0) < 0) {
    errors.push(invalid(`${field}.errorCode`, error!.errorCode, 'must be between 0 and 2147483647, inclusive'));
  }
  return errors;
}

/** Models ValidateVolumeAttachmentUpdate. Unlike Kubernetes, the spec is shown without its fields. */
export function validateVolumeAttachmentUpdate(object: VolumeAttachment, old: VolumeAttachment): FieldError[] {
  const errors = validateWhole(object);
  if (!jsonEqual(object.spec, old.spec)) {
    errors.push(invalid('spec', { go: 'storage.VolumeAttachmentSpec{...}' }, IMMUTABLE));
  }
  return errors;
}
