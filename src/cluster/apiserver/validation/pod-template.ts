import type { PodTemplateSpec } from '../../../api/types/pod.ts';
import type { FieldError } from '../field-error.ts';
import { validateAnnotations, validateLabels } from './object-meta.ts';
import { validatePodSpec } from './pod-spec.ts';

/** Models pkg/apis/core/validation ValidatePodTemplateSpec. */
export function validatePodTemplate(template: PodTemplateSpec, field: string): FieldError[] {
  return [
    ...validateLabels(template.metadata?.labels, `${field}.labels`),
    ...validateAnnotations(template.metadata?.annotations, `${field}.annotations`),
    ...validatePodSpec(template.spec ?? { containers: [] }, `${field}.spec`),
  ];
}
