import type { KubeObject, OwnerReference } from '../../../api/object.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { StatefulSet } from '../../../api/types/stateful-set.ts';
import { controllerRef } from '../controller-ref.ts';
import { isInRange } from './set-pod.ts';

const namesIt = ({ apiVersion, kind, name }: OwnerReference, owner: KubeObject): boolean =>
  apiVersion === owner.apiVersion && kind === owner.kind && name === owner.metadata.name;

/** Whether a claim belongs to an earlier object of the owner's name. Models hasStaleOwnerRef. */
export function hasStaleOwner(
  { metadata }: PersistentVolumeClaim,
  owner: { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly uid?: string },
): boolean {
  const reference = metadata.ownerReferences?.find(
    ({ apiVersion, kind, name }) => apiVersion === owner.apiVersion && kind === owner.kind && name === owner.name,
  );
  return reference !== undefined && reference.uid !== owner.uid;
}

/**
 * The owners that a claim should have by its set's retention policy; undefined when it has them.
 * Models isClaimOwnerUpToDate and updateClaimOwnerRefForSetAndPod.
 */
export function wantedClaimOwners(
  claim: PersistentVolumeClaim,
  set: StatefulSet,
  pod: Pod,
): readonly OwnerReference[] | undefined {
  const owners = claim.metadata.ownerReferences ?? [];
  const stale = [set, pod].some((owner) => {
    const { name, uid } = owner.metadata;
    return hasStaleOwner(claim, { apiVersion: owner.apiVersion, kind: owner.kind, name, uid });
  });
  if (stale) return undefined;
  const isOurs = (reference: OwnerReference) => namesIt(reference, set) || namesIt(reference, pod);
  const others = owners.filter((reference) => !isOurs(reference));
  const { whenScaled = 'Retain', whenDeleted = 'Retain' } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const retains = whenScaled === 'Retain' && whenDeleted === 'Retain';
  const isControlled = !retains && others.some(({ controller }) => controller === true);
  const wanted: KubeObject[] = [];
  if (!isControlled && !retains) {
    const scaledDown = whenScaled === 'Delete' && !isInRange(set, pod);
    if (scaledDown) wanted.push(pod);
    else if (whenDeleted === 'Delete') wanted.push(set);
  }
  const has = ({ metadata }: KubeObject) => owners.some(({ uid }) => uid === metadata.uid);
  const isController = ({ metadata }: KubeObject) =>
    owners.every(({ uid, controller }) => uid !== metadata.uid || controller === true);
  const isRight = [set, pod].every((one) => has(one) === wanted.includes(one) && (isControlled || isController(one)));
  return isRight ? undefined : [...others, ...wanted.map(controllerRef)];
}
