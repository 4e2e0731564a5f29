import { ApiError } from '../../../api/api-error.ts';
import type { KubeObject, OwnerReference } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import type { Change } from '../../client/client.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { dropOwners } from '../claim.ts';
import { decideGarbage, FOREGROUND, isWaitingForDependents, ORPHAN, type OwnerState } from './decide-garbage.ts';
import { garbageResources, resourceOfOwner } from './garbage-resources.ts';

/**
 * Deletes what has lost its owners, in the background or before its owner goes, or cuts it loose. Unlike Kubernetes,
 * which keeps a graph of all objects, this asks the store's index of owners.
 * Models pkg/controller/garbagecollector.
 */
export function createGarbageCollector({ world, client }: ComponentContext): ReconcilerHandle {
  const ownerOf = (object: KubeObject, owner: OwnerReference): KubeObject | undefined => {
    const resource = resourceOfOwner(owner)!;
    const found = client.get(resource, resource.namespaced ? object.metadata.namespace : undefined, owner.name);
    return found?.metadata.uid === owner.uid ? found : undefined;
  };
  const stateOf = (object: KubeObject, owner: OwnerReference): OwnerState => {
    if (resourceOfOwner(owner) === undefined) return 'there';
    const found = ownerOf(object, owner);
    if (found === undefined) return 'absent';
    return isWaitingForDependents(found) && owner.blockOwnerDeletion === true ? 'waiting for dependents' : 'there';
  };
  const dependentsOf = function* (uid: string): Iterable<readonly [Resource, KubeObject]> {
    for (const resource of garbageResources) {
      for (const object of [...client.list(resource, { owner: uid })]) yield [resource, object];
    }
  };
  const objectsOf = function* (uid: string): Iterable<KubeObject> {
    for (const [, object] of dependentsOf(uid)) yield object;
  };
  const hasDependents = (uid: string) => {
    const scope = { owner: uid };
    return garbageResources.some((kind) => client.list(kind, scope).length > 0);
  };

  function keysOf(resource: Resource, { type, object, old }: Change): string[] {
    const keys: string[] = [];
    const { metadata } = object;
    const owners = metadata.ownerReferences ?? [];
    const itemKey = () => JSON.stringify({ item: [resource.plural, metadata.namespace ?? '', metadata.name] });
    if (type === 'DELETED') {
      if (hasDependents(metadata.uid)) keys.push(JSON.stringify({ gone: metadata.uid }));
    } else if (metadata.deletionTimestamp !== undefined) {
      const held = metadata.finalizers ?? [];
      if (held.includes(FOREGROUND) || held.includes(ORPHAN)) keys.push(itemKey());
    } else if (owners !== old?.metadata.ownerReferences && owners.some((owner) => stateOf(object, owner) !== 'there')) {
      keys.push(itemKey());
    }
    const letGo = type === 'DELETED' || (old !== undefined && owners !== old.metadata.ownerReferences);
    for (const owner of letGo ? (old?.metadata.ownerReferences ?? owners) : []) {
      const kind = resourceOfOwner(owner);
      const found = kind === undefined ? undefined : ownerOf(object, owner);
      if (kind === undefined || found === undefined || !isWaitingForDependents(found)) continue;
      keys.push(JSON.stringify({ item: [kind.plural, found.metadata.namespace ?? '', owner.name] }));
    }
    return keys;
  }

  function collect(resource: Resource, object: KubeObject): void {
    const { namespace, name, uid } = object.metadata;
    const decision = decideGarbage(
      object,
      (owner) => stateOf(object, owner),
      () => objectsOf(uid),
    );
    if (decision.act === 'delete') {
      if (decision.unblock === true) unblockOwners(resource, object);
      ignoringGone(() =>
        client.delete(resource, namespace, name, { preconditions: { uid }, propagationPolicy: decision.policy }),
      );
    } else if (decision.act === 'drop owners') dropOwners(client, resource, object, decision.uids);
  }

  /** None of its owners waits for it any longer. Models unblockOwnerReferencesStrategicMergePatch. */
  function unblockOwners(resource: Resource, { metadata }: KubeObject): void {
    const ownerReferences = (metadata.ownerReferences ?? []).map((owner) =>
      owner.blockOwnerDeletion === true ? { ...owner, blockOwnerDeletion: false } : owner,
    );
    const patch = { metadata: { uid: metadata.uid, ownerReferences } };
    ignoringGone(() => client.patch(resource, metadata.namespace, metadata.name, 'merge', patch));
  }

  function removeFinalizer(resource: Resource, { metadata }: KubeObject, finalizer: string): void {
    const finalizers = (metadata.finalizers ?? []).filter((other) => other !== finalizer);
    const patch = { metadata: { resourceVersion: metadata.resourceVersion, finalizers } };
    ignoringGone(() => client.patch(resource, metadata.namespace, metadata.name, 'merge', patch));
  }

  function reconcile(key: string): undefined {
    const work = JSON.parse(key) as { readonly gone?: string; readonly item?: readonly [string, string, string] };
    if (work.gone !== undefined) for (const [resource, object] of dependentsOf(work.gone)) collect(resource, object);
    if (work.item === undefined) return undefined;
    const [plural, namespace, name] = work.item;
    const resource = garbageResources.find((candidate) => candidate.plural === plural)!;
    const object = client.get(resource, namespace === '' ? undefined : namespace, name);
    if (object === undefined) return undefined;
    const { uid, deletionTimestamp, finalizers = [] } = object.metadata;
    if (deletionTimestamp === undefined) collect(resource, object);
    else if (finalizers.includes(ORPHAN)) {
      for (const [kind, dependent] of dependentsOf(uid)) dropOwners(client, kind, dependent, [uid]);
      removeFinalizer(resource, object, ORPHAN);
    } else if (finalizers.includes(FOREGROUND)) {
      const blocking = [...dependentsOf(uid)].filter(([, { metadata }]) =>
        metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true),
      );
      if (blocking.length === 0) removeFinalizer(resource, object, FOREGROUND);
      for (const [kind, dependent] of blocking) collect(kind, dependent);
    }
    return undefined;
  }

  return runReconciler(world, client, {
    name: 'garbage-collector',
    triggers: garbageResources.map((resource) => trigger(resource, (change) => keysOf(resource, change))),
    reconcile,
  });
}

/** What is gone, or is another object by now, needs no collecting. */
function ignoringGone(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof ApiError) || (error.code !== 404 && error.code !== 409)) throw error;
  }
}
