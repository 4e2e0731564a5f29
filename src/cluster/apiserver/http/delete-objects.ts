import { ApiError } from '../../../api/api-error.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import { deleteObject } from '../rest/delete.ts';
import type { RegistryContext } from '../rest/registry-context.ts';
import { deleteOptions } from './delete-options.ts';
import { jsonResponse } from './json-response.ts';
import { listResponse, pageOf } from './list-objects.ts';
import { parseListOptions } from './list-options.ts';
import { negotiate } from './negotiate.ts';
import type { ResourcePath } from './request-path.ts';
import { parseSelection } from './selection.ts';

/** Of these the object itself is answered when it is gone; of all others, that it is gone. Models ReturnDeletedObject. */
const SHOWN_WHEN_GONE: ReadonlySet<string> = new Set([
  'CSIDriver',
  'CSINode',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Pod',
  'PodTemplate',
  'ResourceQuota',
  'Service',
  'ServiceAccount',
  'StorageClass',
  'VolumeAttachment',
]);

/** Shows an object that is still there, or that answers for itself. */
export type ShowObject = (object: KubeObject, status: number) => ApiResponse;

/** Answers DELETE on one object. Models apiserver endpoints/handlers DeleteResource. */
export function deleteOne(
  context: RegistryContext,
  request: ApiRequest,
  { strategy, namespace, name }: ResourcePath,
  show: ShowObject,
): ApiResponse {
  negotiate(request);
  const { resource } = strategy;
  const options = deleteOptions(request);
  const write = { user: request.user, dryRun: (options.dryRun?.length ?? 0) > 0 };
  const { object, gone } = deleteObject(context, strategy, namespace, name, options, write);
  const status = !gone && options.orphanDependents === false ? 202 : 200;
  if (!gone || SHOWN_WHEN_GONE.has(resource.kind)) return show(object, status);
  return jsonResponse({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(resource.group === '' ? {} : { group: resource.group }),
      kind: resource.plural,
      uid: object.metadata.uid,
    },
  });
}

/** Answers DELETE on a collection with the objects as they were. Models DeleteCollection and Store.DeleteCollection. */
export function deleteAll(context: RegistryContext, request: ApiRequest, path: ResourcePath): ApiResponse {
  const { strategy, namespace, groupVersion } = path;
  const shape = negotiate(request);
  const list = parseListOptions(request.query, false);
  const selection = parseSelection(strategy, namespace, request.query, groupVersion);
  const options = deleteOptions(request);
  const write = { user: request.user, dryRun: (options.dryRun?.length ?? 0) > 0 };
  const { items, metadata } = pageOf(context, path, selection, list);
  for (const { metadata } of items) {
    try {
      deleteObject(context, strategy, metadata.namespace, metadata.name, options, write);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 404) throw error;
    }
  }
  return listResponse(context, request, path, shape, items, metadata);
}
