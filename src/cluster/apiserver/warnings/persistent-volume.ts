import type { PersistentVolume } from '../../../api/types/persistent-volume.ts';
import { nodeTermWarnings } from './deprecated-labels.ts';
import { OLD_SOURCES } from './old-sources.ts';

const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** The annotation that named the class of volumes and claims before there was a field. */
export const oldClassWarnings = (annotations: Readonly<Record<string, string>> | undefined): readonly string[] =>
  annotations?.[OLD_CLASS] === undefined
    ? []
    : [`metadata.annotations[${OLD_CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`];

const RECYCLE =
  'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';

/** Volumes that are told of; of some kinds nothing is said any more. */
const TOLD = ['cephfs', 'photonPersistentDisk', 'scaleIO', 'storageos', 'glusterfs', 'rbd'];

/** Models pkg/api/persistentvolume GetWarningsForPersistentVolume. */
export function persistentVolumeWarnings({ metadata, spec }: PersistentVolume): readonly string[] {
  const given = spec as Readonly<Record<string, unknown>>;
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return [
    ...oldClassWarnings(metadata.annotations),
    ...(spec.persistentVolumeReclaimPolicy === 'Recycle' ? [`spec.persistentVolumeReclaimPolicy: ${RECYCLE}`] : []),
    ...terms.flatMap((term, i) => nodeTermWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${i}]`)),
    ...TOLD.flatMap((source) => {
      const old = OLD_SOURCES.find(([name]) => name === source);
      return given[source] === undefined || old === undefined ? [] : [`spec.${old[1]}: ${old[2]}`];
    }),
  ];
}
