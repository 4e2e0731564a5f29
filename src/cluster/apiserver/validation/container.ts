import { isDNS1123Label, isRelaxedEnvVarName, isValidPortName, isValidPortNum } from '../../../api/names.ts';
import type { Container, ContainerPort, EnvFromSource, EnvVar } from '../../../api/types/container.ts';
import type { Probe } from '../../../api/types/probe.ts';
import { duplicate, type FieldError, invalid, notFound, notSupported, required } from '../field-error.ts';
import { validateProbe } from './probe.ts';
import { validateContainerResources } from './resources.ts';
import { validateSecurityContext } from './security-context.ts';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File'];

/**
 * Parts of containers that were found valid before. Frozen parts are shared between a template and its pods, while the
 * containers themselves differ by the mount of the pod's own token.
 */
const valid = new WeakSet<object>();

function checkedOnce(part: object | undefined, check: () => FieldError[]): readonly FieldError[] {
  if (part === undefined || valid.has(part)) return [];
  const errors = check();
  if (errors.length === 0 && Object.isFrozen(part)) valid.add(part);
  return errors;
}

/** Models pkg/apis/core/validation validateContainers. */
export function validateContainers(
  containers: readonly Container[],
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  containers.forEach((container, i) => {
    const path = `${field}[${i}]`;
    errors.push(...validateContainer(container, path));
    errors.push(...validateMounts(container, volumes, path));
    const name = container.name ?? '';
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  });
  return errors;
}

function validateContainer(container: Container, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '', image = '', terminationMessagePolicy, imagePullPolicy = '' } = container;
  if (name === '') errors.push(required(`${path}.name`, ''));
  else for (const message of isDNS1123Label(name)) errors.push(invalid(`${path}.name`, name, message));
  if (image === '') errors.push(required(`${path}.image`, ''));
  else if (image.trim() !== image) {
    errors.push(invalid(`${path}.image`, image, 'must not have leading or trailing whitespace'));
  }
  if (terminationMessagePolicy !== undefined && !MESSAGE_POLICIES.includes(terminationMessagePolicy)) {
    errors.push(notSupported(`${path}.terminationMessagePolicy`, terminationMessagePolicy, MESSAGE_POLICIES));
  }
  const { ports, env, envFrom, resources, livenessProbe, readinessProbe, startupProbe, securityContext } = container;
  errors.push(...checkedOnce(ports, () => validatePorts(ports!, `${path}.ports`)));
  errors.push(...checkedOnce(env, () => env!.flatMap((variable, i) => validateEnv(variable, `${path}.env[${i}]`))));
  errors.push(
    ...checkedOnce(envFrom, () => envFrom!.flatMap((one, i) => validateEnvFrom(one, `${path}.envFrom[${i}]`))),
  );
  if (imagePullPolicy === '') errors.push(required(`${path}.imagePullPolicy`, ''));
  else if (!PULL_POLICIES.includes(imagePullPolicy)) {
    errors.push(notSupported(`${path}.imagePullPolicy`, imagePullPolicy, PULL_POLICIES));
  }
  const probe = (given: Probe | undefined, name: string, oneSuccess: boolean) =>
    errors.push(...checkedOnce(given, () => validateProbe(given, `${path}.${name}`, oneSuccess)));
  errors.push(...checkedOnce(resources, () => validateContainerResources(resources, `${path}.resources`)));
  probe(livenessProbe, 'livenessProbe', true);
  probe(readinessProbe, 'readinessProbe', false);
  probe(startupProbe, 'startupProbe', true);
  errors.push(
    ...checkedOnce(securityContext, () => validateSecurityContext(securityContext!, `${path}.securityContext`)),
  );
  return errors;
}

function validatePorts(ports: readonly ContainerPort[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  ports.forEach((port, i) => {
    const path = `${field}[${i}]`;
    const { name = '', containerPort = 0, hostPort = 0, protocol = '' } = port;
    if (name !== '') {
      const wrong = isValidPortName(name);
      for (const message of wrong) errors.push(invalid(`${path}.name`, name, message));
      if (wrong.length === 0 && names.has(name)) errors.push(duplicate(`${path}.name`, name));
      names.add(name);
    }
    if (containerPort === 0) errors.push(required(`${path}.containerPort`, ''));
    else
      for (const message of isValidPortNum(containerPort))
        errors.push(invalid(`${path}.containerPort`, containerPort, message));
    if (hostPort !== 0) {
      for (const message of isValidPortNum(hostPort)) errors.push(invalid(`${path}.hostPort`, hostPort, message));
    }
    if ((protocol as string) === '') errors.push(required(`${path}.protocol`, ''));
    else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  });
  return errors;
}

function validateEnv({ name = '', value, valueFrom }: EnvVar, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${path}.name`, ''));
  else for (const message of isRelaxedEnvVarName(name)) errors.push(invalid(`${path}.name`, name, message));
  if (valueFrom === undefined) return errors;
  const sources = Object.values(valueFrom).filter((source) => source !== undefined).length;
  const field = `${path}.valueFrom`;
  if (value !== undefined && value !== '') {
    errors.push(invalid(field, '', 'may not be specified when `value` is not empty'));
  } else if (sources === 0) {
    errors.push(
      invalid(field, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'),
    );
  } else if (sources > 1) errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
  return errors;
}

/** Models ValidateEnvFrom. */
function validateEnvFrom({ prefix = '', configMapRef, secretRef }: EnvFromSource, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (prefix !== '') {
    for (const message of isRelaxedEnvVarName(prefix)) errors.push(invalid(`${path}.prefix`, prefix, message));
  }
  if (configMapRef !== undefined && (configMapRef.name ?? '') === '') {
    errors.push(required(`${path}.configMapRef.name`, ''));
  }
  if (secretRef !== undefined && (secretRef.name ?? '') === '') errors.push(required(`${path}.secretRef.name`, ''));
  if (configMapRef === undefined && secretRef === undefined) {
    errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
  } else if (configMapRef !== undefined && secretRef !== undefined) {
    errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

/** Models ValidateVolumeMounts. */
function validateMounts({ volumeMounts = [] }: Container, volumes: ReadonlySet<string>, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const paths = new Set<string>();
  volumeMounts.forEach(({ name = '', mountPath = '', subPath = '' }, i) => {
    const path = `${field}.volumeMounts[${i}]`;
    if (name === '') errors.push(required(`${path}.name`, ''));
    if (!volumes.has(name)) errors.push(notFound(`${path}.name`, name));
    if (mountPath === '') errors.push(required(`${path}.mountPath`, ''));
    if (paths.has(mountPath)) errors.push(invalid(`${path}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    if (subPath.startsWith('/')) errors.push(invalid(`${path}.subPath`, subPath, 'must be a relative path'));
    if (subPath.split('/').includes('..')) errors.push(invalid(`${path}.subPath`, subPath, "must not contain '..'"));
  });
  return errors;
}
