import type { AdmissionPlugin } from './admission-plugin.ts';

const FINALIZERS: Readonly<Record<string, string>> = {
  PersistentVolume: 'kubernetes.io/pv-protection',
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
};

/** Claims and volumes stay while they are used. Models plugin/pkg/admission/storage/storageobjectinuseprotection. */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  admit(object, { operation, strategy, subresource }) {
    if (operation !== 'CREATE' || subresource !== '' || strategy.resource.group !== '') return object;
    const { kind } = strategy.resource;
    const finalizer = Object.hasOwn(FINALIZERS, kind) ? FINALIZERS[kind]! : undefined;
    const { finalizers = [] } = object.metadata;
    if (finalizer === undefined || finalizers.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
  },
};
