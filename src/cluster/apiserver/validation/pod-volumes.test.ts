import { describe, expect, it } from 'vitest';
import { podErrors as said } from './pod-for-test.ts';

const volume = (source: object) => ({ volumes: [{ name: 'v', ...source }] });
const V = 'spec.volumes[0]';

// Models the cases of pkg/apis/core/validation TestValidateVolumes.
describe('volumes', () => {
  it.each<[source: object, ...errors: string[]]>([
    [{ hostPath: { path: '/mnt', type: 'Directory' } }],
    [{ hostPath: { path: '/foo/..' } }, `${V}.hostPath.path: Invalid value: "/foo/..": must not contain '..'`],
    [
      { hostPath: { path: '/mnt', type: 'invalid' } },
      `${V}.hostPath.type: Unsupported value: "invalid": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"`,
    ],
    [{ gcePersistentDisk: { pdName: 'd', fsType: 'ext4', partition: 1 } }],
    [{ gcePersistentDisk: { pdName: '' } }, `${V}.persistentDisk.pdName: Required value`],
    [
      { awsElasticBlockStore: { volumeID: 'x', partition: 256 } },
      `${V}.awsElasticBlockStore.partition: Invalid value: 256: must be between 1 and 255, inclusive`,
    ],
    [{ gitRepo: { repository: '' } }, `${V}.gitRepo.repository: Required value`],
    [
      { gitRepo: { repository: 'r', directory: '/abs' } },
      `${V}.gitRepo.directory: Invalid value: "/abs": must be a relative path`,
    ],
    [{ iscsi: { targetPortal: '127.0.0.1', iqn: 'iqn.2015-02.example.com:test', lun: 1 } }],
    [{ iscsi: { targetPortal: '127.0.0.1', iqn: 'eui.0123456789ABCDEF', lun: 1 } }],
    [{ iscsi: { targetPortal: '127.0.0.1', iqn: 'naa.62004567BA64678D0123456789ABCDEF', lun: 1 } }],
    [{ iscsi: { targetPortal: '', iqn: 'iqn.2015-02.example.com:t' } }, `${V}.iscsi.targetPortal: Required value`],
    [{ iscsi: { targetPortal: '127.0.0.1', iqn: '' } }, `${V}.iscsi.iqn: Required value`],
    [
      { iscsi: { targetPortal: '127.0.0.1', iqn: 'iqn.2015-02.example.com:test;ls;' } },
      `${V}.iscsi.iqn: Invalid value: "iqn.2015-02.example.com:test;ls;": must be valid format`,
    ],
    [
      { iscsi: { targetPortal: '127.0.0.1', iqn: '2015-02.example.com:t' } },
      `${V}.iscsi.iqn: Invalid value: "2015-02.example.com:t": must be valid format starting with iqn, eui, or naa`,
    ],
    [
      { iscsi: { targetPortal: '127.0.0.1', iqn: 'iqn.2015-02.example.com:t', chapAuthSession: true } },
      `${V}.iscsi.secretRef: Required value`,
    ],
    [{ secret: { secretName: 's', defaultMode: 0o644, items: [{ key: 'k', path: 'p', mode: 0o777 }] } }],
    [{ secret: { secretName: '' } }, `${V}.secret.secretName: Required value`],
    [
      { secret: { secretName: 's', defaultMode: 0o1000 } },
      `${V}.secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive`,
    ],
    [{ secret: { secretName: 's', items: [{ key: '', path: 'p' }] } }, `${V}.secret.items[0].key: Required value`],
    [
      { configMap: { name: 'c', items: [{ key: 'k', path: '/abs' }] } },
      `${V}.configMap.items[0].path: Invalid value: "/abs": must be a relative path`,
    ],
    [
      { configMap: { name: 'c', items: [{ key: 'k', path: '..name' }] } },
      `${V}.configMap.items[0].path: Invalid value: "..name": must not start with '..'`,
    ],
    [{ configMap: { name: '' } }, `${V}.configMap.name: Required value`],
    [{ nfs: { server: 's', path: '/p' } }],
    [
      { nfs: { server: '', path: 'p' } },
      `${V}.nfs.server: Required value`,
      `${V}.nfs.path: Invalid value: "p": must be an absolute path`,
    ],
    [
      { glusterfs: { endpoints: '', path: '' } },
      `${V}.glusterfs.endpoints: Required value`,
      `${V}.glusterfs.path: Required value`,
    ],
    [
      { flocker: { datasetName: 'n', datasetUUID: 'u' } },
      `${V}.flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously`,
    ],
    [{ flocker: {} }, `${V}.flocker: Required value: one of datasetName and datasetUUID is required`],
    [{ rbd: { monitors: [], image: '' } }, `${V}.rbd.monitors: Required value`, `${V}.rbd.image: Required value`],
    [{ cinder: { volumeID: 'x', secretRef: {} } }, `${V}.cinder.secretRef.name: Required value`],
    [{ cephfs: { monitors: [] } }, `${V}.cephfs.monitors: Required value`],
    [
      { quobyte: { registry: 'registry7861', volume: '/v' } },
      `${V}.quobyte.registry: Invalid value: "registry7861": must be a host:port pair or multiple pairs separated by commas`,
    ],
    [{ downwardAPI: { items: [{ path: 'l', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }] } }],
    [{ downwardAPI: { items: [{ path: 'l', fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['a']" } }] } }],
    [
      { downwardAPI: { items: [{ path: '', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }] } },
      `${V}.downwardAPI.path: Required value`,
    ],
    [
      { downwardAPI: { items: [{ path: 'p', resourceFieldRef: { resource: 'limits.memory' } }] } },
      `${V}.downwardAPI.resourceFieldRef.containerName: Required value`,
    ],
    [
      { downwardAPI: { items: [{ path: 'p' }] } },
      `${V}.downwardAPI: Required value: one of fieldRef and resourceFieldRef is required`,
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'spec.nodeName' } }] } },
      `${V}.downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"`,
    ],
    [
      { fc: { targetWWNs: ['w'], wwids: ['i'], lun: 1 } },
      `${V}.fc.targetWWNs: Invalid value: []string{"w"}: targetWWNs and wwids can not be specified simultaneously`,
    ],
    [{ fc: { targetWWNs: ['w'] } }, `${V}.fc.lun: Required value: lun is required if targetWWNs is specified`],
    [
      { flexVolume: { driver: 'd', options: { 'kubernetes.io/test': 'v' } } },
      `${V}.flexVolume.options[kubernetes.io/test]: Invalid value: "kubernetes.io/test": kubernetes.io and k8s.io namespaces are reserved`,
    ],
    [{ azureFile: { secretName: '', shareName: 's' } }, `${V}.azureFile.secretName: Required value`],
    [
      { azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'Managed' } },
      `${V}.azureDisk.diskURI: Unsupported value: "https://x": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"`,
    ],
    [{ scaleIO: { gateway: 'g', system: 's', volumeName: '' } }, `${V}.scaleIO.volumeName: Required value`],
    [{ persistentVolumeClaim: { claimName: '' } }, `${V}.persistentVolumeClaim.claimName: Required value`],
    [
      { projected: { sources: [{ serviceAccountToken: { path: '/t', expirationSeconds: 1 } }] } },
      `${V}.projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes`,
      `${V}.projected.path: Invalid value: "/t": must be a relative path`,
    ],
    [
      {
        projected: {
          sources: [
            { secret: { name: 's', items: [{ key: 'k', path: 'p' }] } },
            { configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] } },
          ],
        },
      },
      `${V}.projected: Invalid value: "c": conflicting duplicate paths`,
    ],
    [
      { projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'c' } }] } },
      `${V}.projected.sources[0]: Forbidden: may not specify more than 1 volume type per source`,
    ],
    [{ csi: { driver: 'test-driver', nodePublishSecretRef: { name: 's' } } }],
    [
      { csi: { driver: '', nodePublishSecretRef: {} } },
      `${V}.csi.driver: Required value`,
      expect.anything() as never,
      `${V}.csi.nodePublishSecretRef.name: Required value`,
    ],
    [{ ephemeral: {} }, `${V}.ephemeral.volumeClaimTemplate: Required value`],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { name: 'x' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      `${V}.ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set`,
    ],
    [
      { emptyDir: {}, hostPath: { path: '/x' }, cephfs: { monitors: ['a'] } },
      `${V}.hostPath: Forbidden: may not specify more than 1 volume type`,
      `${V}.cephFS: Forbidden: may not specify more than 1 volume type`,
    ],
    [
      { emptyDir: { sizeLimit: '-1' } },
      `${V}.emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity`,
    ],
    [{ name: 'a.b', emptyDir: {} }, `${V}.name: Invalid value: "a.b": must not contain dots`],
  ])('%j', (source, ...errors) => {
    expect(said(volume(source))).toEqual(errors);
  });

  it('with one name twice, and a claim that is made for another volume', () => {
    const template = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    const volumes = [
      { name: 'a', ephemeral: { volumeClaimTemplate: template } },
      { name: 'a', persistentVolumeClaim: { claimName: 'p-a' } },
    ];
    expect(said({ volumes })).toEqual([
      'spec.volumes[1].name: Duplicate value: "a"',
      'spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "p-a": must not reference a PVC that gets created for an ephemeral volume',
    ]);
  });
});
