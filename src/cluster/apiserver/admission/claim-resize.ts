import { classOf } from '../../../api/match-volume.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { StorageClass } from '../../../api/types/storage.ts';
import type { Store } from '../../store/store.ts';
import { forbiddenWrite } from '../refusals.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

/** Claims grow where their class lets them. Models plugin/pkg/admission/storage/persistentvolume/resize. */
export const claimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate(object, { operation, strategy, subresource, old, name }, store) {
    const { resource } = strategy;
    if (operation !== 'UPDATE' || resource.kind !== 'PersistentVolumeClaim' || subresource !== '') return;
    const claim = object as PersistentVolumeClaim;
    const before = old as PersistentVolumeClaim;
    if (compareQuantities(sizeOf(claim), sizeOf(before)) <= 0) return;
    if (before.status?.phase !== 'Bound') {
      throw forbiddenWrite(resource, name, 'Only bound persistent volume claims can be expanded');
    }
    if (mayGrow(claim, before, store)) return;
    const why =
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
    throw forbiddenWrite(resource, name, why);
  },
};

const sizeOf = ({ spec }: PersistentVolumeClaim): string => spec.resources?.requests?.storage ?? '0';

function mayGrow(claim: PersistentVolumeClaim, before: PersistentVolumeClaim, store: Store): boolean {
  const name = classOf(claim);
  if (name === '' || name !== classOf(before)) return false;
  const found = store.get('storageclasses.storage.k8s.io', name) as StorageClass | undefined;
  return found?.allowVolumeExpansion === true;
}
