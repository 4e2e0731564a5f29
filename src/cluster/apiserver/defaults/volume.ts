import type { DownwardAPIVolumeFile, Volume, VolumeProjection } from '../../../api/types/volume.ts';
import { defaultClaimSpec } from './claim-spec.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

const FILE_MODE = 0o644;
const HOUR_SECONDS = 3600;

const complete = new WeakSet<object>();

/** Models pkg/apis/core/v1 SetDefaults_Volume and of its sources. A volume without a source is an emptyDir. */
export function defaultVolume(volume: Volume): Volume {
  if (complete.has(volume)) return volume;
  const hasSource = Object.entries(volume).some(([key, value]) => key !== 'name' && value !== undefined);
  let filled = hasSource ? volume : { ...volume, emptyDir: {} };
  filled = mapField(filled, 'configMap', (source) => withDefaults(source, { defaultMode: FILE_MODE }));
  filled = mapField(filled, 'secret', (source) => withDefaults(source, { defaultMode: FILE_MODE }));
  filled = mapField(filled, 'hostPath', (source) => withDefaults(source, { type: '' }));
  filled = mapField(filled, 'downwardAPI', (source) =>
    mapField(withDefaults(source, { defaultMode: FILE_MODE }), 'items', (items) => mapItems(items, defaultFieldRef)),
  );
  filled = mapField(filled, 'projected', (source) =>
    mapField(withDefaults(source, { defaultMode: FILE_MODE }), 'sources', (all) => mapItems(all, defaultProjection)),
  );
  filled = mapField(filled, 'ephemeral', (source) =>
    mapField(source, 'volumeClaimTemplate', (template) => mapField(template, 'spec', defaultClaimSpec)),
  );
  filled = defaultOldSources(filled);
  if (filled === volume && Object.isFrozen(volume)) complete.add(volume);
  return filled;
}

/** Sources that hardly anybody has any more, with what they are given. */
const OLD_SOURCES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

function defaultOldSources(volume: Volume): Volume {
  for (const name in volume) {
    const defaults = Object.hasOwn(OLD_SOURCES, name) ? OLD_SOURCES[name] : undefined;
    const source = (volume as unknown as Readonly<Record<string, unknown>>)[name];
    if (defaults === undefined || typeof source !== 'object' || source === null) continue;
    return { ...volume, [name]: withDefaults(source as Readonly<Record<string, unknown>>, defaults) };
  }
  return volume;
}

function defaultProjection(projection: VolumeProjection): VolumeProjection {
  const filled = mapField(projection, 'serviceAccountToken', (token) =>
    withDefaults(token, { expirationSeconds: HOUR_SECONDS }),
  );
  return mapField(filled, 'downwardAPI', (source) =>
    mapField(source, 'items', (items) => mapItems(items, defaultFieldRef)),
  );
}

function defaultFieldRef(item: DownwardAPIVolumeFile): DownwardAPIVolumeFile {
  return mapField(item, 'fieldRef', (ref) => withDefaults(ref, { apiVersion: 'v1' }));
}
