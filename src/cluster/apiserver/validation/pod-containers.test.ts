import { describe, expect, it } from 'vitest';
import { podErrors as said } from './pod-for-test.ts';

const C = 'spec.containers[0]';
const BYTES = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';

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
