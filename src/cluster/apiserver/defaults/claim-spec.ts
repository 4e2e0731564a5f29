import type { PersistentVolumeClaimSpec, TypedLocalObjectReference } from '../../../api/types/persistent-volume.ts';
import { withDefaults } from './with-defaults.ts';

/** Models pkg/apis/core/v1 SetDefaults_PersistentVolumeClaimSpec. */
export const defaultClaimSpec = (spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec =>
  withDefaults(spec, { volumeMode: 'Filesystem' });

/**
 * Models pkg/api/persistentvolumeclaim NormalizeDataSources and DropDisabledFields: both fields name the source, unless
 * it is in another namespace, which needs a feature that is off; so are classes of attributes.
 */
export function normalClaimSpec(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { volumeAttributesClassName: dropped, ...rest } = spec;
  const kept = dropped === undefined ? spec : rest;
  const { dataSourceRef } = kept;
  const dataSource = isOldSource(kept.dataSource) ? kept.dataSource : undefined;
  if (dataSource !== undefined && dataSourceRef === undefined) return { ...kept, dataSourceRef: dataSource };
  if (dataSourceRef === undefined) {
    const { dataSource: _other, ...without } = kept;
    return kept.dataSource === undefined ? kept : without;
  }
  const { namespace: _elsewhere, ...ref } = dataSourceRef;
  return { ...kept, dataSourceRef: ref, dataSource: dataSource ?? ref };
}

/** Models EnforceDataSourceBackwardsCompatibility: the older field names claims and snapshots, and drops anything else. */
function isOldSource(source: TypedLocalObjectReference | undefined): boolean {
  const { kind, apiGroup = '' } = source ?? { kind: '' };
  return apiGroup === ''
    ? kind === 'PersistentVolumeClaim'
    : kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io';
}
