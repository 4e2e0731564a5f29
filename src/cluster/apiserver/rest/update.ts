import { deepFreeze } from '../../../api/deep-freeze.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubeObject, ObjectMeta } from '../../../api/object.ts';
import { withOwnership } from '../../store/ownership.ts';
import { type AdmissionAttempt, admit, validateAdmission, warnTo } from '../admission/admission-plugin.ts';
import type { FieldError } from '../field-error.ts';
import { invalid } from '../field-error.ts';
import { keptOwnership } from '../managed-fields/ownership.ts';
import { badRequest, conflict, invalidObject, MODIFIED, notFoundError } from '../refusals.ts';
import { type AnyStrategy, resourceName } from '../strategy.ts';
import { validateManagedFields } from '../validation/managed-fields.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../validation/object-meta.ts';
import { type RegistryContext, storeKey, type WriteOptions } from './registry-context.ts';
import { ownersDiffer, type Tracking, takeManagedFields, trackWriter } from './tracked-ownership.ts';

/** What part of an object a write is for, with the rules of that part. */
export interface UpdatePath {
  readonly subresource: string;
  /** The server itself writes this way, and comes to own nothing by it. */
  readonly untracked?: true;
  prepare?(object: KubeObject, old: KubeObject): KubeObject;
  validate?(object: KubeObject, old: KubeObject): readonly FieldError[];
}

export function mainPath(strategy: AnyStrategy): UpdatePath {
  return { subresource: '', prepare: strategy.prepareForUpdate, validate: strategy.validateUpdate };
}

/** Keeps everything but the status as it was. */
export function statusPath(strategy: AnyStrategy): UpdatePath {
  return {
    subresource: 'status',
    prepare: strategy.prepareForStatusUpdate,
    validate: strategy.validateStatusUpdate,
  };
}

/** Models apiserver registry/generic/registry Store.Update with rest.BeforeUpdate. */
export function updateObject(
  context: RegistryContext,
  strategy: AnyStrategy,
  namespace: string | undefined,
  name: string,
  change: (current: KubeObject) => KubeObject,
  options: WriteOptions,
  path: UpdatePath = mainPath(strategy),
  tracking: Tracking = trackWriter(
    strategy,
    path.subresource,
    path.untracked === true ? { user: options.user } : options,
  ),
): KubeObject {
  const { store, admission } = context;
  const { resource } = strategy;
  const table = resourceName(resource);
  const key = storeKey(namespace, name);
  const old = store.get(table, key);
  if (old === undefined) throw notFoundError(resource, name);
  let object = change(old);
  if (object === old) return old;
  const nowMs = context.world.clock.now();
  const taken = takeManagedFields(object);
  object = taken.object;
  checkIdentity(strategy, namespace, name, object, old);
  if (strategy.defaults !== undefined) object = strategy.defaults(object);
  const came = object;
  const explicit = tracking.explicit || taken.given !== undefined;
  const attempt: AdmissionAttempt = {
    operation: 'UPDATE',
    strategy,
    subresource: path.subresource,
    namespace,
    name,
    old,
    user: options.user,
    nowMs,
    dryRun: options.dryRun === true,
    warn: warnTo(options.warnings),
  };
  object = admit(admission, object, attempt, store);
  object = { ...object, metadata: carriedMetadata(object.metadata, old.metadata) };
  if (path.prepare !== undefined) object = path.prepare(object, old);
  const errors =
    object.metadata === old.metadata
      ? []
      : [...validateObjectMeta(object.metadata, strategy), ...validateObjectMetaUpdate(object.metadata, old.metadata)];
  const owners = () => tracking.ownership(old, came, object, taken.given, nowMs);
  let owned = explicit ? owners() : undefined;
  if (taken.given !== undefined) errors.push(...validateManagedFields(owned));
  if (path.validate !== undefined) errors.push(...path.validate(object, old));
  if (errors.length > 0) throw invalidObject(resource, name, errors);
  validateAdmission(admission, object, attempt, store);
  if (jsonEqual(object, old) && !(explicit && ownersDiffer(strategy, old, owned))) return old;
  owned ??= owners() ?? keptOwnership(old);
  if (options.dryRun === true) return deepFreeze(withOwnership({ ...object }, owned));
  if (isGone(object, strategy)) {
    store.delete(table, key, old.metadata.resourceVersion, object, owned);
    return deepFreeze(withOwnership({ ...object }, owned));
  }
  return store.put(table, key, object, old.metadata.resourceVersion, owned)!;
}

function checkIdentity(
  strategy: AnyStrategy,
  namespace: string | undefined,
  name: string,
  object: KubeObject,
  old: KubeObject,
): void {
  const { metadata } = object;
  const { resource } = strategy;
  if (metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
  if (resource.namespaced && metadata.namespace !== undefined && metadata.namespace !== (namespace ?? '')) {
    throw badRequest(
      `the namespace of the object (${metadata.namespace}) does not match the namespace on the URL (${namespace ?? ''})`,
    );
  }
  if (metadata.uid !== undefined && metadata.uid !== '' && metadata.uid !== old.metadata.uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${old.metadata.uid}`,
    );
  }
  const version = metadata.resourceVersion;
  if (version === undefined || version === '') {
    if (strategy.needsResourceVersion !== true) return;
    throw invalidObject(resource, name, [
      invalid('metadata.resourceVersion', { go: '0x0' }, 'must be specified for an update'),
    ]);
  }
  if (version !== old.metadata.resourceVersion) throw conflict(resource, name, MODIFIED);
}

/** The metadata as written, with what only the server sets taken from the old object. */
function carriedMetadata(given: ObjectMeta, old: ObjectMeta): ObjectMeta {
  if (given === old) return old;
  if (keepsSystemFields(given, old)) return given;
  const { generation, deletionTimestamp, selfLink, ...kept } = given;
  return {
    ...kept,
    ...(old.namespace === undefined ? {} : { namespace: old.namespace }),
    uid: old.uid,
    resourceVersion: old.resourceVersion,
    ...(old.generation === undefined ? {} : { generation: old.generation }),
    creationTimestamp: old.creationTimestamp,
    ...(old.deletionTimestamp === undefined ? {} : { deletionTimestamp: old.deletionTimestamp }),
    ...(old.deletionGracePeriodSeconds === undefined
      ? {}
      : { deletionGracePeriodSeconds: given.deletionGracePeriodSeconds ?? old.deletionGracePeriodSeconds }),
  };
}

/** Most writes leave the server's fields alone; then there is nothing to carry over field by field. */
function keepsSystemFields(given: ObjectMeta, old: ObjectMeta): boolean {
  return (
    given.resourceVersion === old.resourceVersion &&
    given.uid === old.uid &&
    given.namespace === old.namespace &&
    given.creationTimestamp === old.creationTimestamp &&
    given.generation === old.generation &&
    given.deletionTimestamp === old.deletionTimestamp &&
    given.deletionGracePeriodSeconds === old.deletionGracePeriodSeconds &&
    given.selfLink === undefined
  );
}

/** Models registry Store.deleteWithoutFinalizers: an object being deleted ends with its last finalizer. */
function isGone(object: KubeObject, strategy: AnyStrategy): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || (finalizers !== undefined && finalizers.length > 0)) return false;
  if (deletionGracePeriodSeconds !== undefined && deletionGracePeriodSeconds > 0) return false;
  return strategy.held?.(object) !== true;
}
