import { badSeccompProfile } from './baseline-checks.ts';
import {
  type CheckedPod,
  containersOf,
  distinct,
  named,
  namesWhere,
  plural,
  quoted,
  type SecurityCheck,
  settersOf,
  type Violation,
} from './security-check.ts';

type Check = SecurityCheck['check'];

/** Since 1.25 pods that say they are for Windows are not asked for what only Linux has. */
const onLinux =
  (check: Check): Check =>
  (pod) =>
    pod.spec.os?.name === 'windows' ? undefined : check(pod);

function allowPrivilegeEscalation(pod: CheckedPod): Violation | undefined {
  const names = namesWhere(pod, (context) => context?.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  const detail = `${named(names)} must set securityContext.allowPrivilegeEscalation=false`;
  return { reason: 'allowPrivilegeEscalation != false', detail };
}

function capabilities(pod: CheckedPod): Violation | undefined {
  const keeping = namesWhere(pod, (context) => context?.capabilities?.drop?.includes('ALL') !== true);
  const badOf = (add: readonly string[] = []) => add.filter((name) => name !== 'NET_BIND_SERVICE');
  const adding = namesWhere(pod, (context) => badOf(context?.capabilities?.add).length > 0);
  const added = containersOf(pod.spec).flatMap(({ securityContext }) => badOf(securityContext?.capabilities?.add));
  const details = [
    ...(keeping.length === 0 ? [] : [`${named(keeping)} must set securityContext.capabilities.drop=["ALL"]`]),
    ...(adding.length === 0
      ? []
      : [`${named(adding)} must not include ${quoted(distinct(added))} in securityContext.capabilities.add`]),
  ];
  if (details.length === 0) return undefined;
  return { reason: 'unrestricted capabilities', detail: details.join('; ') };
}

const FREE = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const RESTRICTED = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

function restrictedVolumes({ spec }: CheckedPod): Violation | undefined {
  const bad = (spec.volumes ?? []).filter((volume) => !FREE.some((type) => Object.hasOwn(volume, type)));
  if (bad.length === 0) return undefined;
  const names = bad.map(({ name }) => name!);
  const types = distinct(bad.map((volume) => RESTRICTED.find((type) => Object.hasOwn(volume, type)) ?? 'unknown'));
  const who = `${plural('volume', 'volumes', names.length)} ${quoted(names)} ${plural('uses', 'use', names.length)}`;
  const what = plural('restricted volume type', 'restricted volume types', types.length);
  return { reason: 'restricted volume types', detail: `${who} ${what} ${quoted(types)}` };
}

function runAsNonRoot(pod: CheckedPod): Violation | undefined {
  const reason = 'runAsNonRoot != true';
  const setters = settersOf(pod, (context) => context.runAsNonRoot === false);
  if (setters !== '') return { reason, detail: `${setters} must not set securityContext.runAsNonRoot=false` };
  if (pod.spec.securityContext?.runAsNonRoot === true) return undefined;
  const silent = namesWhere(pod, (context) => context?.runAsNonRoot === undefined);
  if (silent.length === 0) return undefined;
  return { reason, detail: `pod or ${named(silent)} must set securityContext.runAsNonRoot=true` };
}

function runAsUser(pod: CheckedPod): Violation | undefined {
  const setters = settersOf(pod, (context) => context.runAsUser === 0);
  return setters === '' ? undefined : { reason: 'runAsUser=0', detail: `${setters} must not set runAsUser=0` };
}

function seccompProfile(pod: CheckedPod): Violation | undefined {
  const bad = badSeccompProfile(pod);
  if (bad !== undefined || pod.spec.securityContext?.seccompProfile !== undefined) return bad;
  const silent = namesWhere(pod, (context) => context?.seccompProfile === undefined);
  if (silent.length === 0) return undefined;
  const detail = `pod or ${named(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
  return { reason: 'seccompProfile', detail };
}

/** Models the restricted checks of pod-security-admission/policy, in the order of its files. */
export const restrictedChecks: readonly SecurityCheck[] = [
  { since: 8, until: 25, check: allowPrivilegeEscalation },
  { since: 25, check: onLinux(allowPrivilegeEscalation) },
  { since: 22, until: 25, check: capabilities },
  { since: 25, check: onLinux(capabilities) },
  { since: 0, check: restrictedVolumes },
  { since: 0, check: runAsNonRoot },
  { since: 23, check: runAsUser },
  { since: 19, until: 25, check: seccompProfile },
  { since: 25, check: onLinux(seccompProfile) },
];
