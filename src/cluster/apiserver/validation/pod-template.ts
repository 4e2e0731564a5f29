import type { PodTemplateSpec } from '../../../api/types/pod.ts';
import { type FieldError, forbidden } from '../field-error.ts';
import { validateAnnotations, validateLabels } from './object-meta.ts';
import { validatePodAnnotations, validateProfilesMatch } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/** Models pkg/apis/core/validation ValidatePodTemplateSpec. */
export function validatePodTemplate(template: PodTemplateSpec, field: string): FieldError[] {
  const { metadata, spec = { containers: [] } } = template;
  const errors = [
    ...validateLabels(metadata?.labels, `${field}.labels`),
    ...validateAnnotations(metadata?.annotations, `${field}.annotations`),
    ...validatePodAnnotations(metadata?.annotations, spec, `${field}.annotations`),
    ...validatePodSpec(spec, undefined, `${field}.spec`),
    ...validateProfilesMatch(metadata, spec, `${field}.spec`),
  ];
  if ((spec.ephemeralContainers?.length ?? 0) > 0) {
    const detail = 'ephemeral containers not allowed in pod template';
    errors.push(forbidden(`${field}.spec.ephemeralContainers`, detail));
  }
  return errors;
}
