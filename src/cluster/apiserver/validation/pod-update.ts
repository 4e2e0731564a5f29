import { jsonEqual } from '../../../api/json-equal.ts';
import type { Affinity, NodeSelectorTerm } from '../../../api/types/affinity.ts';
import type { Container } from '../../../api/types/container.ts';
import type { Pod, PodSchedulingGate, PodSpec } from '../../../api/types/pod.ts';
import { type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { goStringMap } from './go-value.ts';
import { validateWholePod } from './pod.ts';
import { validateAnnotationChanges } from './pod-annotations.ts';
import { validateTolerations } from './tolerations.ts';

const MAY_CHANGE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
const MOST_SECONDS = 2147483647;

/** Models pkg/apis/core/validation ValidatePodUpdate. Unlike Kubernetes, the refusal does not list the differences. */
export function validatePodUpdate(pod: Pod, oldPod: Pod): FieldError[] {
  const { spec, metadata } = pod;
  const { spec: old } = oldPod;
  const annotations = 'metadata.annotations';
  const errors = validateAnnotationChanges(metadata.annotations, oldPod.metadata.annotations, annotations);
  if (spec === old) return errors;
  errors.unshift(...validateWholePod(pod));
  for (const part of ['containers', 'initContainers'] as const) {
    const path = `spec.${part}`;
    if ((spec[part]?.length ?? 0) !== (old[part]?.length ?? 0)) {
      return [...errors, forbidden(path, 'pod updates may not add or remove containers')];
    }
    spec[part]?.forEach(({ image = '' }, i) => {
      if (image === '') errors.push(required(`${path}[${i}].image`, ''));
      if (image.trim() !== image) {
        errors.push(invalid(`${path}[${i}].image`, image, 'must not have leading or trailing whitespace'));
      }
    });
  }
  const [deadline, stop] = validateDeadline(spec.activeDeadlineSeconds, old.activeDeadlineSeconds);
  errors.push(...deadline);
  if (stop) return errors;
  errors.push(...validateAddedTolerations(spec, old));
  errors.push(...validateDeletedGates(spec.schedulingGates ?? [], old.schedulingGates ?? []));
  const [rest, wrong] = withoutMutable(spec, old);
  errors.push(...wrong);
  if (!jsonEqual(rest, old)) errors.push(forbidden('spec', MAY_CHANGE));
  return errors;
}

/** A deadline may be set, or come earlier, but not go. */
function validateDeadline(now: number | undefined, before: number | undefined): readonly [FieldError[], boolean] {
  const path = 'spec.activeDeadlineSeconds';
  if (now === undefined) {
    if (before === undefined) return [[], false];
    return [[invalid(path, undefined, 'must not update from a positive integer to nil value')], false];
  }
  if (now < 0 || now > MOST_SECONDS) {
    return [[invalid(path, now, `must be between 0 and ${MOST_SECONDS}, inclusive`)], true];
  }
  if (before === undefined || before >= now) return [[], false];
  return [[invalid(path, now, 'must be less than or equal to previous value')], true];
}

/** Models validateOnlyAddedTolerations. */
function validateAddedTolerations(spec: PodSpec, old: PodSpec): FieldError[] {
  const path = 'spec.tolerations';
  if (spec.tolerations === old.tolerations) return [];
  const kept = (old.tolerations ?? []).every((before) => spec.tolerations?.some((now) => sameButSeconds(now, before)));
  if (!kept) return [forbidden(path, 'existing toleration can not be modified except its tolerationSeconds')];
  return validateTolerations(spec.tolerations, path);
}

function sameButSeconds<T extends { readonly tolerationSeconds?: number }>(a: T, b: T): boolean {
  return jsonEqual({ ...a, tolerationSeconds: undefined }, { ...b, tolerationSeconds: undefined });
}

/** Models validateOnlyDeletedSchedulingGates. */
function validateDeletedGates(now: readonly PodSchedulingGate[], before: readonly PodSchedulingGate[]): FieldError[] {
  return now.flatMap(({ name }, i) => {
    if (before.some((gate) => gate.name === name)) return [];
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return [forbidden(`spec.schedulingGates[${i}].name`, detail)];
  });
}

/** The new spec with what may change as it was, and what is wrong with such changes. */
function withoutMutable(spec: PodSpec, old: PodSpec): readonly [PodSpec, FieldError[]] {
  const grace = old.terminationGracePeriodSeconds ?? 0;
  const ends = grace < 0 && spec.terminationGracePeriodSeconds === 1;
  let rest: PodSpec = {
    ...spec,
    containers: withImages(spec.containers, old.containers),
    initContainers: spec.initContainers && withImages(spec.initContainers, old.initContainers ?? []),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
    schedulingGates: old.schedulingGates,
    ...(ends ? { terminationGracePeriodSeconds: grace } : {}),
  };
  if ((old.schedulingGates?.length ?? 0) === 0) return [rest, []];
  const errors: FieldError[] = [];
  const kept = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => spec.nodeSelector?.[key] === value);
  if (!kept) {
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    errors.push(invalid('spec.nodeSelector', goStringMap(spec.nodeSelector), detail));
  }
  rest = { ...rest, nodeSelector: old.nodeSelector };
  const before = old.affinity?.nodeAffinity;
  if (jsonEqual(spec.affinity?.nodeAffinity, before)) return [rest, errors];
  errors.push(...validateNarrowed(spec.affinity, old.affinity));
  const affinity: Affinity = { ...spec.affinity, nodeAffinity: before };
  const empty = Object.values(affinity).every((part) => part === undefined);
  return [{ ...rest, affinity: empty && old.affinity === undefined ? undefined : affinity }, errors];
}

function withImages(containers: readonly Container[], old: readonly Container[]): readonly Container[] {
  return containers.map((container, i) => ({ ...container, image: old[i]?.image }));
}

/** Models validateNodeAffinityMutation: what a gated pod requires of nodes may only become more. */
function validateNarrowed(now: Affinity | undefined, before: Affinity | undefined): FieldError[] {
  const part = 'requiredDuringSchedulingIgnoredDuringExecution';
  const path = `spec.affinity.nodeAffinity.${part}.nodeSelectorTerms`;
  const old = before?.nodeAffinity?.[part]?.nodeSelectorTerms ?? [];
  const terms = now?.nodeAffinity?.[part]?.nodeSelectorTerms ?? [];
  if (old.length === 0) return [];
  if (old.length !== terms.length) {
    const shown = { go: terms.length === 0 ? '[]core.NodeSelectorTerm(nil)' : '[]core.NodeSelectorTerm{...}' };
    return [invalid(path, shown, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  return terms.flatMap((term, i) => {
    if (onlyAdds(term, old[i]!)) return [];
    const detail = 'only additions are allowed (no mutations or deletions)';
    return [invalid(`${path}[${i}]`, { go: 'core.NodeSelectorTerm{...}' }, detail)];
  });
}

function onlyAdds(now: NodeSelectorTerm, before: NodeSelectorTerm): boolean {
  const parts = (['matchExpressions', 'matchFields'] as const).map(
    (part) => [now[part] ?? [], before[part] ?? []] as const,
  );
  if (parts.every(([, old]) => old.length === 0)) return parts.every(([list]) => list.length === 0);
  return parts.every(([list, old]) => jsonEqual(list.slice(0, old.length), old));
}
