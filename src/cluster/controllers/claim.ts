import { ApiError } from '../../api/api-error.ts';
import { labelSelectorMatches } from '../../api/labels.ts';
import type { KubeObject, LabelSelector, OwnerReference } from '../../api/object.ts';
import type { Resource } from '../../api/resources.ts';
import type { Client } from '../client/client.ts';
import { controllerOf, controllerRef } from './controller-ref.ts';

/**
 * Settles whether `object` belongs to `owner`: adopts a matching orphan, releases what no longer matches. Returns the
 * object as it is afterwards, or undefined when it is not the owner's.
 * Models pkg/controller/controller_ref_manager.go ClaimObject.
 */
export function claim<T extends KubeObject>(
  client: Client,
  resource: Resource<T>,
  owner: KubeObject,
  selector: LabelSelector | undefined,
  object: T,
): T | undefined {
  const reference = controllerOf(object);
  const selected = labelSelectorMatches(selector, object.metadata.labels);
  const ownerDeleting = owner.metadata.deletionTimestamp !== undefined;
  if (reference !== undefined) {
    if (reference.uid !== owner.metadata.uid) return undefined;
    if (selected) return object;
    if (ownerDeleting) return undefined;
    dropOwners(client, resource, object, [owner.metadata.uid]);
    return undefined;
  }
  if (ownerDeleting || !selected || object.metadata.deletionTimestamp !== undefined) return undefined;
  if (object.metadata.namespace !== owner.metadata.namespace) return undefined;
  return writeOwners(client, resource, object, [...(object.metadata.ownerReferences ?? []), controllerRef(owner)]);
}

function withoutOwners({ metadata }: KubeObject, uids: readonly string[]): readonly OwnerReference[] {
  return (metadata.ownerReferences ?? []).filter(({ uid }) => !uids.includes(uid));
}

/** Takes owners away from an object; undefined when the object is gone or another one by now. */
export function dropOwners<T extends KubeObject>(
  client: Client,
  resource: Resource<T>,
  object: T,
  uids: readonly string[],
): T | undefined {
  return writeOwners(client, resource, object, withoutOwners(object, uids));
}

function writeOwners<T extends KubeObject>(
  client: Client,
  resource: Resource<T>,
  object: T,
  owners: readonly OwnerReference[],
): T | undefined {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  const ownerReferences = owners.length === 0 ? null : owners;
  try {
    return client.patch(resource, namespace, name, 'merge', { metadata: { ownerReferences, uid, resourceVersion } });
  } catch (error) {
    if (error instanceof ApiError && (error.code === 404 || error.code === 409)) return undefined;
    throw error;
  }
}
