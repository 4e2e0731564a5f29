import type { RuntimeClass } from '../../../api/types/runtime-class.ts';
import type { CSIStorageCapacity, StorageClass } from '../../../api/types/storage.ts';
import { deprecatedLabel, nodeSelectorWarnings } from './deprecated-labels.ts';

/** Models pkg/api/storage GetWarningsForStorageClass. */
export function storageClassWarnings({ allowedTopologies = [] }: StorageClass): readonly string[] {
  return allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) =>
    matchLabelExpressions.flatMap(({ key }, at) => {
      const why = deprecatedLabel(key);
      return why === undefined ? [] : [`allowedTopologies[${i}].matchLabelExpressions[${at}].key: ${why}`];
    }),
  );
}

/** Models GetWarningsForCSIStorageCapacity. */
export const storageCapacityWarnings = ({ nodeTopology }: CSIStorageCapacity): readonly string[] =>
  nodeSelectorWarnings(nodeTopology, 'nodeTopology');

/** Models pkg/api/node GetWarningsForRuntimeClass. */
export function runtimeClassWarnings({ scheduling }: RuntimeClass): readonly string[] {
  return Object.keys(scheduling?.nodeSelector ?? {}).flatMap((key) => {
    const why = deprecatedLabel(key);
    return why === undefined ? [] : [`scheduling.nodeSelector: ${why}`];
  });
}
