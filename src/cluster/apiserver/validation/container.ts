import { isDNS1123Label } from '../../../api/names.ts';
import type { Container, ContainerResizePolicy } from '../../../api/types/container.ts';
import type { Probe } from '../../../api/types/probe.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { validateEnv, validateEnvFrom } from './container-env.ts';
import { validateContainerPorts, validateHostPortConflicts } from './container-ports.ts';
import { validateLifecycle } from './handler.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateProbe } from './probe.ts';
import { validateContainerResources } from './resources.ts';
import { validateSecurityContext } from './security-context.ts';
import { type VolumesByName, validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

/** What containers are looked at with: the parts of their pod that they refer to. */
export interface PodContext {
  readonly volumes: VolumesByName;
  readonly claimNames: ReadonlySet<string>;
  readonly grace: number | undefined;
  readonly restartPolicy: string;
  readonly hostUsers: boolean;
}

/**
 * Parts of containers that were found valid before. Frozen parts are shared between a template and its pods, while the
 * containers themselves differ by the mount of the pod's own token.
 */
const valid = new WeakSet<object>();

function checkedOnce<T extends object>(part: T | undefined, check: (part: T) => FieldError[]): readonly FieldError[] {
  if (part === undefined || valid.has(part)) return [];
  const errors = check(part);
  if (errors.length === 0 && Object.isFrozen(part)) valid.add(part);
  return errors;
}

/** Models pkg/apis/core/validation validateContainers. */
export function validateContainers(containers: readonly Container[], pod: PodContext, field: string): FieldError[] {
  if (containers.length === 0) return [required(field, '')];
  const errors: FieldError[] = [];
  const names = new Set<string>();
  containers.forEach((container, i) => {
    const path = `${field}[${i}]`;
    errors.push(...validateContainer(container, pod, path));
    if (names.has(container.name)) errors.push(duplicate(`${path}.name`, container.name));
    names.add(container.name);
    errors.push(...validateHealth(container, pod, path));
    if (container.restartPolicy !== undefined) {
      errors.push(forbidden(`${path}.restartPolicy`, 'may not be set for non-init containers'));
    }
  });
  errors.push(...validateHostPortConflicts(containers, field));
  return errors;
}

/** Models validateInitContainers. */
export function validateInitContainers(
  containers: readonly Container[],
  others: readonly Container[],
  pod: PodContext,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set(others.map(({ name }) => name));
  containers.forEach((container, i) => {
    const path = `${field}[${i}]`;
    const { name = '', restartPolicy } = container;
    errors.push(...validateContainer(container, pod, path));
    if (restartPolicy !== undefined && restartPolicy !== 'Always') {
      errors.push(notSupported(`${path}.restartPolicy`, restartPolicy, ['Always']));
    }
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    else if (name !== '') names.add(name);
    // Kubernetes looks at one at a time, and always says it is the first.
    errors.push(...validateHostPortConflicts([container], field));
    if (restartPolicy === 'Always') {
      errors.push(...validateHealth(container, pod, path));
      return;
    }
    for (const part of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
      if (container[part] === undefined) continue;
      errors.push(forbidden(`${path}.${part}`, 'may not be set for init containers without restartPolicy=Always'));
    }
  });
  return errors;
}

/** Models validateContainerCommon. */
export function validateContainer(container: Container, pod: PodContext, path: string): FieldError[] {
  const { name = '', image = '', imagePullPolicy = '', resources, securityContext, resizePolicy } = container;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${path}.name`, ''));
  else errors.push(...invalidForEach(isDNS1123Label(name), `${path}.name`, name));
  if (image === '') errors.push(required(`${path}.image`, ''));
  const messages = (container.terminationMessagePolicy as string | undefined) ?? '';
  if (messages === '') errors.push(required(`${path}.terminationMessagePolicy`, ''));
  else if (!MESSAGE_POLICIES.includes(messages)) {
    errors.push(notSupported(`${path}.terminationMessagePolicy`, messages, MESSAGE_POLICIES));
  }
  errors.push(...checkedOnce(container.ports, (ports) => validateContainerPorts(ports, `${path}.ports`)));
  errors.push(...checkedOnce(container.env, (env) => validateEnv(env, `${path}.env`)));
  errors.push(...checkedOnce(container.envFrom, (sources) => validateEnvFrom(sources, `${path}.envFrom`)));
  if (container.volumeMounts !== undefined) {
    errors.push(...validateVolumeMounts(container, pod.volumes, `${path}.volumeMounts`));
  }
  if (container.volumeDevices !== undefined) {
    errors.push(...validateVolumeDevices(container, pod.volumes, `${path}.volumeDevices`));
  }
  errors.push(...validatePullPolicy(imagePullPolicy, `${path}.imagePullPolicy`));
  if (resources !== undefined) {
    const check = () => validateContainerResources(resources, pod.claimNames, `${path}.resources`);
    errors.push(...(resources.claims === undefined ? checkedOnce(resources, check) : check()));
  }
  if (resizePolicy !== undefined) errors.push(...validateResizePolicy(resizePolicy, pod, `${path}.resizePolicy`));
  if (securityContext !== undefined) {
    const check = () => validateSecurityContext(securityContext, pod.hostUsers, `${path}.securityContext`);
    errors.push(...(securityContext.procMount === undefined ? checkedOnce(securityContext, check) : check()));
  }
  return errors;
}

/** The probes and hooks of a container that stays. */
function validateHealth(container: Container, { grace }: PodContext, path: string): FieldError[] {
  const { lifecycle } = container;
  const errors = lifecycle === undefined ? [] : validateLifecycle(lifecycle, grace, `${path}.lifecycle`);
  for (const kind of ['liveness', 'readiness', 'startup'] as const) {
    const check = (probe: Probe) => validateProbe(probe, `${path}.${kind}Probe`, kind);
    errors.push(...checkedOnce(container[`${kind}Probe`], check));
  }
  return errors;
}

/** Models validatePullPolicy. */
export function validatePullPolicy(policy: string, field: string): FieldError[] {
  if (policy === '') return [required(field, '')];
  return PULL_POLICIES.includes(policy) ? [] : [notSupported(field, policy, PULL_POLICIES)];
}

const RESIZED = ['cpu', 'memory'];
const RESIZE_POLICIES = ['NotRequired', 'RestartContainer'];

/** Models validateResizePolicy. */
function validateResizePolicy(
  policies: readonly ContainerResizePolicy[],
  pod: PodContext,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const known = (value: string, values: readonly string[]) => {
    if (value === '') errors.push(required(field, ''));
    else if (!values.includes(value)) errors.push(notSupported(field, value, values));
  };
  policies.forEach(({ resourceName = '', restartPolicy = '' }, i) => {
    if (seen.has(resourceName)) errors.push(duplicate(`${field}[${i}]`, resourceName));
    seen.add(resourceName);
    known(resourceName, RESIZED);
    known(restartPolicy, RESIZE_POLICIES);
    if (pod.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalid(field, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    }
  });
  return errors;
}

/** Models validateContainersOnlyForPod: templates may have images with blanks around them. */
export function validateImageBlanks(containers: readonly Container[], field: string): FieldError[] {
  return containers.flatMap(({ image = '' }, i) =>
    image.trim() === image
      ? []
      : [invalid(`${field}[${i}].image`, image, 'must not have leading or trailing whitespace')],
  );
}
