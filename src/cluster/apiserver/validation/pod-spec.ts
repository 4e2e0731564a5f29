import type { PodSpec } from '../../../api/types/pod.ts';
import { type FieldError, required } from '../field-error.ts';

/** Models pkg/apis/core/validation ValidatePodSpec. */
export function validatePodSpec(spec: PodSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if ((spec.containers ?? []).length === 0) errors.push(required(`${field}.containers`, ''));
  return errors;
}
