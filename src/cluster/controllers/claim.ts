import { ApiError } from '../../api/api-error.ts';
import { labelSelectorMatches } from '../../api/labels.ts';
import type { KubeObject, LabelSelector } from '../../api/object.ts';
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
    patchOwners(client, resource, object, { $patch: 'delete', uid: owner.metadata.uid });
    return undefined;
  }
  if (ownerDeleting || !selected || object.metadata.deletionTimestamp !== undefined) return undefined;
  if (object.metadata.namespace !== owner.metadata.namespace) return undefined;
  return patchOwners(client, resource, object, controllerRef(owner));
}

function patchOwners<T extends KubeObject>(
  client: Client,
  resource: Resource<T>,
  object: T,
  ownerReference: object,
): T | undefined {
  const { namespace, name, uid } = object.metadata;
  try {
    return client.patch(resource, namespace, name, 'strategic', {
      metadata: { ownerReferences: [ownerReference], uid },
    });
  } catch (error) {
    if (error instanceof ApiError && (error.code === 404 || error.code === 422)) return undefined;
    throw error;
  }
}
