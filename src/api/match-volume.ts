import { labelSelectorMatches } from './labels.ts';
import { nodeSelectorMatches } from './node-affinity.ts';
import { compareQuantities } from './quantity.ts';
import type { Node } from './types/node.ts';
import type { PersistentVolume, PersistentVolumeClaim } from './types/persistent-volume.ts';

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

export const classOf = ({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string =>
  metadata.annotations?.[BETA_CLASS] ?? spec.storageClassName ?? '';

export function isFor({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { claimRef } = spec;
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return claimRef.uid === undefined || claimRef.uid === '' || claimRef.uid === metadata.uid;
}

export interface MatchOptions {
  /** Where the claim will be used, if that counts already. */
  readonly node?: Node | undefined;
  /** Only the scheduler picks a volume for the claim: without a node, just one that is reserved for it will do. */
  readonly delayed?: boolean;
  /** Names of volumes that other claims of the same pod take. */
  readonly taken?: ReadonlySet<string>;
}

/** Whether the volume can be reached from the node. Models volumeutil CheckNodeAffinity. */
export function isReachable({ spec }: PersistentVolume, node: Node): boolean {
  const affinity = spec.nodeAffinity?.required;
  return affinity === undefined || nodeSelectorMatches(affinity, node);
}

/** The volume that a claim gets: one reserved for it, else the smallest that is free and fits. Models FindMatchingVolume. */
export function matchVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  { node, delayed, taken }: MatchOptions,
): PersistentVolume | undefined {
  const request = claim.spec.resources?.requests?.storage ?? '0';
  let best: PersistentVolume | undefined;
  for (const volume of volumes) {
    const { metadata, spec, status } = volume;
    if (metadata.deletionTimestamp !== undefined || taken?.has(metadata.name)) continue;
    const reserved = isFor(volume, claim);
    if (spec.claimRef !== undefined && !reserved) continue;
    if ((spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem')) continue;
    if (compareQuantities(spec.capacity?.storage ?? '0', request) < 0) continue;
    if (!(claim.spec.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode))) continue;
    const reachable = node === undefined || isReachable(volume, node);
    if (reserved) return reachable ? volume : undefined;
    if (!reachable || (node === undefined && delayed)) continue;
    if (status?.phase !== 'Available' || classOf(volume) !== classOf(claim)) continue;
    if (claim.spec.selector !== undefined && !labelSelectorMatches(claim.spec.selector, metadata.labels)) continue;
    if (best === undefined || compareQuantities(spec.capacity?.storage, best.spec.capacity?.storage) < 0) best = volume;
  }
  return best;
}
