import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import type { Client } from '../../client/client.ts';

/** Keeps a finalizer on what lives, and takes it from what ends unless it is in use. */
export function keepInUse<T extends KubeObject>(
  client: Client,
  resource: Resource<T>,
  object: T,
  finalizer: string,
  isInUse: () => boolean,
): void {
  const { metadata } = object;
  const { finalizers = [] } = metadata;
  const has = finalizers.includes(finalizer);
  const ends = metadata.deletionTimestamp !== undefined;
  if (ends !== has || (ends && isInUse())) return;
  const changed = ends ? finalizers.filter((one) => one !== finalizer) : [...finalizers, finalizer];
  client.update(resource, { ...object, metadata: { ...metadata, finalizers: changed } });
}
