import { jsonEqual } from '../../../api/json-equal.ts';
import { isDNS1123Label } from '../../../api/names.ts';
import type { StatefulSet, StatefulSetSpec } from '../../../api/types/stateful-set.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { validateAtMost, validateCollisions, validateCounts, validateNonnegative } from './nonnegative.ts';
import { validateAnnotations, validateLabels } from './object-meta.ts';
import { validatePodAnnotations } from './pod-annotations.ts';
import { validateKeptRunning, validateOwnSelector, validateSelected } from './replicas-template.ts';

/** Models pkg/apis/apps/validation ValidateStatefulSet. */
export const validateStatefulSet = ({ spec }: StatefulSet): FieldError[] => validateSpec(spec);

const MAY_CHANGE =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** Models ValidateStatefulSetUpdate. */
export function validateStatefulSetUpdate({ spec }: StatefulSet, { spec: old }: StatefulSet): FieldError[] {
  if (spec === old) return [];
  const errors = validateSpec(spec);
  const comparable: StatefulSetSpec = {
    ...spec,
    replicas: old.replicas,
    ordinals: old.ordinals,
    template: old.template,
    updateStrategy: old.updateStrategy,
    revisionHistoryLimit: old.revisionHistoryLimit,
    persistentVolumeClaimRetentionPolicy: old.persistentVolumeClaimRetentionPolicy,
    minReadySeconds: old.minReadySeconds,
  };
  if (!jsonEqual(comparable, old)) errors.push(forbidden('spec', MAY_CHANGE));
  return errors;
}

/** Models ValidateStatefulSetSpec: the pods of the template are checked only when they are made. */
function validateSpec(spec: StatefulSetSpec): FieldError[] {
  const errors: FieldError[] = [];
  const management = (spec.podManagementPolicy as string | undefined) ?? '';
  if (management === '') errors.push(required('spec.podManagementPolicy', ''));
  else if (management !== 'OrderedReady' && management !== 'Parallel') {
    errors.push(invalid('spec.podManagementPolicy', management, "must be 'OrderedReady' or 'Parallel'"));
  }
  errors.push(...validateUpdateStrategy(spec));
  const retention = spec.persistentVolumeClaimRetentionPolicy;
  for (const when of ['whenDeleted', 'whenScaled'] as const) {
    const policy = retention?.[when];
    if (retention === undefined || policy === 'Retain' || policy === 'Delete') continue;
    const field = `spec.persistentVolumeClaimRetentionPolicy.${when}`;
    errors.push(notSupported(field, policy ?? '', ['Retain', 'Delete']));
  }
  errors.push(...validateNonnegative(spec.replicas, 'spec.replicas'));
  errors.push(...validateNonnegative(spec.minReadySeconds, 'spec.minReadySeconds'));
  errors.push(...validateNonnegative(spec.ordinals?.start, 'spec.ordinals.start'));
  const name = spec.serviceName ?? '';
  if (name !== '') for (const message of isDNS1123Label(name)) errors.push(invalid('spec.serviceName', name, message));
  errors.push(...validateOwnSelector(spec.selector, 'empty selector is invalid for statefulset'));
  errors.push(...validateSelected(spec.selector, spec.template));
  const { labels, annotations } = spec.template.metadata ?? {};
  errors.push(...validateLabels(labels, 'spec.template.labels'));
  errors.push(...validateAnnotations(annotations, 'spec.template.annotations'));
  const { spec: pod = { containers: [] } } = spec.template;
  errors.push(...validatePodAnnotations(annotations, pod, 'spec.template.annotations'));
  return [...errors, ...validateKeptRunning(spec.template, 'StatefulSet')];
}

function validateUpdateStrategy({ updateStrategy }: StatefulSetSpec): FieldError[] {
  const field = 'spec.updateStrategy';
  const type = (updateStrategy?.type as string | undefined) ?? '';
  const rolling = updateStrategy?.rollingUpdate;
  if (type === '') return [required(field, '')];
  if (type === 'OnDelete') {
    if (rolling === undefined) return [];
    const shown = { go: `apps.RollingUpdateStatefulSetStrategy{Partition:${rolling.partition ?? 0}}` };
    return [invalid(`${field}.rollingUpdate`, shown, "only allowed for updateStrategy 'RollingUpdate'")];
  }
  if (type !== 'RollingUpdate') {
    const shown = {
      go: `apps.StatefulSetUpdateStrategy{Type:"${type}", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}`,
    };
    return [invalid(field, shown, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  const unavailable = rolling?.maxUnavailable;
  const path = `${field}.rollingUpdate.maxUnavailable`;
  return [
    ...validateNonnegative(rolling?.partition, `${field}.rollingUpdate.partition`),
    ...validateIntOrPercent(unavailable, path),
    ...validateAtMost100Percent(unavailable, path),
  ];
}

/** Models ValidateStatefulSetStatusUpdate. */
export function validateStatefulSetStatus({ status }: StatefulSet, old: StatefulSet): FieldError[] {
  return [
    ...validateCounts(status, [
      'replicas',
      'readyReplicas',
      'currentReplicas',
      'updatedReplicas',
      'availableReplicas',
      'observedGeneration',
      'collisionCount',
    ]),
    ...validateAtMost(status, ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'], 'replicas'),
    ...validateAtMost(status, ['availableReplicas'], 'readyReplicas'),
    ...validateCollisions(status.collisionCount, old.status.collisionCount),
  ];
}
