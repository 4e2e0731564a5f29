import { labelSelectorMatches } from '../../../api/labels.ts';
import { classOf, isReachable, matchVolume } from '../../../api/match-volume.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import {
  csiDrivers,
  csiStorageCapacities,
  persistentVolumeClaims,
  persistentVolumes,
  storageClasses,
} from '../../../api/resources.ts';
import type { Node } from '../../../api/types/node.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { StorageClass } from '../../../api/types/storage.ts';
import type { Lister } from '../view.ts';
import { claimName, isFullyBound, usesClaims } from '../volume-claims.ts';

export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** A pod's claims: with their volume, and those that get one once the pod has a node. */
export interface PodClaims {
  readonly bound: readonly PersistentVolumeClaim[];
  readonly delayed: readonly PersistentVolumeClaim[];
}

/** The claims of a pod; undefined without any, a text when the pod must wait for them. Models podHasPVCs and GetPodVolumeClaims. */
export function podClaims(pod: Pod, lister: Lister): PodClaims | string | undefined {
  if (!usesClaims(pod)) return undefined;
  const bound: PersistentVolumeClaim[] = [];
  const delayed: PersistentVolumeClaim[] = [];
  let immediate = false;
  for (const volume of pod.spec.volumes ?? []) {
    const name = claimName(pod, volume);
    if (name === undefined) continue;
    const claim = lister.get(persistentVolumeClaims, pod.metadata.namespace, name);
    if (claim === undefined) {
      return volume.ephemeral
        ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
        : `persistentvolumeclaim "${name}" not found`;
    }
    const wrong = unusable(claim, pod, volume.ephemeral !== undefined);
    if (wrong !== undefined) return wrong;
    if (isFullyBound(claim)) bound.push(claim);
    else if (isDelayed(claim, lister) && !claim.spec.volumeName) delayed.push(claim);
    else immediate = true;
  }
  return immediate ? 'pod has unbound immediate PersistentVolumeClaims' : { bound, delayed };
}

function unusable({ metadata, spec, status }: PersistentVolumeClaim, pod: Pod, ephemeral: boolean): string | undefined {
  const { name, namespace } = metadata;
  if (status?.phase === 'Lost') {
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${spec.volumeName ?? ''}"`;
  }
  if (metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  if (!ephemeral || metadata.ownerReferences?.some(({ uid }) => uid === pod.metadata.uid)) return undefined;
  return `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name} (pod is not owner)`;
}

const classNamed = (claim: PersistentVolumeClaim, lister: Lister): StorageClass | undefined =>
  lister.get(storageClasses, undefined, classOf(claim));

const isDelayed = (claim: PersistentVolumeClaim, lister: Lister): boolean =>
  classNamed(claim, lister)?.volumeBindingMode === 'WaitForFirstConsumer';

/** What binding has to do on a node: volumes for claims, and claims for which a volume must be made. */
export interface VolumesOnNode {
  readonly matched: readonly (readonly [PersistentVolumeClaim, PersistentVolume])[];
  readonly provisioned: readonly PersistentVolumeClaim[];
}

/** How the pod's claims are met on the node, or why they are not. Models volumebinding FindPodVolumes. */
export function volumesOn(
  { bound, delayed }: PodClaims,
  node: Node,
  lister: Lister,
): VolumesOnNode | { readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  for (const { spec } of bound) {
    const volume = lister.get(persistentVolumes, undefined, spec.volumeName!);
    if (volume === undefined) reasons.push('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
    else if (!isReachable(volume, node)) reasons.push('node(s) had volume node affinity conflict');
    if (reasons.length > 0) break;
  }
  const found = delayed.length === 0 ? nothing : match(delayed, node, lister);
  if (typeof found === 'string') reasons.push(found);
  return reasons.length > 0 || typeof found === 'string' ? { reasons } : found;
}

const nothing: VolumesOnNode = { matched: [], provisioned: [] };

function match(delayed: readonly PersistentVolumeClaim[], node: Node, lister: Lister): VolumesOnNode | string {
  const conflict = "node(s) didn't find available persistent volumes to bind";
  const matched: (readonly [PersistentVolumeClaim, PersistentVolume])[] = [];
  const provisioned: PersistentVolumeClaim[] = [];
  const taken = new Set<string>();
  const volumes = lister.list(persistentVolumes);
  const request = ({ spec }: PersistentVolumeClaim) => spec.resources?.requests?.storage;
  for (const claim of [...delayed].sort((a, b) => compareQuantities(request(a), request(b)))) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    if (selected !== undefined && selected !== node.metadata.name) return conflict;
    const volume = selected === undefined ? matchVolume(claim, volumes, { node, delayed: true, taken }) : undefined;
    if (volume !== undefined) {
      matched.push([claim, volume]);
      taken.add(volume.metadata.name);
      continue;
    }
    const refused = provisioning(claim, classNamed(claim, lister), node, lister);
    if (refused !== undefined) return refused === '' ? conflict : refused;
    provisioned.push(claim);
  }
  return { matched, provisioned };
}

/** Why no volume can be made for a claim on the node; '' when nobody makes any. Models checkVolumeProvisions. */
function provisioning(
  claim: PersistentVolumeClaim,
  storageClass: StorageClass | undefined,
  node: Node,
  lister: Lister,
): string | undefined {
  const provisioner = storageClass?.provisioner;
  if (storageClass === undefined || !provisioner || provisioner === NO_PROVISIONER) return '';
  const labels = node.metadata.labels ?? {};
  const topologies = storageClass.allowedTopologies ?? [];
  const allowed = topologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) => Object.hasOwn(labels, key) && values.includes(labels[key]!)),
  );
  if (topologies.length > 0 && !allowed) return '';
  if (lister.get(csiDrivers, undefined, provisioner)?.spec.storageCapacity !== true) return undefined;
  const enough = lister
    .list(csiStorageCapacities)
    .some(
      ({ storageClassName, nodeTopology, maximumVolumeSize, capacity }) =>
        storageClassName === storageClass.metadata.name &&
        compareQuantities(maximumVolumeSize ?? capacity ?? '0', claim.spec.resources?.requests?.storage) >= 0 &&
        labelSelectorMatches(nodeTopology, labels),
    );
  return enough ? undefined : 'node(s) did not have enough free storage';
}
