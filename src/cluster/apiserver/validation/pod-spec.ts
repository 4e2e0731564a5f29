import { isDNS1123Label, isDNS1123Subdomain } from '../../../api/names.ts';
import type { PodSpec } from '../../../api/types/pod.ts';
import type { Volume } from '../../../api/types/volume.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { validateContainers } from './container.ts';
import { validateNodeAffinity } from './node-affinity.ts';
import { validateLabels } from './object-meta.ts';
import { validatePodAffinity } from './pod-affinity.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpread } from './topology-spread.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** Models pkg/apis/core/validation ValidatePodSpec, in its order. */
export function validatePodSpec(spec: PodSpec, field: string): FieldError[] {
  const { containers = [], initContainers = [], volumes = [] } = spec;
  const errors = validateVolumes(volumes, `${field}.volumes`);
  const names = new Set(volumes.map(({ name }) => name));
  if (containers.length === 0) errors.push(required(`${field}.containers`, ''));
  errors.push(...validateContainers(containers, names, `${field}.containers`));
  if (initContainers.length > 0) {
    errors.push(...validateContainers(initContainers, names, `${field}.initContainers`));
    const taken = new Set(containers.map(({ name }) => name));
    initContainers.forEach(({ name }, i) => {
      if (taken.has(name)) errors.push(duplicate(`${field}.initContainers[${i}].name`, name));
    });
  }
  const policy = (spec.restartPolicy as string | undefined) ?? '';
  if (policy === '') errors.push(required(`${field}.restartPolicy`, ''));
  else if (!RESTART_POLICIES.includes(policy)) {
    errors.push(notSupported(`${field}.restartPolicy`, policy, RESTART_POLICIES));
  }
  if (spec.dnsPolicy !== undefined && !DNS_POLICIES.includes(spec.dnsPolicy)) {
    errors.push(notSupported(`${field}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES));
  }
  if (spec.hostNetwork === true) errors.push(...validateHostPorts(spec, field));
  errors.push(...validateLabels(spec.nodeSelector, `${field}.nodeSelector`));
  errors.push(...validateNodeAffinity(spec.affinity, `${field}.affinity`));
  errors.push(...validatePodAffinity(spec.affinity, `${field}.affinity`));
  const named = (value: string | undefined, part: string, check: (name: string) => readonly string[]) => {
    if (value === undefined || value === '') return;
    for (const message of check(value)) errors.push(invalid(`${field}.${part}`, value, message));
  };
  named(spec.serviceAccountName, 'serviceAccountName', isDNS1123Subdomain);
  named(spec.nodeName, 'nodeName', isDNS1123Subdomain);
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const seconds = spec.terminationGracePeriodSeconds!;
    errors.push(invalid(`${field}.terminationGracePeriodSeconds`, seconds, 'must be greater than or equal to 0'));
  }
  if (
    spec.activeDeadlineSeconds !== undefined &&
    !(spec.activeDeadlineSeconds >= 1 && spec.activeDeadlineSeconds <= 2147483647)
  ) {
    const detail = 'must be between 1 and 2147483647, inclusive';
    errors.push(invalid(`${field}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, detail));
  }
  named(spec.hostname, 'hostname', isDNS1123Label);
  named(spec.subdomain, 'subdomain', isDNS1123Label);
  errors.push(...validateTolerations(spec.tolerations, `${field}.tolerations`));
  named(spec.priorityClassName, 'priorityClassName', isDNS1123Subdomain);
  errors.push(...validateTopologySpread(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`));
  return errors;
}

function validateVolumes(volumes: readonly Volume[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  volumes.forEach((volume, i) => {
    const path = `${field}[${i}]`;
    const name = volume.name ?? '';
    const sources = Object.entries(volume).filter(([key, value]) => key !== 'name' && value !== undefined);
    for (const [source] of sources.slice(1)) {
      errors.push(forbidden(`${path}.${source}`, 'may not specify more than 1 volume type'));
    }
    if (sources.length === 0) errors.push(required(path, 'must specify a volume type'));
    if (volume.hostPath !== undefined && (volume.hostPath.path ?? '') === '') {
      errors.push(required(`${path}.hostPath.path`, ''));
    }
    if (volume.configMap !== undefined && (volume.configMap.name ?? '') === '') {
      errors.push(required(`${path}.configMap.name`, ''));
    }
    if (volume.secret !== undefined && (volume.secret.secretName ?? '') === '') {
      errors.push(required(`${path}.secret.secretName`, ''));
    }
    if (name === '') errors.push(required(`${path}.name`, ''));
    else for (const message of isDNS1123Label(name)) errors.push(invalid(`${path}.name`, name, message));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  });
  return errors;
}

/** On the host's network a port cannot be another one outside. */
function validateHostPorts({ containers }: PodSpec, field: string): FieldError[] {
  return containers.flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort, containerPort }, at) =>
      hostPort === undefined || hostPort === containerPort
        ? []
        : [
            invalid(
              `${field}.containers[${i}].ports[${at}].hostPort`,
              hostPort,
              'must match `containerPort` when `hostNetwork` is true',
            ),
          ],
    ),
  );
}
