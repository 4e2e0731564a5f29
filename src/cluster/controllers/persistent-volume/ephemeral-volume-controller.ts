import { persistentVolumeClaims, pods } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Volume } from '../../../api/types/volume.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { controllerRef } from '../controller-ref.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { RetryError } from '../retry-error.ts';

const hasEphemeral = ({ spec }: Pod): boolean => spec.volumes?.some(({ ephemeral }) => ephemeral) ?? false;

/** Makes the claims of generic ephemeral volumes, owned by their pods. Models pkg/controller/volume/ephemeral. */
export function createEphemeralVolumeController({ world, client, events }: ComponentContext): ReconcilerHandle {
  function makeClaim(pod: Pod, { name: volume, ephemeral }: Volume): void {
    const { namespace } = pod.metadata;
    const name = `${pod.metadata.name}-${volume}`;
    const known = client.get(persistentVolumeClaims, namespace, name);
    const template = ephemeral?.volumeClaimTemplate;
    if (known === undefined && template !== undefined) {
      const { annotations, labels } = template.metadata ?? {};
      client.create(persistentVolumeClaims, namespace, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name,
          ownerReferences: [controllerRef(pod)],
          ...(annotations === undefined ? {} : { annotations }),
          ...(labels === undefined ? {} : { labels }),
        },
        spec: template.spec,
      } as never);
    }
    if (known === undefined) return;
    if (known.metadata.ownerReferences?.some(({ uid, controller }) => controller && uid === pod.metadata.uid)) return;
    const why = `PVC ${namespace}/${name} was not created for pod ${keyOf(pod)} (pod is not owner)`;
    events.event(pod, 'Warning', 'FailedBinding', `ephemeral volume ${volume}: ${why}`);
    throw new RetryError(why);
  }

  return runReconciler(world, client, {
    name: 'ephemeral-volume-controller',
    triggers: [
      trigger(pods, ({ type, object }) => (type === 'ADDED' && hasEphemeral(object) ? [keyOf(object)] : [])),
      trigger(persistentVolumeClaims, ({ type, object }) =>
        type !== 'DELETED'
          ? []
          : (object.metadata.ownerReferences ?? [])
              .filter(({ kind, controller }) => kind === 'Pod' && controller)
              .map(({ name }) => `${object.metadata.namespace}/${name}`),
      ),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const pod = client.get(pods, namespace, name);
      if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return undefined;
      for (const volume of pod.spec.volumes ?? []) if (volume.ephemeral) makeClaim(pod, volume);
      return undefined;
    },
  });
}
