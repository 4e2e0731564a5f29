import type { KubeObject } from '../../../api/object.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';
import { defaultClass } from './default-class.ts';

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
const DEFAULTS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

/** Claims that name no class get the default one. Models plugin/pkg/admission/storage/storageclass/setdefault. */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  admit(object, { operation, strategy, subresource }, store) {
    if (operation !== 'CREATE' || strategy.resource.kind !== 'PersistentVolumeClaim' || subresource !== '') {
      return object;
    }
    const { spec, metadata } = object as PersistentVolumeClaim;
    if (spec.storageClassName !== undefined || metadata.annotations?.[BETA_CLASS] !== undefined) return object;
    const found = defaultClass(store.list('storageclasses.storage.k8s.io'), DEFAULTS);
    if (found === undefined) return object;
    return { ...object, spec: { ...spec, storageClassName: found.metadata.name } } as KubeObject;
  },
};
