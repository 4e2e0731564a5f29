import { labelSelectorMatches } from '../../../api/labels.ts';
import type { ReplicationController, ReplicationControllerSpec } from '../../../api/types/core.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { goStringMap } from './go-value.ts';
import { validateAtMost, validateCounts, validateNonnegative } from './nonnegative.ts';
import { validatePodTemplate } from './pod-template.ts';
import { validateKeptRunning } from './replicas-template.ts';

/** Models pkg/apis/core/validation ValidateReplicationController. */
export const validateReplicationController = ({ spec }: ReplicationController): FieldError[] => validateSpec(spec);

/** Models ValidateReplicationControllerUpdate: here the selector may change. */
export function validateReplicationControllerUpdate(
  { spec }: ReplicationController,
  old: ReplicationController,
): FieldError[] {
  return spec === old.spec ? [] : validateSpec(spec);
}

/** Models ValidateReplicationControllerSpec. */
function validateSpec({ minReadySeconds, selector, replicas, template }: ReplicationControllerSpec): FieldError[] {
  const errors = validateNonnegative(minReadySeconds, 'spec.minReadySeconds');
  const empty = Object.keys(selector ?? {}).length === 0;
  if (empty) errors.push(required('spec.selector', ''));
  errors.push(...(replicas === undefined ? [required('spec.replicas', '')] : []));
  errors.push(...validateNonnegative(replicas, 'spec.replicas'));
  if (template === undefined) return [...errors, required('spec.template', '')];
  const labels = template.metadata?.labels;
  if (!empty && !labelSelectorMatches({ matchLabels: selector! }, labels)) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalid('spec.template.metadata.labels', goStringMap(labels), detail));
  }
  errors.push(...validatePodTemplate(template, 'spec.template'));
  errors.push(...validateKeptRunning(template, 'ReplicationController'));
  return errors;
}

/** Models ValidateReplicationControllerStatusUpdate. */
export function validateReplicationControllerStatus({ status }: ReplicationController): FieldError[] {
  return [
    ...validateCounts(status, [
      'replicas',
      'fullyLabeledReplicas',
      'readyReplicas',
      'availableReplicas',
      'observedGeneration',
    ]),
    ...validateAtMost(status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'], 'replicas'),
    ...validateAtMost(status, ['availableReplicas'], 'readyReplicas'),
  ];
}
