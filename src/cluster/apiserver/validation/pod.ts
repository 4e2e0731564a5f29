import type { Pod } from '../../../api/types/pod.ts';
import { type FieldError, forbidden } from '../field-error.ts';
import { validateImageBlanks } from './container.ts';
import { validatePodAnnotations, validateProfilesMatch } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/** Models pkg/apis/core/validation ValidatePodCreate. */
export function validatePod(pod: Pod): FieldError[] {
  const { metadata, spec } = pod;
  const errors = validateWholePod(pod);
  if ((spec.ephemeralContainers?.length ?? 0) > 0) {
    errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if ((spec.nodeName ?? '') !== '' && (spec.schedulingGates?.length ?? 0) > 0) {
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  errors.push(...validateProfilesMatch(metadata, spec, 'spec'));
  return errors;
}

/** Models validatePodMetadataAndSpec: what holds for pods at any time, and what templates need not fulfil. */
export function validateWholePod({ metadata, spec }: Pod): FieldError[] {
  const errors = validatePodAnnotations(metadata.annotations, spec, 'metadata.annotations');
  errors.push(...validatePodSpec(spec, metadata.name, 'spec'));
  if ((spec.serviceAccountName ?? '') === '') {
    spec.volumes?.forEach(({ projected }, i) => {
      projected?.sources?.forEach(({ serviceAccountToken }, at) => {
        if (serviceAccountToken === undefined) return;
        const path = `spec.volumes[${i}].projected.sources[${at}].serviceAccountToken`;
        errors.push(forbidden(path, 'must not be specified when serviceAccountName is not set'));
      });
    });
  }
  errors.push(...validateImageBlanks(spec.containers, 'spec.containers'));
  errors.push(...validateImageBlanks(spec.initContainers ?? [], 'spec.initContainers'));
  return errors;
}
