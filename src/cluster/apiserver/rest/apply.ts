import { deepFreeze } from '../../../api/deep-freeze.ts';
import type { KubeObject } from '../../../api/object.ts';
import { invalid } from '../field-error.ts';
import { applyManaged } from '../managed-fields/apply-managed.ts';
import { writeEntries } from '../managed-fields/managed-entries.ts';
import type { Managed } from '../managed-fields/managers.ts';
import { known } from '../managed-fields/ownership.ts';
import { badRequest, conflict, invalidObject, notFoundError } from '../refusals.ts';
import { type AnyStrategy, resourceName } from '../strategy.ts';
import { createObject } from './create.ts';
import type { ObjectView } from './object-view.ts';
import { type RegistryContext, storeKey, type WriteOptions } from './registry-context.ts';
import { pathOf } from './subresource.ts';
import type { Tracking } from './tracked-ownership.ts';
import { updateObject } from './update.ts';

/** What is applied to. */
export interface ApplyTarget {
  readonly strategy: AnyStrategy;
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly groupVersion: string;
  readonly view: ObjectView;
}

export interface Application {
  /** The configuration as JSON. */
  readonly sent: unknown;
  readonly force: boolean;
  /** Reads the merged object; `what` names it in messages. */
  decode(value: unknown, what: string): KubeObject;
  /** Refuses those who may not create what is not there. */
  mayCreate(): void;
}

/** Server-side apply: merges a configuration into an object, or creates it. Models patcher.applyPatch. */
export function applyObject(
  context: RegistryContext,
  target: ApplyTarget,
  { sent, force, decode, mayCreate }: Application,
  options: WriteOptions,
): KubeObject {
  const { strategy, subresource, namespace, name, view } = target;
  const nowMs = context.world.clock.now();
  let managed: Managed | undefined;
  const tracking: Tracking = {
    explicit: true,
    ownership: () => (managed === undefined ? undefined : known(writeEntries(managed))),
  };
  const merged = (live: KubeObject | undefined): KubeObject => {
    const applied = applyManaged({ ...target, live, sent, manager: options.manager ?? '', force, nowMs });
    managed = applied.managed;
    const object = decode(applied.value, applied.what);
    checkName(object, target);
    return object;
  };
  const path = pathOf(strategy, subresource);
  if (context.store.get(resourceName(strategy.resource), storeKey(namespace, name)) !== undefined) {
    const change = (live: KubeObject) => {
      const given = merged(live);
      checkUid(given, live, target);
      return deepFreeze(view.written(given, live));
    };
    return updateObject(context, strategy, namespace, name, change, options, path, tracking);
  }
  if (subresource !== '') throw notFoundError(strategy.resource, name);
  const given = merged(undefined);
  const { uid, resourceVersion, ...metadata } = given.metadata;
  if (uid !== undefined && uid !== '') {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    throw conflict(strategy.resource, name, why);
  }
  mayCreate();
  const object = view.written({ ...given, metadata: metadata as KubeObject['metadata'] }, undefined);
  return createObject(context, strategy, namespace, object, options, tracking);
}

/** Models endpoints/handlers checkName. */
function checkName({ metadata }: KubeObject, { name, namespace }: ApplyTarget): void {
  const given = metadata.namespace ?? '';
  if (given !== '' && given !== (namespace ?? '')) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  if ((metadata.name ?? '') === '') {
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  }
  if (metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
}

function checkUid({ metadata }: KubeObject, live: KubeObject, { strategy, name }: ApplyTarget): void {
  const { uid } = metadata;
  if (uid === undefined || uid === '' || uid === live.metadata.uid) return;
  throw invalidObject(strategy.resource, name, [invalid('metadata.uid', uid, 'field is immutable')]);
}
