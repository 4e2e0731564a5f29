import type { Container } from '../../../api/types/container.ts';
import type { PodSpec } from '../../../api/types/pod.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';

const SYSTEMS = ['linux', 'windows'];
const PARTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** All containers of a pod with their paths. Models pkg/apis/core/pods VisitContainersWithPath. */
export function containersWithPaths(spec: PodSpec, field: string): readonly (readonly [Container, string])[] {
  return PARTS.flatMap((part) =>
    (spec[part] ?? []).map((container, i) => [container as Container, `${field}.${part}[${i}]`] as const),
  );
}

/** Models pkg/apis/core/validation validateOS, validateLinux and validateWindows. */
export function validatePodOs(spec: PodSpec, field: string): FieldError[] {
  if (spec.os === undefined) return [];
  const name = spec.os.name ?? '';
  if (name === '') return [required(`${field}.os.name`, 'cannot be empty')];
  if (!SYSTEMS.includes(name)) return [notSupported(`${field}.os`, name, SYSTEMS)];
  return name === 'linux' ? validateLinux(spec, field) : validateWindows(spec, field);
}

function validateLinux(spec: PodSpec, field: string): FieldError[] {
  const detail = 'windows options cannot be set for a linux pod';
  const contexts = [
    [spec.securityContext, field] as const,
    ...containersWithPaths(spec, field).map(([container, path]) => [container.securityContext, path] as const),
  ];
  return contexts.flatMap(([context, path]) =>
    context?.windowsOptions === undefined ? [] : [forbidden(`${path}.securityContext.windowsOptions`, detail)],
  );
}

/** What Windows has nothing for, in the order of validation: fields of the security context, and of the pod itself. */
const NOT_ON_WINDOWS = [
  'securityContext.appArmorProfile',
  'securityContext.seLinuxOptions',
  'hostUsers',
  'hostPID',
  'hostIPC',
  'securityContext.seccompProfile',
  'securityContext.fsGroup',
  'securityContext.fsGroupChangePolicy',
  'securityContext.sysctls',
  'shareProcessNamespace',
  'securityContext.runAsUser',
  'securityContext.runAsGroup',
  'securityContext.supplementalGroups',
  'securityContext.supplementalGroupsPolicy',
  'securityContext.seLinuxChangePolicy',
];
const NOT_IN_WINDOWS_CONTAINERS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

function validateWindows(spec: PodSpec, field: string): FieldError[] {
  const cannot = (path: string) => forbidden(path, 'cannot be set for a windows pod');
  const isGiven = (value: unknown) =>
    value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  const ofPod = NOT_ON_WINDOWS.filter((path) => {
    const [first = '', second] = path.split('.');
    const value = (spec as unknown as Readonly<Record<string, unknown>>)[first];
    if (second === undefined)
      return isGiven(value) && (value !== false || (first !== 'hostPID' && first !== 'hostIPC'));
    return isGiven((value as Readonly<Record<string, unknown>> | undefined)?.[second]);
  }).map((path) => cannot(`${field}.${path}`));
  const ofContainers = containersWithPaths(spec, field).flatMap(([{ securityContext: context }, path]) =>
    NOT_IN_WINDOWS_CONTAINERS.filter((name) => context?.[name] !== undefined).map((name) =>
      cannot(`${path}.securityContext.${name}`),
    ),
  );
  return [...ofPod, ...ofContainers];
}

const isForWindows = ({ securityContext }: Pick<Container, 'securityContext'>) =>
  securityContext?.windowsOptions !== undefined;

/** Models validateWindowsHostProcessPod. */
export function validateHostProcess(spec: PodSpec, field: string): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  if (ofPod === undefined && !PARTS.some((part) => spec[part]?.some(isForWindows) === true)) return [];
  const all = containersWithPaths(spec, field);
  const errors: FieldError[] = [];
  let count = 0;
  for (const [{ securityContext }, path] of all) {
    const own = securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid(`${path}.securityContext.windowsOptions.hostProcess`, own, detail));
    }
    if (own ?? ofPod ?? false) count++;
  }
  if (count === 0) return errors;
  if (count !== all.length) {
    const detail = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(field, '', detail));
  }
  if (spec.hostNetwork !== true) {
    const detail = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalid(`${field}.hostNetwork`, false, detail));
  }
  return errors;
}

/** Models validateHostUsers: users of its own go with none of the host's other namespaces. */
export function validateHostUsers(spec: PodSpec, field: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const given = [
    ...(spec.hostNetwork === true ? ['hostNetwork'] : []),
    ...(spec.hostPID === true ? ['HostPID'] : []),
    ...(spec.hostIPC === true ? ['HostIPC'] : []),
  ];
  return given.map((name) => forbidden(`${field}.${name}`, 'when `pod.Spec.HostUsers` is false'));
}
