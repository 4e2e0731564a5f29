import { goQuote } from '../../../api/go-quote.ts';
import { milliValue } from '../../../api/quantity.ts';
import type { Affinity, NodeSelectorTerm } from '../../../api/types/affinity.ts';
import type { Container } from '../../../api/types/container.ts';
import type { PodSpec, PodTemplateSpec } from '../../../api/types/pod.ts';
import { deprecatedLabel } from './deprecated-labels.ts';

/** Warnings about the pods of a template; none when it is as it was. Models pkg/api/pod GetWarningsForPodTemplate. */
export function templateWarnings(
  template: PodTemplateSpec | undefined,
  old: PodTemplateSpec | undefined,
  field: string,
): readonly string[] {
  const spec = template?.spec;
  return spec === undefined || spec === old?.spec ? [] : podSpecWarnings(spec, `${field}.spec`);
}

/** Kinds of volumes that Kubernetes no longer mounts, or soon will not. */
const OLD_VOLUMES = new Map([
  ['gitRepo', 'deprecated in v1.11'],
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
]);

/** Models pkg/api/pod warnings.go warningsForPodSpecAndMeta, for what needs no knowledge of the old pod. */
export function podSpecWarnings(spec: PodSpec, field: string): readonly string[] {
  const warnings: string[] = [];
  for (const key of Object.keys(spec.nodeSelector ?? {}).sort()) {
    const why = deprecatedLabel(key);
    if (why !== undefined) warnings.push(`${field}.nodeSelector[${key}]: ${why}`);
  }
  warnings.push(...affinityWarnings(spec.affinity, `${field}.affinity.nodeAffinity`));
  spec.topologySpreadConstraints?.forEach(({ topologyKey }, i) => {
    const why = deprecatedLabel(topologyKey);
    if (why !== undefined) {
      warnings.push(`${field}.topologySpreadConstraints[${i}].topologyKey: ${topologyKey} is ${why}`);
    }
  });
  spec.volumes?.forEach((volume, i) => {
    for (const source of Object.keys(volume)) {
      const why = OLD_VOLUMES.get(source);
      if (why !== undefined) warnings.push(`${field}.volumes[${i}].${source}: ${why}`);
    }
  });
  spec.imagePullSecrets?.forEach(({ name = '' }, i) => {
    if (name === '') warnings.push(`${field}.imagePullSecrets[${i}].name: invalid empty name ""`);
  });
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    warnings.push(
      `${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
    );
  }
  for (const part of ['initContainers', 'containers'] as const) {
    spec[part]?.forEach((container, i) => {
      warnings.push(...containerWarnings(container, `${field}.${part}[${i}]`));
    });
  }
  return warnings;
}

function affinityWarnings(affinity: Affinity | undefined, field: string): readonly string[] {
  const warnings: string[] = [];
  const visit = (term: NodeSelectorTerm | undefined, path: string) =>
    term?.matchExpressions?.forEach(({ key }, i) => {
      const why = deprecatedLabel(key);
      if (why !== undefined) warnings.push(`${path}.matchExpressions[${i}].key: ${key} is ${why}`);
    });
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  affinity?.nodeAffinity?.[required]?.nodeSelectorTerms?.forEach((term, i) => {
    visit(term, `${field}.${required}.nodeSelectorTerms[${i}]`);
  });
  affinity?.nodeAffinity?.[preferred]?.forEach(({ preference }, i) => {
    visit(preference, `${field}.${preferred}[${i}].preference`);
  });
  return warnings;
}

function containerWarnings({ resources, env }: Container, field: string): readonly string[] {
  const warnings: string[] = [];
  for (const part of ['limits', 'requests'] as const) {
    for (const name of ['memory', 'ephemeral-storage']) {
      const amount = resources?.[part]?.[name];
      if (amount === undefined || milliValue(amount) % 1000 === 0) continue;
      const at = `${field}.resources.${part}[${name}]`;
      warnings.push(`${at}: fractional byte value ${goQuote(String(amount))} is invalid, must be an integer`);
    }
  }
  const seen = new Set<string>();
  env?.forEach(({ name }, i) => {
    if (seen.has(name)) {
      const at = `${field}.env[${i}]`;
      warnings.push(`${at}: hides previous definition of ${goQuote(name)}, which may be dropped when using apply`);
    }
    seen.add(name);
  });
  return warnings;
}
