import { persistentVolumes } from '../../../api/resources.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { keepInUse } from './in-use-finalizer.ts';

const FINALIZER = 'kubernetes.io/pv-protection';

/** Volumes end once no claim is bound to them. Models pkg/controller/volume/pvprotection. */
export function createVolumeProtectionController({ world, client }: ComponentContext): ReconcilerHandle {
  return runReconciler(world, client, {
    name: 'pv-protection',
    triggers: [trigger(persistentVolumes, ({ type, object }) => (type === 'DELETED' ? [] : [object.metadata.name]))],
    reconcile(name) {
      const volume = client.get(persistentVolumes, undefined, name);
      if (volume === undefined) return undefined;
      keepInUse(client, persistentVolumes, volume, FINALIZER, () => volume.status?.phase === 'Bound');
      return undefined;
    },
  });
}
