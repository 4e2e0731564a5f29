import { describe, expect, it } from 'vitest';
import { said } from './said-for-test.ts';

const core = (plural: string) => `/api/v1/namespaces/default/${plural}`;

// Models TestValidatePersistentVolumes, TestValidatePersistentVolumeClaim and their updates.
describe('volumes and claims', () => {
  const pv = (spec: object) => ({
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' }, ...spec },
  });
  const pvc = (spec: object) => ({
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
  const PVS = '/api/v1/persistentvolumes';
  const PVCS = core('persistentvolumeclaims');
  const FIXED =
    'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  const affinity = (key: string) => ({
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: ['a'] }] }] } },
  });
  it.each<[path: string, object: object, errors: string, change?: object, rest?: string]>([
    [PVS, pv({}), ''],
    [
      PVS,
      pv({ accessModes: ['x'] }),
      'spec.accessModes: Unsupported value: "x": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
    [
      PVS,
      pv({ accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'] }),
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ],
    [
      PVS,
      pv({ capacity: {} }),
      '[spec.capacity: Required value, spec.capacity: Unsupported value: core.ResourceList(nil): supported values: "storage"]',
    ],
    [
      PVS,
      pv({ capacity: { storage: '-1' } }),
      '[spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity, spec.capacity[storage]: Invalid value: "-1": must be greater than zero]',
    ],
    [
      PVS,
      pv({ persistentVolumeReclaimPolicy: 'x' }),
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "x": supported values: "Delete", "Recycle", "Retain"',
    ],
    [
      PVS,
      pv({ hostPath: { path: '/./' }, persistentVolumeReclaimPolicy: 'Recycle' }),
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ],
    [PVS, pv({ hostPath: undefined }), 'spec: Required value: must specify a volume type'],
    [PVS, pv({ nfs: { server: 's', path: '/p' } }), 'spec.nfs: Forbidden: may not specify more than 1 volume type'],
    [
      PVS,
      pv({ hostPath: undefined, local: { path: '/a' } }),
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
    [
      PVS,
      pv({ nodeAffinity: {} }),
      'spec.nodeAffinity.required: Required value: must specify required node constraints',
    ],
    [
      PVS,
      pv({ hostPath: undefined, csi: { driver: 'a', volumeHandle: '', nodePublishSecretRef: { name: 's' } } }),
      '[spec.csi.volumeHandle: Required value, spec.csi.nodePublishSecretRef.namespace: Required value]',
    ],
    [
      PVS,
      pv({}),
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
      { spec: { hostPath: { path: '/b' } } },
    ],
    [PVS, pv({}), 'volumeMode: Invalid value: "Block": field is immutable', { spec: { volumeMode: 'Block' } }],
    [PVS, pv({ ...affinity('beta.kubernetes.io/os') }), '', { spec: affinity('kubernetes.io/os') }],
    [
      PVS,
      pv({ ...affinity('a') }),
      'nodeAffinity: Invalid value: core.VolumeNodeAffinity{...}: field is immutable, except for updating from beta label to GA',
      { spec: affinity('b') },
    ],
    [PVCS, pvc({}), ''],
    [PVCS, pvc({ accessModes: [] }), 'spec.accessModes: Required value: at least 1 access mode is required'],
    [PVCS, pvc({ resources: {} }), 'spec.resources[storage]: Required value'],
    [
      PVCS,
      pvc({ resources: { requests: { storage: '0' } } }),
      'spec.resources[storage]: Invalid value: "0": must be greater than zero',
    ],
    [
      PVCS,
      pvc({ dataSourceRef: { kind: 'x', name: '' } }),
      `[spec.dataSource.name: Required value, spec.dataSource: Invalid value: "x": must be 'PersistentVolumeClaim' when referencing the default apiGroup, spec.dataSourceRef.name: Required value, spec.dataSourceRef: Invalid value: "x": must be 'PersistentVolumeClaim' when referencing the default apiGroup]`,
    ],
    [PVCS, pvc({}), FIXED, { spec: { resources: { requests: { storage: '2Gi' } } } }],
    [PVCS, pvc({}), '', { spec: { storageClassName: 'late' } }],
    [PVCS, pvc({ storageClassName: 'a' }), FIXED, { spec: { storageClassName: 'b' } }],
    [PVCS, pvc({}), '', { spec: { volumeName: 'v' } }],
    [PVCS, pvc({ volumeName: 'v' }), FIXED, { spec: { volumeName: 'w' } }],
    [
      PVCS,
      pvc({}),
      `[${FIXED}, volumeMode: Invalid value: "Block": field is immutable]`,
      { spec: { volumeMode: 'Block' } },
    ],
    [
      PVCS,
      pvc({}),
      'status.capacity[storage]: Invalid value: -1: must be a valid resource quantity',
      { status: { capacity: { storage: '-1' } } },
      '/status',
    ],
  ])('%s %j: %s', (path, object, errors, change, rest) => {
    expect(said(path, object, change, rest)).toBe(errors);
  });
});
