import { jsonEqual } from '../../../api/json-equal.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../api/names.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import type {
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  TypedObjectReference,
} from '../../../api/types/persistent-volume.ts';
import type { PersistentVolumeClaimTemplate } from '../../../api/types/volume.ts';
import { type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateLabelSelector } from './label-selector.ts';
import { IMMUTABLE, validateAnnotations, validateLabels } from './object-meta.ts';
import { validatePositiveQuantity } from './quantities.ts';
import { sameResources } from './same-resources.ts';
import { validateAccessModes, validateClassName, validateVolumeMode } from './volume-parts.ts';

const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** Models pkg/apis/core/validation ValidatePersistentVolumeClaim. */
export function validatePersistentVolumeClaim({ spec }: PersistentVolumeClaim): FieldError[] {
  return validateClaimSpec(spec, 'spec');
}

/** Models ValidatePersistentVolumeClaimSpec. */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, field: string): FieldError[] {
  const { accessModes = [], resources, dataSource, dataSourceRef } = spec;
  const errors: FieldError[] = [];
  if (accessModes.length === 0) errors.push(required(`${field}.accessModes`, 'at least 1 access mode is required'));
  errors.push(...validateLabelSelector(spec.selector, `${field}.selector`));
  errors.push(...validateAccessModes(accessModes, `${field}.accessModes`));
  const storage = resources?.requests?.storage;
  const path = `${field}.resources[storage]`;
  errors.push(...(storage === undefined ? [required(path, '')] : validatePositiveQuantity(storage, path)));
  errors.push(...validateClassName(spec.storageClassName, `${field}.storageClassName`));
  errors.push(...validateVolumeMode(spec.volumeMode, `${field}.volumeMode`));
  if (dataSource !== undefined) errors.push(...validateDataSource(dataSource, `${field}.dataSource`));
  if (dataSourceRef === undefined) return errors;
  errors.push(...validateDataSource(dataSourceRef, `${field}.dataSourceRef`));
  const { namespace = '' } = dataSourceRef;
  if (namespace !== '') {
    errors.push(...invalidForEach(isDNS1123Label(namespace), `${field}.dataSourceRef.namespace`, namespace));
  }
  if (dataSource === undefined) return errors;
  // Kubernetes shows the path of the field as the value, with an address of its memory.
  const shown = { go: 'field.Path{name:"dataSource", index:"", parent:(*field.Path)(0xc000000000)}' };
  if (namespace !== '') {
    errors.push(invalid(field, shown, 'may not be specified when dataSourceRef.namespace is specified'));
  } else if (!(['apiGroup', 'kind', 'name'] as const).every((name) => dataSource[name] === dataSourceRef[name])) {
    errors.push(invalid(field, shown, 'must match dataSourceRef'));
  }
  return errors;
}

/** Models validateDataSource and validateDataSourceRef, for what they have in common. */
function validateDataSource({ apiGroup = '', kind = '', name = '' }: TypedObjectReference, field: string) {
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${field}.name`, ''));
  if (kind === '') errors.push(required(`${field}.kind`, ''));
  if (apiGroup !== '') errors.push(...invalidForEach(isDNS1123Subdomain(apiGroup), `${field}.apiGroup`, apiGroup));
  else if (kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(field, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  return errors;
}

/** Models ValidatePersistentVolumeClaimTemplate: of metadata only labels and annotations are used. */
export function validateClaimTemplate({ metadata, spec }: PersistentVolumeClaimTemplate, field: string): FieldError[] {
  const given = Object.entries(metadata ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const others = given.map(([name]) => name).filter((name) => name !== 'labels' && name !== 'annotations');
  return [
    ...validateAnnotations(metadata?.annotations, `${field}.metadata.annotations`),
    ...validateLabels(metadata?.labels, `${field}.metadata.labels`),
    ...others.map((name) => forbidden(`${field}.metadata.${name}`, 'cannot be set')),
    ...validateClaimSpec(spec ?? {}, `${field}.spec`),
  ];
}

const FIXED =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

/** Models ValidatePersistentVolumeClaimUpdate. Unlike Kubernetes, the refusal does not list the differences. */
export function validatePersistentVolumeClaimUpdate(
  object: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): FieldError[] {
  const errors = validatePersistentVolumeClaim(object);
  const oldMark = old.metadata.annotations?.[OLD_CLASS];
  const mark = object.metadata.annotations?.[OLD_CLASS];
  const upgrades = becomesField(object, old);
  if (!upgrades && (mark ?? '') !== (oldMark ?? '')) {
    errors.push(invalid(`metadata.annotations.${OLD_CLASS}`, mark ?? '', IMMUTABLE));
  }
  const { storageClassName: named } = object.spec;
  const setLate = named !== undefined && old.spec.storageClassName === undefined;
  const keepsClass = upgrades || (setLate && (oldMark === undefined || oldMark === named));
  if (!sameButMutable(object, old, keepsClass)) errors.push(forbidden('spec', FIXED));
  errors.push(...validateSize(object, old));
  if (object.spec.volumeMode !== old.spec.volumeMode) {
    errors.push(invalid('volumeMode', object.spec.volumeMode, IMMUTABLE));
  }
  return errors;
}

/** Models validateStorageClassUpgradeFromAnnotation. */
function becomesField(object: PersistentVolumeClaim, old: PersistentVolumeClaim): boolean {
  const oldMark = old.metadata.annotations?.[OLD_CLASS];
  const mark = object.metadata.annotations?.[OLD_CLASS];
  if (oldMark === undefined || old.spec.storageClassName !== undefined) return false;
  return object.spec.storageClassName === oldMark && (mark === undefined || mark === oldMark);
}

function sameButMutable(object: PersistentVolumeClaim, old: PersistentVolumeClaim, keepsClass: boolean): boolean {
  const bound = object.status?.phase === 'Bound';
  const fixed = ({ spec }: PersistentVolumeClaim) => {
    const { resources: _resources, storageClassName, volumeName, volumeAttributesClassName, ...rest } = spec;
    return {
      ...rest,
      volumeName: old.spec.volumeName ? volumeName : undefined,
      storageClassName: keepsClass ? undefined : storageClassName,
      volumeAttributesClassName: bound ? undefined : volumeAttributesClassName,
    };
  };
  if (!jsonEqual(fixed(object), fixed(old))) return false;
  const requests = (given: PersistentVolumeClaim) => {
    const { storage: _storage, ...rest } = given.spec.resources?.requests ?? {};
    return bound ? rest : (given.spec.resources?.requests ?? {});
  };
  const limits = (given: PersistentVolumeClaim) => given.spec.resources?.limits ?? {};
  return sameResources(requests(object), requests(old)) && sameResources(limits(object), limits(old));
}

/** What was asked for may shrink again only down to what there is, to recover from an expansion that failed. */
function validateSize(object: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const now = object.spec.resources?.requests?.storage ?? '0';
  const before = old.spec.resources?.requests?.storage ?? '0';
  if (compareQuantities(now, before) >= 0) return [];
  if (compareQuantities(now, old.status?.capacity?.storage ?? '0') > 0) return [];
  return [forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity')];
}
