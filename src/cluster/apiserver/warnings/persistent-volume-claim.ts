import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../../api/types/persistent-volume.ts';
import { fractionWarnings } from './fraction.ts';
import { oldClassWarnings } from './persistent-volume.ts';

/** Models pkg/api/persistentvolumeclaim GetWarningsForPersistentVolumeClaim. */
export function claimWarnings({ metadata, spec }: PersistentVolumeClaim): readonly string[] {
  return [...oldClassWarnings(metadata.annotations), ...claimSpecWarnings(spec, 'spec')];
}

/** Models GetWarningsForPersistentVolumeClaimSpec. */
export function claimSpecWarnings({ resources }: PersistentVolumeClaimSpec, field: string): readonly string[] {
  return (['requests', 'limits'] as const).flatMap((part) =>
    fractionWarnings(resources?.[part]?.storage, `${field}.resources.${part}[storage]`),
  );
}
