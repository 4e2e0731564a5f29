import { jsonEqual } from '../../../api/json-equal.ts';
import { labelSelectorMatches } from '../../../api/labels.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetStatus } from '../../../api/types/daemon-set.ts';
import { type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { goIntOrString, goLabelSelector, goStringMap } from './go-value.ts';
import { numberOrPercent, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { isEmptySelector, validateLabelSelector } from './label-selector.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validatePodTemplate } from './pod-template.ts';

/** Models pkg/apis/apps/validation ValidateDaemonSet. */
export function validateDaemonSet(object: DaemonSet): FieldError[] {
  return validateSpec(object.spec);
}

/** Models ValidateDaemonSetUpdate with the strategy's immutable selector. */
export function validateDaemonSetUpdate(object: DaemonSet, old: DaemonSet): FieldError[] {
  const errors: FieldError[] = [];
  if (object.spec !== old.spec) {
    errors.push(...validateSpec(object.spec));
    if (!jsonEqual(object.spec.selector, old.spec.selector)) {
      errors.push(invalid('spec.selector', goLabelSelector(object.spec.selector), IMMUTABLE));
    }
  }
  return errors;
}

function validateSpec(spec: DaemonSetSpec): FieldError[] {
  const errors = validateLabelSelector(spec.selector, 'spec.selector');
  const labels = spec.template.metadata?.labels;
  if (spec.selector !== undefined && isEmptySelector(spec.selector)) {
    errors.push(invalid('spec.selector', goLabelSelector(spec.selector), 'empty selector is invalid for daemonset'));
  }
  // A selector that is missing selects nothing.
  if (spec.selector === undefined || !labelSelectorMatches(spec.selector, labels)) {
    errors.push(
      invalid('spec.template.metadata.labels', goStringMap(labels), '`selector` does not match template `labels`'),
    );
  }
  errors.push(...validatePodTemplate(spec.template, 'spec.template'));
  const policy = spec.template.spec?.restartPolicy;
  if (policy !== undefined && policy !== 'Always') {
    errors.push(notSupported('spec.template.spec.restartPolicy', policy, ['Always']));
  }
  if (spec.template.spec?.activeDeadlineSeconds !== undefined) {
    errors.push({
      type: 'FieldValueForbidden',
      field: 'spec.template.spec.activeDeadlineSeconds',
      body: 'Forbidden: activeDeadlineSeconds in DaemonSet is not Supported',
    });
  }
  if ((spec.minReadySeconds ?? 0) < 0) {
    errors.push(invalid('spec.minReadySeconds', spec.minReadySeconds, 'must be greater than or equal to 0'));
  }
  errors.push(...validateUpdateStrategy(spec));
  if ((spec.revisionHistoryLimit ?? 0) < 0) {
    errors.push(invalid('spec.revisionHistoryLimit', spec.revisionHistoryLimit, 'must be greater than or equal to 0'));
  }
  return errors;
}

/** Models ValidateDaemonSetUpdateStrategy and ValidateRollingUpdateDaemonSet. */
function validateUpdateStrategy({ updateStrategy }: DaemonSetSpec): FieldError[] {
  const field = 'spec.updateStrategy';
  const type = updateStrategy?.type;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') return [notSupported(`${field}.type`, type ?? '', ['OnDelete', 'RollingUpdate'])];
  const rolling = updateStrategy?.rollingUpdate;
  if (rolling === undefined) return [required(`${field}.rollingUpdate`, '')];
  const { maxUnavailable, maxSurge } = rolling;
  const unavailable = `${field}.rollingUpdate.maxUnavailable`;
  const surge = `${field}.rollingUpdate.maxSurge`;
  const errors = [...validateIntOrPercent(maxUnavailable, unavailable), ...validateIntOrPercent(maxSurge, surge)];
  const hasUnavailable = numberOrPercent(maxUnavailable) !== 0;
  const hasSurge = numberOrPercent(maxSurge) !== 0;
  if (hasUnavailable && hasSurge) {
    errors.push(invalid(surge, goIntOrString(maxSurge!), 'may not be set when maxUnavailable is non-zero'));
  } else if (!hasUnavailable && !hasSurge) {
    errors.push(required(unavailable, 'cannot be 0 when maxSurge is 0'));
  }
  return [
    ...errors,
    ...validateAtMost100Percent(maxUnavailable, unavailable),
    ...validateAtMost100Percent(maxSurge, surge),
  ];
}

const COUNTS: readonly (keyof DaemonSetStatus)[] = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
];

/** Models ValidateDaemonSetStatusUpdate. */
export function validateDaemonSetStatus({ status }: DaemonSet, old: DaemonSet): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of COUNTS) {
    const value = status[name] as number | undefined;
    if (value !== undefined && value < 0)
      errors.push(invalid(`status.${name}`, value, 'must be greater than or equal to 0'));
  }
  if ((status.collisionCount ?? 0) < (old.status.collisionCount ?? 0)) {
    errors.push(invalid('status.collisionCount', status.collisionCount ?? 0, 'cannot be decremented'));
  }
  return errors;
}
