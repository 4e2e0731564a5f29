import { isPodTerminal } from '../../../api/pod-conditions.ts';
import { persistentVolumeClaims, pods } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { keepInUse } from './in-use-finalizer.ts';

const FINALIZER = 'kubernetes.io/pvc-protection';

/** The claims that the volumes of a pod need. */
function claimsOf({ metadata, spec }: Pod): readonly string[] {
  if (spec.volumes === undefined) return [];
  return spec.volumes.flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim !== undefined) return [persistentVolumeClaim.claimName];
    return ephemeral === undefined ? [] : [`${metadata.name}-${name}`];
  });
}

/** Claims end once no pod on a node uses them. Models pkg/controller/volume/pvcprotection. */
export function createClaimProtectionController({ world, client }: ComponentContext): ReconcilerHandle {
  return runReconciler(world, client, {
    name: 'pvc-protection',
    triggers: [
      trigger(persistentVolumeClaims, ({ type, object }) => (type === 'DELETED' ? [] : [keyOf(object)])),
      trigger(pods, ({ type, object, old }) => {
        const ended = type === 'MODIFIED' && isPodTerminal(object) && !isPodTerminal(old!);
        if (type !== 'DELETED' && !ended) return [];
        return claimsOf(object).map((name) => `${object.metadata.namespace}/${name}`);
      }),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const claim = client.get(persistentVolumeClaims, namespace, name);
      if (claim === undefined) return undefined;
      keepInUse(client, persistentVolumeClaims, claim, FINALIZER, () =>
        client
          .list(pods, { namespace })
          .some((pod) => (pod.spec.nodeName ?? '') !== '' && claimsOf(pod).includes(name)),
      );
      return undefined;
    },
  });
}
