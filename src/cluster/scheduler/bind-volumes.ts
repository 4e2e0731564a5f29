import { persistentVolumeClaims, persistentVolumes } from '../../api/resources.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/types/persistent-volume.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Client } from '../client/client.ts';
import { podClaims, SELECTED_NODE, volumesOn } from './plugins/volumes-on-node.ts';
import type { SchedulingView } from './view.ts';
import { claimsOf, isFullyBound } from './volume-claims.ts';

const BOUND_BY_US = 'pv.kubernetes.io/bound-by-controller';

/**
 * Begins to bind the pod's delayed claims for the node: reserves the volumes that are there, and asks for the others. Returns
 * whether there is something to wait for; the volume controller does the rest. Models VolumeBinding Reserve and PreBind.
 */
export function beginVolumeBinding(client: Client, pod: Pod, node: string, { lister, nodes }: SchedulingView): boolean {
  const claims = podClaims(pod, lister);
  if (claims === undefined || typeof claims === 'string' || claims.delayed.length === 0) return false;
  const found = volumesOn(claims, nodes.get(node)!.node, lister);
  if ('reasons' in found) return false;
  for (const [claim, volume] of found.matched) reserve(client, claim, volume);
  for (const claim of found.provisioned) {
    const { metadata } = claim;
    if (metadata.annotations?.[SELECTED_NODE] === node) continue;
    const annotations = { ...metadata.annotations, [SELECTED_NODE]: node };
    client.update(persistentVolumeClaims, { ...claim, metadata: { ...metadata, annotations } });
  }
  return true;
}

function reserve(client: Client, { metadata }: PersistentVolumeClaim, volume: PersistentVolume): void {
  if (volume.spec.claimRef?.uid === metadata.uid) return;
  const { namespace, name, uid, resourceVersion } = metadata;
  const claimRef = { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion };
  const annotations =
    volume.spec.claimRef === undefined
      ? { ...volume.metadata.annotations, [BOUND_BY_US]: 'yes' }
      : volume.metadata.annotations;
  client.update(persistentVolumes, {
    ...volume,
    metadata: annotations === undefined ? volume.metadata : { ...volume.metadata, annotations },
    spec: { ...volume.spec, claimRef },
  });
}

/** Whether all claims of the pod have their volumes. Models checkBindings. */
export function volumesAreBound(pod: Pod, { lister }: SchedulingView): boolean {
  const claims = claimsOf(pod, lister);
  return claims.length > 0 && claims.every(isFullyBound);
}
