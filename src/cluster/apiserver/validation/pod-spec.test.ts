import { describe, expect, it } from 'vitest';
import { fieldErrorText } from '../field-error.ts';
import { validatePod } from './pod.ts';
import { podOf, podErrors as said } from './pod-for-test.ts';

const C = 'spec.containers[0]';
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

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
