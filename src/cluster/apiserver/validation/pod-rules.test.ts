import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../../../api/deep-freeze.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { defaultSpecOfPod } from '../defaults/pod.ts';
import { fieldErrorText } from '../field-error.ts';
import { validatePod } from './pod.ts';
import { validatePodStatus } from './pod-status.ts';
import { validatePodUpdate } from './pod-update.ts';

/** A pod as validation sees it: with its defaults, and a service account. */
function podOf(spec: object, container: object = {}, annotations: Record<string, string> = {}): Pod {
  const given = { containers: [{ name: 'c', image: 'i:1', ...container }], serviceAccountName: 'default', ...spec };
  const metadata = { name: 'p', namespace: 'default', annotations };
  return deepFreeze({ metadata, spec: defaultSpecOfPod(given as never), status: {} }) as unknown as Pod;
}

const said = (spec: object, container: object = {}, annotations: Record<string, string> = {}) =>
  validatePod(podOf(spec, container, annotations)).map(fieldErrorText);

const volume = (source: object) => ({ volumes: [{ name: 'v', ...source }] });
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const V = 'spec.volumes[0]';
const C = 'spec.containers[0]';
const BYTES = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';

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

// Models TestValidateEnv, TestValidateVolumeMounts, TestValidateProbe, TestValidateContainers and their like.
describe('containers', () => {
  const env = (valueFrom: object) => ({ env: [{ name: 'a', valueFrom }] });
  const E = `${C}.env[0].valueFrom`;
  it.each<[container: object, ...errors: string[]]>([
    [env({ fieldRef: { fieldPath: 'status.podIPs' } })],
    [env({ fieldRef: { fieldPath: "metadata.annotations['key']" } })],
    [env({ fieldRef: { fieldPath: 'spec.host' } })],
    [
      env({ fieldRef: { fieldPath: 'metadata.labels' } }),
      `${E}.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"`,
    ],
    [
      env({ fieldRef: { fieldPath: 'metadata.whoops' } }),
      `${E}.fieldRef.fieldPath: Invalid value: "metadata.whoops": error converting fieldPath: field label not supported: metadata.whoops`,
    ],
    [
      env({ fieldRef: { fieldPath: "metadata.name['a']" } }),
      `${E}.fieldRef.fieldPath: Invalid value: "metadata.name['a']": error converting fieldPath: field label does not support subscript: metadata.name['a']`,
    ],
    [
      env({ fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } }),
      `${E}.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2`,
    ],
    [env({ fieldRef: { fieldPath: '' } }), `${E}.fieldRef.fieldPath: Required value`],
    [env({ resourceFieldRef: { resource: 'limits.hugepages-2Mi', divisor: '1Mi' } })],
    [
      env({ resourceFieldRef: { resource: 'limits.cpu', divisor: '10m' } }),
      `${E}.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
    ],
    [
      env({ resourceFieldRef: { resource: 'requests.memory', divisor: '1m' } }),
      `${E}.resourceFieldRef.divisor: Invalid value: "requests.memory": only divisor's values ${BYTES} are supported with the memory resource`,
    ],
    [
      env({ resourceFieldRef: { resource: 'limits.disk' } }),
      `${E}.resourceFieldRef.resource: Unsupported value: "limits.disk": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"`,
    ],
    [env({ secretKeyRef: { name: 's', key: '' } }), `${E}.secretKeyRef.key: Required value`],
    [
      env({}),
      `${E}: Invalid value: "": must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\` or \`secretKeyRef\``,
    ],
    [
      env({ secretKeyRef: { name: 's', key: 'k' }, configMapKeyRef: { name: 'c', key: 'k' } }),
      `${E}: Invalid value: "": may not have more than one field specified at a time`,
    ],
    [
      { env: [{ name: 'a=b', value: '' }] },
      `${C}.env[0].name: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than '='`,
    ],
    [
      { terminationMessagePolicy: 'x' },
      `${C}.terminationMessagePolicy: Unsupported value: "x": supported values: "File", "FallbackToLogsOnError"`,
    ],
    [{ restartPolicy: 'Always' }, `${C}.restartPolicy: Forbidden: may not be set for non-init containers`],
    [
      {
        ports: [
          { containerPort: 80, hostPort: 80 },
          { containerPort: 81, hostPort: 80 },
        ],
      },
      `${C}.ports[1].hostPort: Duplicate value: "TCP//80"`,
    ],
    [
      { livenessProbe: { exec: {}, successThreshold: 2, terminationGracePeriodSeconds: 0 } },
      `${C}.livenessProbe.exec.command: Required value`,
      `${C}.livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0`,
      `${C}.livenessProbe.successThreshold: Invalid value: 2: must be 1`,
    ],
    [
      { readinessProbe: { grpc: { port: 80 }, terminationGracePeriodSeconds: 5 } },
      `${C}.readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes`,
    ],
    [{ startupProbe: {} }, `${C}.startupProbe: Required value: must specify a handler type`],
    [
      { startupProbe: { exec: { command: ['a'] }, tcpSocket: { port: 80 } } },
      `${C}.startupProbe.tcpSocket: Forbidden: may not specify more than 1 handler type`,
    ],
    [
      { livenessProbe: { httpGet: { port: 0, scheme: 'ftp', httpHeaders: [{ name: 'a b' }] } } },
      `${C}.livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive`,
      `${C}.livenessProbe.httpGet.scheme: Unsupported value: "ftp": supported values: "HTTP", "HTTPS"`,
      `${C}.livenessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
    ],
    [{ lifecycle: { preStop: { sleep: { seconds: 0 } } } }],
    [
      { lifecycle: { preStop: { sleep: { seconds: 31 } } } },
      `${C}.lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)`,
    ],
    [{ lifecycle: { postStart: {} } }, `${C}.lifecycle.postStart: Required value: must specify a handler type`],
    [
      { resources: { requests: { 'example.com/gpu': '1' } } },
      `${C}.resources.limits: Required value: Limit must be set for non overcommitable resources`,
    ],
    [
      { resources: { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '2' } } },
      `${C}.resources.requests: Invalid value: "1": must be equal to example.com/gpu limit of 2`,
    ],
    [
      { resources: { limits: { 'example.com/gpu': '500m' } } },
      `${C}.resources.limits[example.com/gpu]: Invalid value: resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}: must be an integer`,
      `${C}.resources.requests[example.com/gpu]: Invalid value: resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}: must be an integer`,
    ],
    [
      { resources: { limits: { memory: '-10m' }, requests: { memory: '-10m' } } },
      `${C}.resources.limits[memory]: Invalid value: "-10m": must be greater than or equal to 0`,
      `${C}.resources.requests[memory]: Invalid value: "-10m": must be greater than or equal to 0`,
    ],
    [
      { resources: { limits: { disk: '1' }, requests: { disk: '1' } } },
      `${C}.resources.limits[disk]: Invalid value: "disk": must be a standard resource type or fully qualified`,
      `${C}.resources.limits[disk]: Invalid value: "disk": must be a standard resource for containers`,
      `${C}.resources.requests[disk]: Invalid value: "disk": must be a standard resource type or fully qualified`,
      `${C}.resources.requests[disk]: Invalid value: "disk": must be a standard resource for containers`,
    ],
    [{ resources: { limits: { 'hugepages-2Mi': '2Mi', cpu: '1' } } }],
    [
      { resources: { limits: { 'hugepages-2Mi': '3Mi' }, requests: { 'hugepages-2Mi': '3Mi' } } },
      `${C}.resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi`,
      `${C}.resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi`,
      `${C}.resources: Forbidden: HugePages require cpu or memory`,
    ],
    [{ resources: { claims: [{ name: 'x' }] } }],
    [
      { resizePolicy: [{ resourceName: 'disk', restartPolicy: '' }] },
      `${C}.resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory"`,
      `${C}.resizePolicy: Required value`,
    ],
    [
      { securityContext: { procMount: 'Unmasked', runAsGroup: -2 } },
      `${C}.securityContext.runAsGroup: Invalid value: -2: must be between 0 and 2147483647, inclusive`,
      `${C}.securityContext.procMount: Invalid value: "Unmasked": \`hostUsers\` must be false to use \`Unmasked\``,
    ],
    [
      { securityContext: { privileged: true, allowPrivilegeEscalation: false } },
      `${C}.securityContext: Invalid value: core.SecurityContext{...}: cannot set \`allowPrivilegeEscalation\` to false and \`privileged\` to true`,
    ],
    [
      { securityContext: { seccompProfile: { type: 'Localhost' }, appArmorProfile: { type: 'x' } } },
      `${C}.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost`,
      `${C}.securityContext.appArmorProfile.type: Unsupported value: "x": supported values: "Localhost", "RuntimeDefault", "Unconfined"`,
    ],
    [
      { securityContext: { windowsOptions: { runAsUserName: 'a\\b\\c', gmsaCredentialSpec: '' } } },
      `${C}.securityContext.windowsOptions.gmsaCredentialSpec: Invalid value: "": gmsaCredentialSpec cannot be an empty string`,
      `${C}.securityContext.windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash`,
    ],
  ])('%j', (container, ...errors) => {
    expect(said({}, container)).toEqual(errors);
  });

  it.each<[container: object, ...errors: string[]]>([
    [{ volumeMounts: [{ name: 'e', mountPath: '/a', subPath: 'a/b' }] }],
    [{ volumeDevices: [{ name: 'c', devicePath: '/dev/x' }] }],
    [
      {
        volumeMounts: [
          { name: 'e', mountPath: '/a' },
          { name: 'e', mountPath: '/a' },
        ],
      },
      `${C}.volumeMounts[1].mountPath: Invalid value: "/a": must be unique`,
    ],
    [
      { volumeMounts: [{ name: 'e', mountPath: '/a', subPath: '../x', subPathExpr: '/y' }] },
      `${C}.volumeMounts.subPath: Invalid value: "../x": must not contain '..'`,
      `${C}.volumeMounts[0].subPathExpr: Invalid value: "/y": subPathExpr and subPath are mutually exclusive`,
      `${C}.volumeMounts.subPathExpr: Invalid value: "/y": must be a relative path`,
    ],
    [
      {
        volumeMounts: [{ name: 'e', mountPath: '/a', mountPropagation: 'Bidirectional', recursiveReadOnly: 'Enabled' }],
      },
      `${C}.volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers`,
      `${C}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true`,
      `${C}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified`,
    ],
    [
      {
        volumeDevices: [
          { name: 'e', devicePath: '/a/../b' },
          { name: 'x', devicePath: '' },
        ],
      },
      `${C}.volumeDevices[0].name: Invalid value: "e": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode`,
      `${C}.volumeDevices[0].devicePath: Invalid value: "/a/../b": can not contain backsteps ('..')`,
      `${C}.volumeDevices[1].name: Not found: "x"`,
      `${C}.volumeDevices[1].devicePath: Required value`,
    ],
    [
      { volumeMounts: [{ name: 'c', mountPath: '/a' }], volumeDevices: [{ name: 'c', devicePath: '/a' }] },
      `${C}.volumeMounts[0].name: Invalid value: "c": must not already exist in volumeDevices`,
      `${C}.volumeMounts[0].mountPath: Invalid value: "/a": must not already exist as a path in volumeDevices`,
      `${C}.volumeDevices[0].name: Invalid value: "c": must not already exist in volumeMounts`,
      `${C}.volumeDevices[0].devicePath: Invalid value: "/a": must not already exist as a path in volumeMounts`,
    ],
  ])('with volumes: %j', (container, ...errors) => {
    const volumes = [
      { name: 'e', emptyDir: {} },
      { name: 'c', persistentVolumeClaim: { claimName: 'x' } },
    ];
    expect(said({ volumes }, container)).toEqual(errors);
  });
});

// Models TestValidatePodSpec, TestValidateDNS..., TestValidateSysctls, TestValidateWindows... and TestValidatePod.
describe('pods', () => {
  const I = 'spec.initContainers[0]';
  const init = (container: object) => ({ initContainers: [{ name: 'i', image: 'i', ...container }] });
  const selector = { matchLabels: { a: 'b' } };
  const spread = (more: object) => ({
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', ...more }],
  });
  it.each<[spec: object, ...errors: string[]]>([
    [init({ restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 80 } } })],
    [
      init({ readinessProbe: { tcpSocket: { port: 80 } } }),
      `${I}.readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always`,
    ],
    [init({ restartPolicy: 'Never' }), `${I}.restartPolicy: Unsupported value: "Never": supported values: "Always"`],
    [init({ name: 'c' }), `${I}.name: Duplicate value: "c"`],
    [{ dnsPolicy: 'None' }, 'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    [
      { dnsConfig: { nameservers: ['1.2.3.4', 'x'], searches: ['_a.b.', '.', '-x'], options: [{}] } },
      'spec.dnsConfig.nameservers[1]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      "spec.dnsConfig.searches[2]: Invalid value: \"-x\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.dnsConfig.options[0]: Required value: must not be empty',
    ],
    [
      { hostAliases: [{ ip: 'x', hostnames: ['ok'] }] },
      'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [{ readinessGates: [{ conditionType: 'example.com/ok' }] }],
    [
      { schedulingGates: [{ name: 'a' }, { name: 'a' }], nodeName: 'n' },
      'spec.schedulingGates[1]: Duplicate value: "a"',
      'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
    ],
    [{ hostNetwork: true, hostUsers: false }, 'spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false'],
    [{ os: { name: 'bsd' } }, 'spec.os: Unsupported value: "bsd": supported values: "linux", "windows"'],
    [
      { os: { name: 'windows' }, hostPID: true, securityContext: { fsGroup: 1 } },
      'spec.hostPID: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod',
    ],
    [
      { os: { name: 'linux' }, securityContext: { windowsOptions: { runAsUserName: 'a' } } },
      'spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
    ],
    [
      { securityContext: { windowsOptions: { hostProcess: true } } },
      'spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
    ],
    [
      {
        securityContext: {
          sysctls: [
            { name: 'kernel.shmmni', value: '1' },
            { name: 'net.ipv4/x', value: '1' },
          ],
        },
      },
    ],
    [
      {
        hostIPC: true,
        securityContext: {
          sysctls: [
            { name: 'kernel.shmmni', value: '1' },
            { name: 'A', value: '' },
          ],
        },
      },
      'spec.securityContext.sysctls[0].name: Invalid value: "kernel.shmmni": may not be specified when \'hostIPC\' is true',
      'spec.securityContext.sysctls[1].name: Invalid value: "A": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
    ],
    [
      { securityContext: { fsGroupChangePolicy: 'x', seLinuxChangePolicy: 'MountOption', supplementalGroups: [-1] } },
      'spec.securityContext.supplementalGroups[0]: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.fsGroupChangePolicy: Unsupported value: "x": supported values: "Always", "OnRootMismatch"',
      'spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"',
    ],
    [
      { preemptionPolicy: 'x' },
      'spec.preemptionPolicy: Unsupported value: "x": supported values: "PreemptLowerPriority", "Never"',
    ],
    [{ hostname: 'A' }, `spec.hostname: Invalid value: "A": ${LABEL}`],
    [
      { activeDeadlineSeconds: 0 },
      'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    ],
    [{ resourceClaims: [{ name: 'a', resourceClaimName: 'x' }] }],
    [{ resourceClaims: [{ name: 'a' }] }],
    [spread({ labelSelector: selector, matchLabelKeys: ['k'] })],
    [
      spread({ matchLabelKeys: ['k'] }),
      'spec.topologySpreadConstraints[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
    ],
    [
      spread({ labelSelector: selector, matchLabelKeys: ['a'], minDomains: 0 }),
      'spec.topologySpreadConstraints[0].minDomains: Invalid value: 0: must be greater than zero',
      'spec.topologySpreadConstraints[0].matchLabelKeys[0]: Invalid value: "a": exists in both matchLabelKeys and labelSelector',
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'z', matchLabelKeys: ['a'], mismatchLabelKeys: ['a'], labelSelector: {} },
            ],
          },
        },
      },
      'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]: Invalid value: "a": exists in both matchLabelKeys and mismatchLabelKeys',
    ],
    [
      { ephemeralContainers: [{ name: 'e', image: 'i' }] },
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ])('%j', (spec, ...errors) => {
    expect(said(spec)).toEqual(errors);
  });

  it.each<[annotations: Record<string, string>, spec: object, ...errors: string[]]>([
    [{ 'controller.kubernetes.io/pod-deletion-cost': '-10' }, {}],
    [
      { 'controller.kubernetes.io/pod-deletion-cost': '+10' },
      {},
      'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+10": must be a 32bit integer',
    ],
    [
      { 'kubernetes.io/config.mirror': 'x' },
      {},
      'metadata.annotations[kubernetes.io/config.mirror]: Invalid value: "x": must set spec.nodeName if mirror pod annotation is set',
    ],
    [
      { 'container.apparmor.security.beta.kubernetes.io/d': 'bad' },
      {},
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: "d": container not found',
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: "bad": invalid AppArmor profile name: "bad"',
    ],
    [
      { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' },
      { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      'spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match',
    ],
    [
      { 'container.apparmor.security.beta.kubernetes.io/c': 'localhost/a' },
      { securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'b' } } },
      `${C}.securityContext.appArmorProfile.localhostProfile: Forbidden: apparmor profile in annotation and field must match`,
    ],
  ])('annotated %j', (annotations, spec, ...errors) => {
    expect(said(spec, {}, annotations)).toEqual(errors);
  });
});

// Models TestValidateDynamicResourceAllocation, for objects that were stored while the feature was on.
it('claims of devices must be named once and be there', () => {
  const pod = podOf({});
  const container = { ...pod.spec.containers[0]!, resources: { claims: [{ name: 'x' }, { name: 'x' }] } };
  const spec = { ...pod.spec, resourceClaims: [{ name: 'a' }], containers: [container] };
  const why = 'Not found: "x": must be one of the names in pod.spec.resourceClaims: a';
  expect(validatePod({ ...pod, spec }).map(fieldErrorText)).toEqual([
    'spec.resourceClaims[0]: Invalid value: core.PodResourceClaim{Name:"a", ResourceClaimName:(*string)(nil), ResourceClaimTemplateName:(*string)(nil)}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
    `${C}.resources.claims[0]: ${why}`,
    `${C}.resources.claims[1]: Duplicate value: "x"`,
    `${C}.resources.claims[1]: ${why}`,
  ]);
});

// Models TestValidatePodStatusUpdate.
describe('updates of the status of pods', () => {
  const ended = (exitCode: number) => ({ name: 'c', state: { terminated: { exitCode } } });
  const running = { name: 'c', state: { running: {} } };
  const C0 = 'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state';
  it.each<[policy: string, was: object, is: object, ...errors: string[]]>([
    ['Always', {}, { podIPs: [{ ip: '1.2.3.4' }, { ip: '::1' }] }],
    ['Always', { containerStatuses: [ended(0)] }, { containerStatuses: [running] }],
    ['Never', { containerStatuses: [ended(1)] }, { containerStatuses: [running] }, C0],
    ['OnFailure', { containerStatuses: [ended(0)] }, { containerStatuses: [running] }, C0],
    ['OnFailure', { containerStatuses: [ended(1)] }, { containerStatuses: [running] }],
    [
      'Always',
      {},
      { nominatedNodeName: 'a b', qosClass: 'Guaranteed' },
      expect.stringContaining('status.nominatedNodeName: Invalid value: "a b"') as never,
      'status.qosClass: Invalid value: "Guaranteed": field is immutable',
    ],
    [
      'Always',
      {},
      { podIPs: [{ ip: '1.2.3.4' }, { ip: '1.2.3.4' }] },
      'status.podIPs: Invalid value: []core.PodIP{core.PodIP{IP:"1.2.3.4"}, core.PodIP{IP:"1.2.3.4"}}: may specify no more than one IP for each IP family',
      'status.podIPs[1]: Duplicate value: core.PodIP{IP:"1.2.3.4"}',
    ],
    [
      'Always',
      {},
      { hostIP: '1.1.1.1', hostIPs: [{ ip: '1.1.1.2' }] },
      'status.hostIPs[0].ip: Invalid value: "1.1.1.2": must be equal to `hostIP`',
    ],
    [
      'Always',
      {},
      { conditions: [{ type: 'a b' }] },
      expect.stringContaining('metadata.conditions[0].Type: Invalid value: "a b"') as never,
    ],
  ])('%s: from %j to %j', (restartPolicy, was, is, ...errors) => {
    const pod = podOf({ restartPolicy });
    const withStatus = (status: object) => ({ ...pod, status: status as Pod['status'] });
    expect(validatePodStatus(withStatus(is), withStatus(was)).map(fieldErrorText)).toEqual(errors);
  });
});

// Models TestValidatePodUpdate.
describe('updates of pods', () => {
  const FIXED =
    'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  const gate = (more: object = {}) => ({ schedulingGates: [{ name: 'g' }], ...more });
  const need = (...values: string[][]) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: values.map((v, i) => ({ key: `k${i}`, operator: 'In', values: v })) },
          ],
        },
      },
    },
  });
  const TERMS = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const tolerate = (...keys: string[]) => ({
    tolerations: keys.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute' })),
  });
  it.each<[was: object, is: object, ...errors: string[]]>([
    [{}, {}],
    [{}, { containers: [{ name: 'c', image: 'other:1' }] }],
    [
      {},
      {
        containers: [
          { name: 'c', image: 'i' },
          { name: 'd', image: 'i' },
        ],
      },
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [{}, { containers: [{ name: 'd', image: 'i:1' }] }, FIXED],
    [{}, { activeDeadlineSeconds: 5 }],
    [{ activeDeadlineSeconds: 5 }, { activeDeadlineSeconds: 3 }],
    [
      { activeDeadlineSeconds: 5 },
      { activeDeadlineSeconds: 8 },
      'spec.activeDeadlineSeconds: Invalid value: 8: must be less than or equal to previous value',
    ],
    [
      { activeDeadlineSeconds: 5 },
      {},
      'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    ],
    [tolerate('a'), tolerate('a', 'b')],
    [
      tolerate('a'),
      tolerate('b'),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
    [{ terminationGracePeriodSeconds: -1 }, { terminationGracePeriodSeconds: 1 }],
    [{ terminationGracePeriodSeconds: -1 }, { terminationGracePeriodSeconds: 2 }, FIXED],
    [{}, { nodeName: 'other' }, FIXED],
    [gate(), {}],
    [
      {},
      gate(),
      "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'g'",
    ],
    [gate(), gate({ nodeSelector: { a: 'b' } })],
    [{}, { nodeSelector: { a: 'b' } }, FIXED],
    [
      gate({ nodeSelector: { a: 'b' } }),
      gate({ nodeSelector: { a: 'c' } }),
      'spec.nodeSelector: Invalid value: map[string]string{"a":"c"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ],
    [gate(), gate(need(['v']))],
    [gate(need(['v'])), gate(need(['v'], ['w']))],
    [
      gate(need(['v'])),
      gate(need(['w'])),
      `${TERMS}[0]: Invalid value: core.NodeSelectorTerm{...}: only additions are allowed (no mutations or deletions)`,
    ],
    [
      gate(need(['v'])),
      gate(),
      `${TERMS}: Invalid value: []core.NodeSelectorTerm(nil): no additions/deletions to non-empty NodeSelectorTerms list are allowed`,
    ],
  ])('from %j to %j', (was, is, ...errors) => {
    expect(validatePodUpdate(podOf(is), podOf(was)).map(fieldErrorText)).toEqual(errors);
  });

  it('of annotations that a node reads', () => {
    const key = 'container.apparmor.security.beta.kubernetes.io/c';
    expect(validatePodUpdate(podOf({}, {}, { [key]: 'unconfined' }), podOf({})).map(fieldErrorText)).toEqual([
      `metadata.annotations[${key}]: Forbidden: may not add AppArmor annotations`,
    ]);
  });
});
