import type { DownwardAPIVolumeFile, Volume, VolumeProjection } from '../../../api/types/volume.ts';
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
  if (filled === volume && Object.isFrozen(volume)) complete.add(volume);
  return filled;
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
