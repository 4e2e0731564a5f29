import { deepFreeze } from '../../../api/deep-freeze.ts';
import type { DeleteOptions, KubeObject } from '../../../api/object.ts';
import { withOwnership } from '../../store/ownership.ts';
import { validateAdmission, warnTo } from '../admission/admission-plugin.ts';
import { keptOwnership } from '../managed-fields/ownership.ts';
import { conflict, notFoundError } from '../refusals.ts';
import { type AnyStrategy, resourceName } from '../strategy.ts';
import { garbageFinalizers, graceStep, markAsDeleting } from './grace.ts';
import { type RegistryContext, storeKey, type WriteOptions } from './registry-context.ts';

export interface Deletion {
  /** The object as it is now, or as it last was. */
  readonly object: KubeObject;
  /** False while the object stays, marked as ending. */
  readonly gone: boolean;
}

/** Models apiserver registry/generic/registry Store.Delete. */
export function deleteObject(
  context: RegistryContext,
  strategy: AnyStrategy,
  namespace: string | undefined,
  name: string,
  given: DeleteOptions,
  write: WriteOptions,
): Deletion {
  // Less than no time is a second.
  const options = (given.gracePeriodSeconds ?? 0) < 0 ? { ...given, gracePeriodSeconds: 1 } : given;
  const { store, admission } = context;
  const { resource } = strategy;
  const nowMs = context.world.clock.now();
  const table = resourceName(resource);
  const key = storeKey(namespace, name);
  const old = store.get(table, key);
  if (old === undefined) throw notFoundError(resource, name);
  checkPreconditions(strategy, old, options);
  const dryRun = write.dryRun === true || (options.dryRun?.length ?? 0) > 0;
  const { user } = write;
  const warn = warnTo(write.warnings);
  validateAdmission(
    admission,
    old,
    { operation: 'DELETE', strategy, subresource: '', namespace, name, old, user, nowMs, dryRun, warn },
    store,
  );
  const put = (object: KubeObject, from: KubeObject): KubeObject =>
    dryRun
      ? deepFreeze(withOwnership({ ...object }, keptOwnership(from)))
      : store.put(table, key, object, from.metadata.resourceVersion, keptOwnership(from))!;

  if (strategy.markTerminating !== undefined && strategy.held?.(old) === true) {
    if (old.metadata.deletionTimestamp !== undefined) return { object: old, gone: false };
    const { deletionGracePeriodSeconds, ...metadata } = markAsDeleting(old, nowMs).metadata;
    return { object: put(strategy.markTerminating({ ...old, metadata }), old), gone: false };
  }
  const step = graceStep(strategy, old, options, nowMs);
  if (step.kind === 'pending') return { object: old, gone: false };
  let current = old;
  const finalizers = garbageFinalizers(old, options);
  const marked = step.kind === 'graceful' ? step.object : finalizers.length > 0 ? markAsDeleting(old, nowMs) : old;
  if (marked !== old || finalizers !== old.metadata.finalizers) {
    const held = finalizers.length > 0;
    if (step.kind === 'graceful' || held) {
      const { finalizers: before, ...rest } = marked.metadata;
      const metadata = held ? { ...rest, finalizers } : before === undefined ? marked.metadata : rest;
      const unchanged = metadata.deletionTimestamp === old.metadata.deletionTimestamp && finalizers === before;
      if (!unchanged) current = put({ ...marked, metadata }, old);
    }
    if (held || (step.kind === 'graceful' && step.seconds > 0)) return { object: current, gone: false };
  }
  if (dryRun) return { object: current, gone: true };
  return { object: store.delete(table, key, current.metadata.resourceVersion)!, gone: true };
}

function checkPreconditions({ resource }: AnyStrategy, old: KubeObject, { preconditions }: DeleteOptions): void {
  if (preconditions === undefined) return;
  const { uid, resourceVersion } = preconditions;
  const { metadata } = old;
  // Kubernetes names the kind here where its other conflicts name the resource.
  const named = { ...resource, plural: resource.kind };
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw conflict(named, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw conflict(named, metadata.name, why);
  }
}
