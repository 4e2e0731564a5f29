import { labelSelectorMatches } from '../../../api/labels.ts';
import { nodeSelectorMatches } from '../../../api/node-affinity.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

export const classOf = ({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string =>
  metadata.annotations?.[BETA_CLASS] ?? spec.storageClassName ?? '';

export function isFor({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { claimRef } = spec;
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return claimRef.uid === undefined || claimRef.uid === '' || claimRef.uid === metadata.uid;
}

/**
 * The volume that a claim gets: one reserved for it, else the smallest that is free and fits. `node` is where the claim
 * will be used, if that counts already. Models pkg/volume FindMatchingVolume.
 */
export function matchVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  node: Node | undefined,
): PersistentVolume | undefined {
  const request = claim.spec.resources?.requests?.storage ?? '0';
  let best: PersistentVolume | undefined;
  for (const volume of volumes) {
    const { metadata, spec, status } = volume;
    if (metadata.deletionTimestamp !== undefined) continue;
    const reserved = isFor(volume, claim);
    if (spec.claimRef !== undefined && !reserved) continue;
    if ((spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem')) continue;
    if (compareQuantities(spec.capacity?.storage ?? '0', request) < 0) continue;
    if (!(claim.spec.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode))) continue;
    const affinity = spec.nodeAffinity?.required;
    if (affinity !== undefined && node !== undefined && !nodeSelectorMatches(affinity, node)) continue;
    if (reserved) return volume;
    if (status.phase !== 'Available' || classOf(volume) !== classOf(claim)) continue;
    if (claim.spec.selector !== undefined && !labelSelectorMatches(claim.spec.selector, metadata.labels)) continue;
    if (best === undefined || compareQuantities(spec.capacity?.storage, best.spec.capacity?.storage) < 0) best = volume;
  }
  return best;
}
