import { storageClasses } from '../../../api/resources.ts';
import type { StorageClass } from '../../../api/types/storage.ts';
import { withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateStorageClass, validateStorageClassUpdate } from '../validation/storage-class.ts';
import { storageClassWarnings } from '../warnings/storage.ts';
import { age } from './cell-text.ts';

const DEFAULT_MARKS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Models pkg/registry/storage/storageclass strategy.go. */
export const storageClass = strategy<StorageClass>({
  resource: storageClasses,
  nameErrors: subdomainName,
  defaults: (object) => withDefaults(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  warnings: storageClassWarnings,
  cells: (object, context) => [
    DEFAULT_MARKS.some((mark) => object.metadata.annotations?.[mark] === 'true')
      ? `${object.metadata.name} (default)`
      : object.metadata.name,
    object.provisioner,
    object.reclaimPolicy ?? 'Delete',
    object.volumeBindingMode ?? '<unset>',
    object.allowVolumeExpansion ?? false,
    age(object, context),
  ],
});
