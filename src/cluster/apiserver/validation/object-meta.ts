import { isDNS1123Label, isQualifiedName, isValidLabelValue } from '../../../api/names.ts';
import type { ObjectMeta } from '../../../api/object.ts';
import { type FieldError, forbidden, invalid, required, tooLong } from '../field-error.ts';
import type { AnyStrategy } from '../strategy.ts';
import { goList } from './go-value.ts';
import { validateOwners } from './owner-references.ts';

export const IMMUTABLE = 'field is immutable';
const ANNOTATIONS_LIMIT_BYTES = 256 * 1024;

/** Maps found valid before. Frozen maps are shared between objects (templates), so each is read once. */
const validLabels = new WeakSet<object>();

/** Models apimachinery api/validation ValidateObjectMetaAccessor. */
export function validateObjectMeta(metadata: ObjectMeta, strategy: AnyStrategy): FieldError[] {
  const errors: FieldError[] = [];
  const { name, generateName, namespace } = metadata;
  if (generateName !== undefined && generateName !== '') {
    for (const message of strategy.nameErrors(generateName, true)) {
      errors.push(invalid('metadata.generateName', generateName, message));
    }
  }
  if (name === undefined || name === '') {
    errors.push(required('metadata.name', 'name or generateName is required'));
  } else {
    for (const message of strategy.nameErrors(name, false)) errors.push(invalid('metadata.name', name, message));
  }
  if (strategy.resource.namespaced) {
    for (const message of isDNS1123Label(namespace ?? '')) {
      errors.push(invalid('metadata.namespace', namespace ?? '', message));
    }
  } else if (namespace !== undefined && namespace !== '') {
    errors.push(forbidden('metadata.namespace', 'not allowed on this type'));
  }
  if (metadata.labels !== undefined) errors.push(...validateLabels(metadata.labels, 'metadata.labels'));
  if (metadata.annotations !== undefined) {
    errors.push(...validateAnnotations(metadata.annotations, 'metadata.annotations'));
  }
  if (metadata.ownerReferences !== undefined) errors.push(...validateOwners(metadata.ownerReferences));
  if (metadata.finalizers !== undefined) errors.push(...validateFinalizers(metadata.finalizers));
  return errors;
}

/** Models apimachinery meta/v1/validation ValidateLabels. */
export function validateLabels(labels: ObjectMeta['labels'], field: string): FieldError[] {
  if (labels === undefined || validLabels.has(labels)) return [];
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(labels)) {
    for (const message of isQualifiedName(key)) errors.push(invalid(field, key, message));
    for (const message of isValidLabelValue(value)) errors.push(invalid(field, value, message));
  }
  if (errors.length === 0 && Object.isFrozen(labels)) validLabels.add(labels);
  return errors;
}

/** Models apimachinery api/validation ValidateAnnotations. */
export function validateAnnotations(annotations: ObjectMeta['annotations'], field: string): FieldError[] {
  if (annotations === undefined || validLabels.has(annotations)) return [];
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    for (const message of isQualifiedName(key.toLowerCase())) errors.push(invalid(field, key, message));
    size += key.length + value.length;
  }
  if (size > ANNOTATIONS_LIMIT_BYTES) errors.push(tooLong(field, ANNOTATIONS_LIMIT_BYTES));
  if (errors.length === 0 && Object.isFrozen(annotations)) validLabels.add(annotations);
  return errors;
}

/** Names of finalizers that need no domain. Models pkg/apis/core/helper IsStandardFinalizerName. */
const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

function validateFinalizers(finalizers: readonly string[]): FieldError[] {
  const field = 'metadata.finalizers';
  const errors = finalizers.flatMap((finalizer, i) => validateFinalizer(finalizer, field, `${field}[${i}]`));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const shown = goList('string', finalizers);
    errors.push(invalid(field, shown, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return errors;
}

/** Models ValidateFinalizerName and validateKubeFinalizerName, which name the field each in its own way. */
export function validateFinalizer(finalizer: string, field: string, path: string): FieldError[] {
  const errors = isQualifiedName(finalizer).map((message) => invalid(field, finalizer, message));
  if (!finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer)) {
    errors.push(invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'));
  }
  return errors;
}

/** Models apimachinery api/validation ValidateObjectMetaAccessorUpdate, for what the registry has not carried over. */
export function validateObjectMetaUpdate(metadata: ObjectMeta, old: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  if (metadata.deletionGracePeriodSeconds !== old.deletionGracePeriodSeconds) {
    const seconds = metadata.deletionGracePeriodSeconds;
    errors.push(invalid('metadata.deletionGracePeriodSeconds', seconds, IMMUTABLE));
  }
  if (old.deletionTimestamp !== undefined && metadata.finalizers !== old.finalizers) {
    const added = (metadata.finalizers ?? []).filter((finalizer) => !(old.finalizers ?? []).includes(finalizer));
    if (added.length > 0) {
      const list = `[]string{${added.map((item) => `"${item}"`).join(', ')}}`;
      const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
      errors.push(forbidden('metadata.finalizers', detail));
    }
  }
  return errors;
}
