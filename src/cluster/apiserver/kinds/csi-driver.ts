import { jsonEqual } from '../../../api/json-equal.ts';
import { csiDrivers } from '../../../api/resources.ts';
import type { CSIDriver } from '../../../api/types/storage.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateCsiDriver, validateCsiDriverUpdate } from '../validation/csi-driver.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';
import { withGeneration } from './generation.ts';

/** The fields that may change, and count as a new generation when they do. */
const MUTABLE = ['tokenRequests', 'requiresRepublish', 'seLinuxMount'] as const;

/** Models pkg/registry/storage/csidriver strategy.go and SetDefaults_CSIDriver. */
export const csiDriver = strategy<CSIDriver>({
  resource: csiDrivers,
  nameErrors: subdomainName,
  defaults: (object) =>
    mapField(withDefaults(object, { spec: {} }), 'spec', (spec) =>
      withDefaults(spec, {
        attachRequired: true,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        podInfoOnMount: false,
        requiresRepublish: false,
        seLinuxMount: false,
        storageCapacity: false,
        volumeLifecycleModes: ['Persistent'],
      }),
    ),
  prepareForUpdate: (object, old) =>
    MUTABLE.every((field) => jsonEqual(object.spec[field], old.spec[field]))
      ? object
      : withGeneration(object, (old.metadata.generation ?? 0) + 1),
  validate: validateCsiDriver,
  validateUpdate: validateCsiDriverUpdate,
  cells: (object, context) => [
    object.metadata.name,
    object.spec.attachRequired ?? true,
    object.spec.podInfoOnMount ?? false,
    object.spec.storageCapacity ?? false,
    object.spec.tokenRequests?.map(({ audience }) => audience).join(',') ?? '<unset>',
    object.spec.requiresRepublish ?? false,
    (object.spec.volumeLifecycleModes ?? []).join(',') || '<none>',
    age(object, context),
  ],
});
