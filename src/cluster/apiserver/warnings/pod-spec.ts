import { goQuote } from '../../../api/go-quote.ts';
import type { ObjectMeta } from '../../../api/object.ts';
import type { Affinity } from '../../../api/types/affinity.ts';
import type { Container, EnvVar } from '../../../api/types/container.ts';
import type { PodSpec } from '../../../api/types/pod.ts';
import { ipWarnings } from '../validation/ip-fields.ts';
import { containersWithPaths } from '../validation/pod-os.ts';
import { deprecatedLabel, nodeTermWarnings } from './deprecated-labels.ts';
import { fractionWarnings } from './fraction.ts';
import { portWarnings } from './pod-ports.ts';
import { overlapWarnings, volumeWarnings } from './pod-volumes.ts';

const OLD_ANNOTATIONS = new Map([
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
]);
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const USE_SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead';
const NO_POD = 'a null labelSelector results in matching no pod';

/** Models pkg/api/pod warnings.go warningsForPodSpecAndMeta. `base` is what comes before `spec` in paths. */
export function podSpecWarnings(
  spec: PodSpec,
  metadata: Partial<ObjectMeta> | undefined,
  base: string,
): readonly string[] {
  const field = `${base}spec`;
  const { annotations = {} } = metadata ?? {};
  const about = (key: string, why: string) => `${base}metadata.annotations[${key}]: ${why}`;
  const containers = containersWithPaths(spec, field);
  return [
    ...labelWarnings(spec, field),
    ...[...OLD_ANNOTATIONS].flatMap(([key, why]) => (annotations[key] === undefined ? [] : [about(key, why)])),
    ...volumeWarnings(spec.volumes ?? [], `${field}.volumes`),
    ...overlapWarnings(spec.volumes ?? []),
    ...again(spec.hostAliases ?? [], 'ip', `${field}.hostAliases`),
    ...again(spec.imagePullSecrets ?? [], 'name', `${field}.imagePullSecrets`),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name = '' }, i) =>
      name === '' ? [`${field}.imagePullSecrets[${i}].name: invalid empty name ""`] : [],
    ),
    ...BYTES.flatMap((name) => fractionWarnings(spec.overhead?.[name], `${field}.overhead[${name}]`)),
    ...(spec.securityContext?.seccompProfile === undefined && annotations[SECCOMP] !== undefined
      ? [about(SECCOMP, USE_SECCOMP)]
      : []),
    ...containers.flatMap(([container, path]) => {
      const key = `${SECCOMP_CONTAINER}${container.name}`;
      const old = annotations[key] !== undefined && container.securityContext?.seccompProfile === undefined;
      return [...(old ? [about(key, USE_SECCOMP)] : []), ...containerWarnings(container, path)];
    }),
    ...portWarnings(containers),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [`${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`]
      : []),
    ...podTermWarnings(spec.affinity, `${field}.affinity`),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((ip, i) => ipWarnings(ip, `${field}.dnsConfig.nameservers[${i}]`)),
    ...(spec.hostAliases ?? []).flatMap(({ ip }, i) => ipWarnings(ip ?? '', `${field}.hostAliases[${i}].ip`)),
  ];
}

/** Where labels of nodes have a newer name. */
function labelWarnings(spec: PodSpec, field: string): readonly string[] {
  const warnings: string[] = [];
  for (const key of Object.keys(spec.nodeSelector ?? {}).sort()) {
    const why = deprecatedLabel(key);
    if (why !== undefined) warnings.push(`${field}.nodeSelector[${key}]: ${why}`);
  }
  const node = spec.affinity?.nodeAffinity;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const path = `${field}.affinity.nodeAffinity`;
  node?.[required]?.nodeSelectorTerms?.forEach((term, i) => {
    warnings.push(...nodeTermWarnings(term, `${path}.${required}.nodeSelectorTerms[${i}]`));
  });
  node?.[preferred]?.forEach(({ preference }, i) => {
    warnings.push(...nodeTermWarnings(preference ?? {}, `${path}.${preferred}[${i}].preference`));
  });
  spec.topologySpreadConstraints?.forEach(({ topologyKey, labelSelector }, i) => {
    const at = `${field}.topologySpreadConstraints[${i}]`;
    const why = deprecatedLabel(topologyKey);
    if (why !== undefined) warnings.push(`${at}.topologyKey: ${topologyKey} is ${why}`);
    if (labelSelector === undefined) warnings.push(`${at}.labelSelector: ${NO_POD}`);
  });
  return warnings;
}

/** Items of a list that are merged by one of their fields and say the same there. */
function again<K extends string>(
  items: readonly { readonly [key in K]?: string }[],
  key: K,
  field: string,
): readonly string[] {
  const seen = new Set<string>();
  return items.flatMap((item, i) => {
    const value = item[key] ?? '';
    if (seen.has(value)) return [`${field}[${i}].${key}: duplicate ${key} ${goQuote(value)}`];
    seen.add(value);
    return [];
  });
}

/** Amounts of bytes, which are whole. */
const BYTES = ['memory', 'ephemeral-storage'];

function containerWarnings({ resources, env }: Container, field: string): readonly string[] {
  const amounts = BYTES.flatMap((name) =>
    (['limits', 'requests'] as const).flatMap((part) =>
      fractionWarnings(resources?.[part]?.[name], `${field}.resources.${part}[${name}]`),
    ),
  );
  return [...amounts, ...envWarnings(env ?? [], `${field}.env`)];
}

/** A variable may be set again only to add to what it was: `X=a`, then `X=$(X)b`. */
function envWarnings(env: readonly EnvVar[], field: string): readonly string[] {
  const seen = new Set<string>();
  return env.flatMap(({ name, value = '', valueFrom }, i) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const reference = `$(${name})`;
    if (valueFrom === undefined && value !== reference && value.includes(reference)) return [];
    return [`${field}[${i}]: hides previous definition of ${goQuote(name)}, which may be dropped when using apply`];
  });
}

/** Models warningsForPodAffinityTerms and warningsForWeightedPodAffinityTerms. */
function podTermWarnings(affinity: Affinity | undefined, field: string): readonly string[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((part) => {
    const path = `${field}.${part}`;
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    return [
      ...(affinity?.[part]?.[required] ?? []).flatMap(({ labelSelector }, i) =>
        labelSelector === undefined ? [`${path}.${required}[${i}].labelSelector: ${NO_POD}`] : [],
      ),
      ...(affinity?.[part]?.[preferred] ?? []).flatMap(({ podAffinityTerm }, i) =>
        podAffinityTerm?.labelSelector === undefined
          ? [`${path}.${preferred}[${i}].podAffinityTerm.labelSelector: ${NO_POD}`]
          : [],
      ),
    ];
  });
}
