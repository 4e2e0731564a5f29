import { isDNS1123Subdomain, isQualifiedName, isValidUserID } from '../../../api/names.ts';
import type { ContainerStatus } from '../../../api/types/container.ts';
import type { Pod, PodSpec, PodStatus } from '../../../api/types/pod.ts';
import { duplicate, type FieldError, forbidden, invalid } from '../field-error.ts';
import { goStruct } from './go-value.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateIp } from './ip-fields.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateAnnotationChanges, validatePodAnnotations } from './pod-annotations.ts';

/** Conditions that are not looked at; the last two are kubelets' and are fine. */
const OF_SYSTEM = new Set(['PodScheduled', 'Ready', 'Initialized', 'ContainersReady', 'PodReadyToStartContainers']);
const LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const;

/** Models pkg/apis/core/validation ValidatePodStatusUpdate. What is as it was is not looked at again. */
export function validatePodStatus(pod: Pod, oldPod: Pod): FieldError[] {
  const { metadata, spec, status } = pod;
  const { status: old } = oldPod;
  const errors: FieldError[] = [];
  if (metadata.annotations !== oldPod.metadata.annotations) {
    const field = 'metadata.annotations';
    errors.push(...validateAnnotationChanges(metadata.annotations, oldPod.metadata.annotations, field));
    errors.push(...validatePodAnnotations(metadata.annotations, spec, field));
  }
  if (status === undefined || status === old) return errors;
  if (status.conditions !== old.conditions) {
    status.conditions?.forEach(({ type = '' }, i) => {
      if (OF_SYSTEM.has(type)) return;
      errors.push(...invalidForEach(isQualifiedName(type), `metadata.conditions[${i}].Type`, type));
    });
  }
  const { nominatedNodeName: nominated = '', qosClass } = status;
  if (nominated !== '' && nominated !== old.nominatedNodeName) {
    errors.push(...invalidForEach(isDNS1123Subdomain(nominated), 'status.nominatedNodeName', nominated));
  }
  if (qosClass !== old.qosClass) errors.push(invalid('status.qosClass', qosClass ?? '', IMMUTABLE));
  for (const list of LISTS) {
    if (status[list] === old[list]) continue;
    errors.push(...validateTransitions(status[list] ?? [], old[list] ?? [], list, spec));
  }
  if (status.resourceClaimStatuses !== undefined) errors.push(...validateClaimStatuses(status, spec));
  if (!sameIps(status.podIPs, old.podIPs)) errors.push(...validateIps(status.podIPs, 'podIPs', 'core.PodIP'));
  if (!sameIps(status.hostIPs, old.hostIPs) || status.hostIP !== old.hostIP) errors.push(...validateHostIps(status));
  for (const list of LISTS) {
    if (status[list] !== old[list]) errors.push(...validateUsers(status[list] ?? [], `status.${list}`, spec));
  }
  return errors;
}

/** Models ValidateContainerStateTransition: what ended for good does not begin again. */
function validateTransitions(
  now: readonly ContainerStatus[],
  before: readonly ContainerStatus[],
  list: (typeof LISTS)[number],
  { restartPolicy, initContainers = [] }: PodSpec,
): FieldError[] {
  const policy = list === 'ephemeralContainerStatuses' ? 'Never' : restartPolicy;
  if (policy === 'Always' || before.length === 0) return [];
  return before.flatMap(({ name, state }, i) => {
    const ended = state?.terminated;
    if (ended === undefined || (ended.exitCode !== 0 && policy === 'OnFailure')) return [];
    if (
      list === 'initContainerStatuses' &&
      initContainers.some((one) => one.name === name && one.restartPolicy === 'Always')
    ) {
      return [];
    }
    const again = now.filter((status) => status.name === name && status.state?.terminated === undefined);
    return again.map(() => forbidden(`status.${list}[${i}].state`, 'may not be transitioned to non-terminated state'));
  });
}

/** Models validatePodResourceClaimStatuses. */
function validateClaimStatuses({ resourceClaimStatuses = [] }: PodStatus, { resourceClaims = [] }: PodSpec) {
  const seen = new Set<string>();
  return resourceClaimStatuses.flatMap(({ name, resourceClaimName }, i) => {
    const path = `status.resourceClaimStatuses[${i}].name`;
    const errors: FieldError[] = [];
    if (!resourceClaims.some((claim) => claim.name === name)) {
      errors.push(invalid(path, name, 'must match the name of an entry in `spec.resourceClaims`'));
    }
    if (seen.has(name)) errors.push(duplicate(path, name));
    seen.add(name);
    if (resourceClaimName === undefined) return errors;
    return [...errors, ...invalidForEach(isDNS1123Subdomain(resourceClaimName), path, resourceClaimName)];
  });
}

type Addresses = readonly { readonly ip: string }[];

/** Kubelets write their lists anew, mostly with what was there. */
function sameIps(now: Addresses = [], before: Addresses = []): boolean {
  if (now === before) return true;
  if (now.length !== before.length) return false;
  for (let i = 0; i < now.length; i++) if (now[i]!.ip !== before[i]!.ip) return false;
  return true;
}

/** Models validatePodIPs, and what validateHostIPs has in common with it: one address of each family. */
function validateIps(list: Addresses | undefined, part: 'podIPs' | 'hostIPs', type: string): FieldError[] {
  const addresses = list ?? [];
  const field = `status.${part}`;
  const errors = addresses.flatMap(({ ip }, i) => validateIp(ip ?? '', `${field}[${i}]`));
  if (addresses.length < 2) return errors;
  const shown = addresses.map(({ ip }) => goStruct(type, { IP: ip }).go);
  const families = new Set(addresses.map(({ ip }) => ip.includes(':')));
  if (families.size < 2 || addresses.length > 2) {
    const go = `[]${type}{${shown.join(', ')}}`;
    errors.push(invalid(field, { go }, 'may specify no more than one IP for each IP family'));
  }
  addresses.forEach(({ ip }, i) => {
    const first = addresses.findIndex((other) => other.ip === ip);
    if (first < i) errors.push(duplicate(`${field}[${i}]`, { go: shown[i]! }));
  });
  return errors;
}

function validateHostIps({ hostIP = '', hostIPs = [] }: PodStatus): FieldError[] {
  const first = hostIPs[0];
  if (first === undefined) return [];
  const errors = first.ip === hostIP ? [] : [invalid('status.hostIPs[0].ip', first.ip, 'must be equal to `hostIP`')];
  return [...errors, ...validateIps(hostIPs, 'hostIPs', 'core.HostIP')];
}

/** Models validateContainerStatusUsers. */
function validateUsers(statuses: readonly ContainerStatus[], field: string, { os }: PodSpec): FieldError[] {
  return statuses.flatMap(({ user }, i) => {
    const path = `${field}[${i}].linux`;
    const linux = user?.linux;
    if (linux === undefined) return [];
    if (os?.name === 'windows') return [forbidden(path, 'cannot be set for a windows pod')];
    return [
      ...invalidForEach(isValidUserID(linux.uid), `${path}.uid`, linux.uid),
      ...invalidForEach(isValidUserID(linux.gid), `${path}.gid`, linux.gid),
      ...(linux.supplementalGroups ?? []).flatMap((id, at) =>
        invalidForEach(isValidUserID(id), `${path}.supplementalGroups[${at}]`, id),
      ),
    ];
  });
}
