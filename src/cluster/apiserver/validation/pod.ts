import { jsonEqual } from '../../../api/json-equal.ts';
import type { Container } from '../../../api/types/container.ts';
import type { Pod, PodSpec } from '../../../api/types/pod.ts';
import { type FieldError, forbidden } from '../field-error.ts';
import { validatePodSpec } from './pod-spec.ts';
import { validateTolerations } from './tolerations.ts';

/** Models pkg/apis/core/validation ValidatePodCreate. */
export function validatePod({ spec }: Pod): FieldError[] {
  return validatePodSpec(spec, 'spec');
}

const MAY_CHANGE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** Models ValidatePodUpdate. Unlike Kubernetes, the refusal does not go on with a listing of both specs. */
export function validatePodUpdate({ spec }: Pod, { spec: old }: Pod): FieldError[] {
  if (spec === old || jsonEqual(spec, old)) return [];
  if (spec.containers.length !== old.containers.length) {
    return [forbidden('spec.containers', 'pod updates may not add or remove containers')];
  }
  const errors: FieldError[] = [];
  const kept = (old.tolerations ?? []).every((before) => spec.tolerations?.some((now) => sameButSeconds(now, before)));
  if (!kept)
    errors.push(forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds'));
  errors.push(...validateTolerations(spec.tolerations, 'spec.tolerations'));
  const gated = (old.schedulingGates?.length ?? 0) > 0;
  const comparable: PodSpec = {
    ...spec,
    containers: withImages(spec.containers, old.containers),
    initContainers: old.initContainers && withImages(spec.initContainers ?? [], old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
    ...(gated ? { schedulingGates: old.schedulingGates, nodeSelector: old.nodeSelector, affinity: old.affinity } : {}),
  };
  if (!jsonEqual(comparable, old)) errors.push(forbidden('spec', MAY_CHANGE));
  return errors.length > 0 ? errors : validatePodSpec(spec, 'spec');
}

function withImages(containers: readonly Container[], old: readonly Container[]): readonly Container[] {
  return containers.map((container, i) => ({ ...container, image: old[i]?.image }));
}

function sameButSeconds<T extends { readonly tolerationSeconds?: number }>(a: T, b: T): boolean {
  return jsonEqual({ ...a, tolerationSeconds: undefined }, { ...b, tolerationSeconds: undefined });
}
