import { volumeAttachments } from '../../../api/resources.ts';
import type { VolumeAttachment } from '../../../api/types/storage.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateVolumeAttachment, validateVolumeAttachmentUpdate } from '../validation/volume-attachment.ts';
import { age } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

/** Models pkg/registry/storage/volumeattachment strategy.go. */
export const volumeAttachment = strategy<VolumeAttachment>({
  resource: volumeAttachments,
  subresources: ['status'],
  nameErrors: subdomainName,
  prepareForCreate: (object) => ({ ...object, status: { attached: false } }),
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: onlyStatus,
  validate: validateVolumeAttachment,
  validateUpdate: validateVolumeAttachmentUpdate,
  cells: (object, context) => [
    object.metadata.name,
    object.spec.attacher,
    object.spec.source.persistentVolumeName ?? '',
    object.spec.nodeName,
    object.status.attached,
    age(object, context),
  ],
});
