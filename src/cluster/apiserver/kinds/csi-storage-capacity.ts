import { csiStorageCapacities } from '../../../api/resources.ts';
import type { CSIStorageCapacity } from '../../../api/types/storage.ts';
import { strategy } from '../strategy.ts';
import { validateCsiStorageCapacity, validateCsiStorageCapacityUpdate } from '../validation/csi-storage-capacity.ts';
import { subdomainName } from '../validation/names.ts';
import { storageCapacityWarnings } from '../warnings/storage.ts';

/** Models pkg/registry/storage/csistoragecapacity strategy.go. */
export const csiStorageCapacity = strategy<CSIStorageCapacity>({
  resource: csiStorageCapacities,
  nameErrors: subdomainName,
  validate: validateCsiStorageCapacity,
  validateUpdate: validateCsiStorageCapacityUpdate,
  warnings: storageCapacityWarnings,
  cells: (object) => [object.metadata.name, object.metadata.creationTimestamp],
});
