import { persistentVolumeClaims } from '../../api/resources.ts';
import type { PersistentVolumeClaim } from '../../api/types/persistent-volume.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Volume } from '../../api/types/volume.ts';
import type { Lister } from './view.ts';

/** The name of the claim behind a volume; undefined for volumes of other kinds. Models ephemeral VolumeClaimName. */
export function claimName(pod: Pod, volume: Volume): string | undefined {
  if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName;
  return volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : undefined;
}

export const usesClaims = ({ spec }: Pod): boolean =>
  spec.volumes?.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim || ephemeral) ?? false;

/** Names of the claims that a pod mounts. */
export const claimNames = (pod: Pod): readonly string[] =>
  (pod.spec.volumes ?? []).flatMap((volume) => claimName(pod, volume) ?? []);

/** The pod's claims that exist. */
export function claimsOf(pod: Pod, lister: Lister): readonly PersistentVolumeClaim[] {
  return claimNames(pod).flatMap((name) => lister.get(persistentVolumeClaims, pod.metadata.namespace, name) ?? []);
}

/** Whether the volume controller is done with the claim. Models isPVCFullyBound. */
export const isFullyBound = ({ spec, metadata }: PersistentVolumeClaim): boolean =>
  Boolean(spec.volumeName) && metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined;
