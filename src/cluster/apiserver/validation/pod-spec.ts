import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName } from '../../../api/names.ts';
import type { PodResourceClaim, PodSchedulingGate, PodSpec } from '../../../api/types/pod.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { type PodContext, validateContainers, validateInitContainers } from './container.ts';
import { validateEphemeralContainers } from './ephemeral-containers.ts';
import { goStruct } from './go-value.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateNodeAffinity } from './node-affinity.ts';
import { validateLabels } from './object-meta.ts';
import { validatePodAffinity } from './pod-affinity.ts';
import { validateDnsConfig, validateHostAliases } from './pod-dns.ts';
import { validateHostProcess, validateHostUsers, validatePodOs } from './pod-os.ts';
import { validatePodSecurityContext } from './pod-security-context.ts';
import { validateContainerResources } from './resources.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { validateVolumes } from './volumes.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];
const MOST_SECONDS = 2147483647;
const NO_NAMES: ReadonlySet<string> = new Set();

/** Models pkg/apis/core/validation ValidatePodSpec, in its order. `podName` is undefined for templates. */
export function validatePodSpec(spec: PodSpec, podName: string | undefined, field: string): FieldError[] {
  const { containers = [], initContainers = [], volumes = [], resourceClaims, terminationGracePeriodSeconds } = spec;
  const errors: FieldError[] = [];
  if (terminationGracePeriodSeconds === undefined) {
    errors.push(required(`${field}.terminationGracePeriodSeconds`, ''));
  }
  const [byName, wrongVolumes] = validateVolumes(volumes, podName, `${field}.volumes`);
  errors.push(...wrongVolumes);
  const pod: PodContext = {
    volumes: byName,
    claimNames: resourceClaims === undefined ? NO_NAMES : new Set(resourceClaims.map(({ name }) => name)),
    grace: terminationGracePeriodSeconds,
    restartPolicy: (spec.restartPolicy as string | undefined) ?? '',
    hostUsers: spec.hostUsers !== false,
  };
  if (resourceClaims !== undefined) errors.push(...validateResourceClaims(resourceClaims, `${field}.resourceClaims`));
  errors.push(...validateContainers(containers, pod, `${field}.containers`));
  if (initContainers.length > 0) {
    errors.push(...validateInitContainers(initContainers, containers, pod, `${field}.initContainers`));
  }
  if (spec.ephemeralContainers !== undefined) {
    errors.push(...validateEphemeralContainers(spec, pod, `${field}.ephemeralContainers`));
  }
  if (spec.hostNetwork === true) errors.push(...validateHostPorts(spec, podName !== undefined, field));
  errors.push(...known(pod.restartPolicy, RESTART_POLICIES, `${field}.restartPolicy`));
  errors.push(...known(spec.dnsPolicy ?? '', DNS_POLICIES, `${field}.dnsPolicy`));
  errors.push(...validateLabels(spec.nodeSelector, `${field}.nodeSelector`));
  errors.push(...validatePodSecurityContext(spec, `${field}.securityContext`));
  if (spec.affinity !== undefined) {
    errors.push(...validateNodeAffinity(spec.affinity, `${field}.affinity`));
    errors.push(...validatePodAffinity(spec.affinity, `${field}.affinity`));
  }
  errors.push(...validateDnsConfig(spec.dnsConfig, spec.dnsPolicy, `${field}.dnsConfig`));
  spec.readinessGates?.forEach(({ conditionType = '' }, i) => {
    const path = `${field}.readinessGates[${i}].conditionType`;
    errors.push(...invalidForEach(isQualifiedName(conditionType), path, conditionType));
  });
  if (spec.schedulingGates !== undefined)
    errors.push(...validateGates(spec.schedulingGates, `${field}.schedulingGates`));
  errors.push(...validateTopologySpread(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`));
  errors.push(...validateHostProcess(spec, field));
  errors.push(...validateHostUsers(spec, field));
  errors.push(...validateScalars(spec, field));
  errors.push(...validatePodOs(spec, field));
  return errors;
}

function known(value: string, values: readonly string[], field: string): FieldError[] {
  if (value === '') return [required(field, '')];
  return values.includes(value) ? [] : [notSupported(field, value, values)];
}

/** The names and numbers of a pod that are checked one by one, in their order. */
function validateScalars(spec: PodSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const named = (value: string | undefined, part: string, check: (name: string) => readonly string[]) => {
    if (value === undefined || value === '') return;
    errors.push(...invalidForEach(check(value), `${field}.${part}`, value));
  };
  named(spec.serviceAccountName, 'serviceAccountName', isDNS1123Subdomain);
  named(spec.nodeName, 'nodeName', isDNS1123Subdomain);
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && !(deadline >= 1 && deadline <= MOST_SECONDS)) {
    const detail = `must be between 1 and ${MOST_SECONDS}, inclusive`;
    errors.push(invalid(`${field}.activeDeadlineSeconds`, deadline, detail));
  }
  named(spec.hostname, 'hostname', isDNS1123Label);
  named(spec.subdomain, 'subdomain', isDNS1123Label);
  errors.push(...validateTolerations(spec.tolerations, `${field}.tolerations`));
  errors.push(...validateHostAliases(spec.hostAliases, `${field}.hostAliases`));
  named(spec.priorityClassName, 'priorityClassName', isDNS1123Subdomain);
  if (spec.runtimeClassName !== undefined) {
    const name = spec.runtimeClassName;
    errors.push(...invalidForEach(isDNS1123Subdomain(name), `${field}.runtimeClassName`, name));
  }
  if (spec.preemptionPolicy !== undefined) {
    errors.push(...known(spec.preemptionPolicy, PREEMPTION_POLICIES, `${field}.preemptionPolicy`));
  }
  if (spec.overhead !== undefined) {
    errors.push(...validateContainerResources({ limits: spec.overhead }, NO_NAMES, `${field}.overhead`));
  }
  return errors;
}

/**
 * On the host's network a port cannot be another one outside. Models validatePodHostNetworkDeps: templates may leave the
 * host's port out, because their pods will be given it.
 */
function validateHostPorts({ containers }: PodSpec, isPod: boolean, field: string): FieldError[] {
  const detail = 'must match `containerPort` when `hostNetwork` is true';
  return containers.flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort = 0, containerPort }, at) =>
      hostPort === containerPort || (!isPod && hostPort === 0)
        ? []
        : [invalid(`${field}.containers[${i}].ports[${at}].hostPort`, hostPort, detail)],
    ),
  );
}

/** Models validateSchedulingGates. */
function validateGates(gates: readonly PodSchedulingGate[], field: string): FieldError[] {
  const seen = new Set<string>();
  return gates.flatMap(({ name = '' }, i) => {
    const path = `${field}[${i}]`;
    const errors = invalidForEach(isQualifiedName(name), path, name);
    if (seen.has(name)) errors.push(duplicate(path, name));
    seen.add(name);
    return errors;
  });
}

/** Models validatePodResourceClaims. */
function validateResourceClaims(claims: readonly PodResourceClaim[], field: string): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap((claim, i) => {
    const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
    const path = `${field}[${i}]`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${path}.name`, ''));
    else if (seen.has(name)) errors.push(duplicate(`${path}.name`, name));
    else errors.push(...invalidForEach(isDNS1123Label(name), `${path}.name`, name));
    seen.add(name);
    const pointer = (value: string | undefined) => ({
      go: `(*string)(${value === undefined ? 'nil' : '0xc000000000'})`,
    });
    const shown = goStruct('core.PodResourceClaim', {
      Name: name,
      ResourceClaimName: pointer(resourceClaimName),
      ResourceClaimTemplateName: pointer(resourceClaimTemplateName),
    });
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      const detail = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      errors.push(invalid(path, shown, detail));
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      errors.push(invalid(path, shown, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    }
    for (const part of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const value = claim[part];
      if (value !== undefined) errors.push(...invalidForEach(isDNS1123Subdomain(value), `${path}.${part}`, value));
    }
    return errors;
  });
}
