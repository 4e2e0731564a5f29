import type { Draft, ObjectMeta } from '../../../api/object.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod, PodSpec, PodTemplateSpec } from '../../../api/types/pod.ts';
import type { StatefulSet } from '../../../api/types/stateful-set.ts';
import type { Volume } from '../../../api/types/volume.ts';
import { controllerRef } from '../controller-ref.ts';

export const REVISION_LABEL = 'controller-revision-hash';
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

export const podName = (set: StatefulSet, ordinal: number): string => `${set.metadata.name}-${ordinal}`;

/** The ordinal in a pod's name; undefined for a pod that is not named as this set names its pods. */
export function ordinalOf(set: StatefulSet, { metadata }: Pod): number | undefined {
  const prefix = `${set.metadata.name}-`;
  const rest = metadata.name.startsWith(prefix) ? metadata.name.slice(prefix.length) : '';
  return /^(0|[1-9][0-9]*)$/.test(rest) ? Number(rest) : undefined;
}

/** The pod of an ordinal. Models stateful_set_utils.go newStatefulSetPod. */
export function setPod(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Draft<Pod> {
  const name = podName(set, ordinal);
  const { metadata = {} as ObjectMeta, spec = { containers: [] } } = template;
  const volumes = volumesWithClaims(set, spec, ordinal);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      labels: {
        ...metadata.labels,
        'apps.kubernetes.io/pod-index': String(ordinal),
        [REVISION_LABEL]: revision,
        [POD_NAME_LABEL]: name,
      },
      ...(metadata.annotations === undefined ? {} : { annotations: metadata.annotations }),
      ...(metadata.finalizers === undefined ? {} : { finalizers: metadata.finalizers }),
      ownerReferences: [controllerRef(set)],
    },
    spec: {
      ...spec,
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

/** The volumes of a pod with those of the set's claims. Models updateStorage. */
export function volumesWithClaims(
  set: StatefulSet,
  spec: Pick<PodSpec, 'volumes'>,
  ordinal: number,
): readonly Volume[] {
  const claims = claimVolumes(set, ordinal);
  const kept = (spec.volumes ?? []).filter((volume) => !claims.some((claim) => claim.name === volume.name));
  return [...claims, ...kept];
}

/** Models storageMatches. */
export const hasClaimVolumes = (set: StatefulSet, { volumes }: Pick<PodSpec, 'volumes'>, ordinal: number): boolean =>
  claimVolumes(set, ordinal).every(({ name, persistentVolumeClaim }) =>
    volumes?.some(
      (one) => one.name === name && one.persistentVolumeClaim?.claimName === persistentVolumeClaim.claimName,
    ),
  );

const claimVolumes = (set: StatefulSet, ordinal: number) =>
  (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, claim, ordinal) },
  }));

/** Whether the set wants a pod of this ordinal. Models podInOrdinalRange. */
export function isInRange(set: StatefulSet, pod: Pod): boolean {
  const ordinal = ordinalOf(set, pod);
  const start = set.spec.ordinals?.start ?? 0;
  return ordinal !== undefined && ordinal >= start && ordinal < start + (set.spec.replicas ?? 0);
}

const claimName = (set: StatefulSet, claim: PersistentVolumeClaim, ordinal: number): string =>
  `${claim.metadata.name}-${podName(set, ordinal)}`;

/** The claims of an ordinal. Models getPersistentVolumeClaims. */
export function setClaims(set: StatefulSet, ordinal: number): readonly Draft<PersistentVolumeClaim>[] {
  return (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...claim.metadata,
      name: claimName(set, claim, ordinal),
      labels: { ...claim.metadata.labels, ...set.spec.selector.matchLabels },
    },
    spec: claim.spec,
  }));
}
