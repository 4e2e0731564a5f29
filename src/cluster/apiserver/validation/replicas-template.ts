import { labelSelectorMatches } from '../../../api/labels.ts';
import type { LabelSelector } from '../../../api/object.ts';
import type { PodTemplateSpec } from '../../../api/types/pod.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { goLabelSelector, goStringMap } from './go-value.ts';
import { isEmptySelector, validateLabelSelector } from './label-selector.ts';
import { validatePodTemplate } from './pod-template.ts';

/** The rules that Deployments, ReplicaSets and StatefulSets share for `spec.selector`. */
export function validateOwnSelector(selector: LabelSelector | undefined, empty: string): FieldError[] {
  if (selector === undefined || selector === null) return [required('spec.selector', '')];
  const errors = validateLabelSelector(selector, 'spec.selector');
  if (isEmptySelector(selector)) errors.push(invalid('spec.selector', goLabelSelector(selector), empty));
  return errors;
}

/** A template must have the labels that its owner selects. A selector that is missing selects nothing. */
export function validateSelected(selector: LabelSelector | undefined, template: PodTemplateSpec): FieldError[] {
  const labels = template.metadata?.labels;
  if (selector !== undefined && (isEmptySelector(selector) || labelSelectorMatches(selector, labels))) return [];
  return [invalid('spec.template.metadata.labels', goStringMap(labels), '`selector` does not match template `labels`')];
}

/** Models pkg/apis/apps/validation ValidatePodTemplateSpecForReplicaSet. */
export function validateReplicasTemplate(selector: LabelSelector | undefined, template: PodTemplateSpec): FieldError[] {
  return [
    ...validateSelected(selector, template),
    ...validatePodTemplate(template, 'spec.template'),
    ...validateKeptRunning(template, 'ReplicaSet'),
  ];
}

/** Pods that an owner keeps running restart always and have no deadline. */
export function validateKeptRunning({ spec }: PodTemplateSpec, kind: string): FieldError[] {
  const errors: FieldError[] = [];
  const policy = spec?.restartPolicy;
  if (policy !== 'Always') {
    errors.push(notSupported('spec.template.spec.restartPolicy', policy ?? '', ['Always']));
  }
  if (spec?.activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(forbidden('spec.template.spec.activeDeadlineSeconds', detail));
  }
  return errors;
}
