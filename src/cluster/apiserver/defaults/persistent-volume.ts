import type { PersistentVolume, PersistentVolumeSpec } from '../../../api/types/persistent-volume.ts';
import { mapField, withDefaults } from './with-defaults.ts';

/** What the sources that leave something out are given. Models the SetDefaults functions of pkg/apis/core/v1. */
const SOURCES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/** Models pkg/apis/core/v1 SetDefaults_PersistentVolume. */
export function defaultPersistentVolume(object: PersistentVolume): PersistentVolume {
  const filled = withDefaults(object, { spec: {}, status: { phase: 'Pending' } });
  return mapField(filled, 'spec', (spec) =>
    withDefaults(defaultPersistentVolumeSource(spec), {
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: 'Filesystem',
    }),
  );
}

function defaultPersistentVolumeSource(spec: PersistentVolumeSpec): PersistentVolumeSpec {
  let result = spec as Record<string, unknown>;
  for (const [name, defaults] of Object.entries(SOURCES)) {
    const source = result[name];
    if (typeof source !== 'object' || source === null) continue;
    const filled = withDefaults(source as Record<string, unknown>, defaults);
    if (filled !== source) result = { ...result, [name]: filled };
  }
  return result as PersistentVolumeSpec;
}
