import {
  type AnyContext,
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

/** The contexts of a pod and its containers. */
const contextsOf = ({ spec }: CheckedPod): readonly AnyContext[] =>
  [spec.securityContext, ...containersOf(spec).map(({ securityContext }) => securityContext)].filter(
    (context) => context !== undefined,
  );

const APPARMOR_TYPES = ['RuntimeDefault', 'Localhost'];
const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

function appArmorProfile(pod: CheckedPod): Violation | undefined {
  const isBad = ({ appArmorProfile: profile }: AnyContext) =>
    profile !== undefined && !APPARMOR_TYPES.includes(profile.type);
  const setters = [settersOf(pod, isBad)].filter((one) => one !== '');
  const values = [
    ...distinct(
      contextsOf(pod)
        .filter(isBad)
        .map((context) => context.appArmorProfile!.type),
    ),
  ];
  const annotations = Object.entries(pod.metadata?.annotations ?? {})
    .filter(([key, value]) => key.startsWith(APPARMOR_ANNOTATION) && !/^(|runtime\/default|localhost\/.*)$/.test(value))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .sort();
  if (annotations.length > 0) {
    values.push(...annotations);
    setters.push(plural('annotation', 'annotations', annotations.length));
  }
  if (setters.length === 0) return undefined;
  const reason = plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', values.length);
  return { reason, detail: `${setters.join(' and ')} must not set AppArmor profile type to ${quoted(values)}` };
}

function hostNamespaces({ spec }: CheckedPod): Violation | undefined {
  const shared = (['hostIPC', 'hostNetwork', 'hostPID'] as const).filter((name) => spec[name] === true);
  return shared.length === 0 ? undefined : { reason: 'host namespaces', detail: shared.join(', ') };
}

function hostPorts(pod: CheckedPod): Violation | undefined {
  const portsOf = (ports: readonly { readonly hostPort?: number }[] = []) =>
    ports.map(({ hostPort = 0 }) => hostPort).filter((port) => port !== 0);
  const names = namesWhere(pod, (_context, { ports }) => portsOf(ports).length > 0);
  if (names.length === 0) return undefined;
  const ports = distinct(containersOf(pod.spec).flatMap((container) => portsOf(container.ports).map(String)));
  const verb = plural('uses', 'use', names.length);
  const what = plural('hostPort', 'hostPorts', ports.length);
  return { reason: 'hostPort', detail: `${named(names)} ${verb} ${what} ${ports.join(', ')}` };
}

function privileged(pod: CheckedPod): Violation | undefined {
  const names = namesWhere(pod, (context) => context?.privileged === true);
  if (names.length === 0) return undefined;
  return { reason: 'privileged', detail: `${named(names)} must not set securityContext.privileged=true` };
}

function procMount(pod: CheckedPod): Violation | undefined {
  const isBad = (mount: string | undefined) => mount !== undefined && mount !== 'Default';
  const names = namesWhere(pod, (context) => isBad(context?.procMount));
  if (names.length === 0) return undefined;
  const types = distinct(
    containersOf(pod.spec).flatMap(({ securityContext: { procMount: mount } = {} }) => mount ?? []),
  );
  const values = quoted(types.filter(isBad));
  return { reason: 'procMount', detail: `${named(names)} must not set securityContext.procMount to ${values}` };
}

/** Models seLinuxOptions_1_0 and seLinuxOptions_1_31, which differ in the types that are let through. */
const seLinuxOptions =
  (allowed: readonly string[]) =>
  (pod: CheckedPod): Violation | undefined => {
    const isBadType = (type = '') => type !== '' && !allowed.includes(type);
    const isBad = ({ seLinuxOptions: options }: AnyContext) =>
      options !== undefined && (isBadType(options.type) || (options.user ?? '') !== '' || (options.role ?? '') !== '');
    const setters = settersOf(pod, isBad);
    if (setters === '') return undefined;
    const all = contextsOf(pod).flatMap((context) => context.seLinuxOptions ?? []);
    const types = distinct(all.flatMap(({ type = '' }) => (isBadType(type) ? [type] : [])));
    const said = [
      ...(types.length === 0 ? [] : [`${plural('type', 'types', types.length)} ${quoted(types)}`]),
      ...(all.some(({ user = '' }) => user !== '') ? ['user may not be set'] : []),
      ...(all.some(({ role = '' }) => role !== '') ? ['role may not be set'] : []),
    ];
    const detail = `${setters} set forbidden securityContext.seLinuxOptions: ${said.join('; ')}`;
    return { reason: 'seLinuxOptions', detail };
  };
const SELINUX = ['container_t', 'container_init_t', 'container_kvm_t'];

const sysctls =
  (allowed: readonly string[]) =>
  ({ spec }: CheckedPod): Violation | undefined => {
    const names = (spec.securityContext?.sysctls ?? []).map(({ name }) => name);
    const bad = names.filter((name) => !allowed.includes(name));
    return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
  };
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const SYSCTLS_27 = [...SYSCTLS, 'net.ipv4.ip_local_reserved_ports'];
const SYSCTLS_29 = [
  ...SYSCTLS_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const SYSCTLS_32 = [...SYSCTLS_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];

function windowsHostProcess(pod: CheckedPod): Violation | undefined {
  const setters = settersOf(pod, ({ windowsOptions }) => windowsOptions?.hostProcess === true);
  if (setters === '') return undefined;
  return { reason: 'hostProcess', detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true` };
}

const CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

function capabilities(pod: CheckedPod): Violation | undefined {
  const badOf = (add: readonly string[] = []) => add.filter((name) => !CAPABILITIES.includes(name));
  const names = namesWhere(pod, (context) => badOf(context?.capabilities?.add).length > 0);
  if (names.length === 0) return undefined;
  const added = containersOf(pod.spec).flatMap(({ securityContext }) => badOf(securityContext?.capabilities?.add));
  const detail = `${named(names)} must not include ${quoted(distinct(added))} in securityContext.capabilities.add`;
  return { reason: 'non-default capabilities', detail };
}

function hostPathVolumes({ spec }: CheckedPod): Violation | undefined {
  const names = (spec.volumes ?? []).filter(({ hostPath }) => hostPath !== undefined).map(({ name }) => name!);
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)}` };
}

/** Models seccompProfileBaseline_1_0, from when the profiles were annotations. */
function seccompAnnotations({ metadata, spec }: CheckedPod): Violation | undefined {
  const keys = [
    'seccomp.security.alpha.kubernetes.io/pod',
    ...containersOf(spec).map(({ name }) => `container.seccomp.security.alpha.kubernetes.io/${name}`),
  ];
  const bad = distinct(
    keys.flatMap((key) => {
      const value = metadata?.annotations?.[key];
      const isFine = value === undefined || /^(runtime\/default|docker\/default|localhost\/.*)$/.test(value);
      return isFine ? [] : [`${key}=${JSON.stringify(value)}`];
    }),
  );
  if (bad.length === 0) return undefined;
  const detail = `forbidden ${plural('annotation', 'annotations', bad.length)} ${bad.join(', ')}`;
  return { reason: 'seccompProfile', detail };
}

/** Models seccompProfileBaseline_1_19; the restricted level says the same of profiles that are set and bad. */
export function badSeccompProfile(pod: CheckedPod): Violation | undefined {
  const isBad = ({ seccompProfile: profile }: AnyContext) =>
    profile !== undefined && profile.type !== 'RuntimeDefault' && profile.type !== 'Localhost';
  const setters = settersOf(pod, isBad);
  if (setters === '') return undefined;
  const types = distinct(
    contextsOf(pod)
      .filter(isBad)
      .map((context) => context.seccompProfile!.type),
  );
  const detail = `${setters} must not set securityContext.seccompProfile.type to ${quoted(types)}`;
  return { reason: 'seccompProfile', detail };
}

/** Models the baseline checks of pod-security-admission/policy, in the order of its files. */
export const baselineChecks: readonly SecurityCheck[] = [
  { since: 0, check: appArmorProfile },
  { since: 0, check: hostNamespaces },
  { since: 0, check: hostPorts },
  { since: 0, check: privileged },
  { since: 0, check: procMount },
  { since: 0, until: 31, check: seLinuxOptions(SELINUX) },
  { since: 31, check: seLinuxOptions([...SELINUX, 'container_engine_t']) },
  { since: 0, until: 27, check: sysctls(SYSCTLS) },
  { since: 27, until: 29, check: sysctls(SYSCTLS_27) },
  { since: 29, until: 32, check: sysctls(SYSCTLS_29) },
  { since: 32, check: sysctls(SYSCTLS_32) },
  { since: 0, check: windowsHostProcess },
];

/** What the restricted level does not ask, because it asks more about the same. */
export const overlappedChecks: readonly SecurityCheck[] = [
  { since: 0, check: capabilities },
  { since: 0, check: hostPathVolumes },
  { since: 0, until: 19, check: seccompAnnotations },
  { since: 19, check: badSeccompProfile },
];
