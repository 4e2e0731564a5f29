import { ApiError } from '../../../api/api-error.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import { unknownError } from '../refusals.ts';
import type { RegistryContext } from '../rest/registry-context.ts';
import { resourceName } from '../strategy.ts';
import { decodeContinue, encodeContinue } from './continue-token.ts';
import { jsonResponse } from './json-response.ts';
import { type ListOptions, parseListOptions } from './list-options.ts';
import { negotiate } from './negotiate.ts';
import type { ResourcePath } from './request-path.ts';
import { refuseFuture, versionForList } from './resource-version.ts';
import { parseSelection, type Selection } from './selection.ts';
import { servedObject } from './served-object.ts';
import { servedView } from './served-view.ts';
import { checkTableOptions, partialMetadata, type TableMetadata, tableOf } from './table.ts';

/** Answers GET on a collection. Models apiserver endpoints/handlers ListResource. */
export function listObjects(context: RegistryContext, request: ApiRequest, path: ResourcePath): ApiResponse {
  const { strategy, namespace, groupVersion } = path;
  const options = parseListOptions(request.query, false);
  const shape = negotiate(request);
  if (shape === 'table') checkTableOptions(request.query);
  const selection = parseSelection(strategy, namespace, request.query, groupVersion);
  const { items, metadata } = pageOf(context, path, selection, options);
  return listResponse(context, request, path, shape, items, metadata);
}

/** Objects as the answer to a request for several. */
export function listResponse(
  { world }: RegistryContext,
  request: ApiRequest,
  { strategy, groupVersion }: ResourcePath,
  shape: ReturnType<typeof negotiate>,
  items: readonly KubeObject[],
  metadata: TableMetadata,
): ApiResponse {
  const view = servedView(strategy, '', groupVersion);
  if (shape === 'table') {
    const nowMs = world.clock.now();
    return jsonResponse(tableOf(strategy, items, metadata, request.query, { nowMs }, { view }));
  }
  const served = items.map((object) => view.shown(object));
  if (shape === 'metadata') {
    const list = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata };
    return jsonResponse({ ...list, items: served.map(partialMetadata) });
  }
  const kind = `${strategy.resource.kind}List`;
  return jsonResponse({ kind, apiVersion: groupVersion, metadata, items: served.map(servedObject) });
}

export interface Page {
  readonly items: readonly KubeObject[];
  readonly metadata: TableMetadata;
}

/** What a list shows, and from which revision. Models apiserver storage ValidateListOptions and etcd3 GetList. */
export function pageOf(
  { store }: RegistryContext,
  { strategy, namespace }: ResourcePath,
  { scope, matches }: Selection,
  options: ListOptions,
): Page {
  const { limit, resourceVersion, resourceVersionMatch } = options;
  const keyOf = ({ metadata }: KubeObject): string =>
    namespace !== undefined || metadata.namespace === undefined
      ? metadata.name
      : `${metadata.namespace}/${metadata.name}`;
  const token = options.continue === '' ? undefined : decodeContinue(options.continue);
  if (token !== undefined && resourceVersion !== '' && resourceVersion !== '0') {
    throw new ApiError(400, 'BadRequest', 'specifying resource version is not allowed when using continue');
  }
  const asked = token === undefined ? versionForList(resourceVersion) : 0;
  const exact = asked > 0 && (resourceVersionMatch === 'Exact' || (resourceVersionMatch === '' && limit > 0));
  const revision = token !== undefined && token.revision > 0 ? token.revision : exact ? asked : store.revision;
  if (revision > store.revision) throw unknownError('etcdserver: mvcc: required revision is a future revision');
  refuseFuture(asked, store.revision);
  const objects = store.listAt(resourceName(strategy.resource), scope, revision);
  if (objects === undefined) throw tooOld(token?.start);
  const first = token === undefined ? 0 : objects.findIndex((object) => keyOf(object) >= token.start);
  const all = first < 0 ? [] : first === 0 ? objects : objects.slice(first);
  const metadata = { resourceVersion: String(revision) };
  // A list from the cache, of whatever version, is given whole.
  if (limit <= 0 || (resourceVersion === '0' && token === undefined)) {
    return { items: matches === undefined ? all : all.filter(matches), metadata };
  }
  const items: KubeObject[] = [];
  let last = 0;
  for (; last < all.length && items.length < limit; last++) {
    if (matches?.(all[last]!) !== false) items.push(all[last]!);
  }
  if (last >= all.length) return { items, metadata };
  const next = encodeContinue({ revision, start: `${keyOf(all[last - 1]!)}\0` });
  // How many of the others are selected is not known, so nothing is said then.
  const remaining = matches === undefined ? { remainingItemCount: all.length - last } : {};
  return { items, metadata: { ...metadata, continue: next, ...remaining } };
}

const LIST_TOO_OLD = 'The resourceVersion for the provided list is too old.';
const TOKEN_TOO_OLD =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** Models apiserver storage/etcd3 interpretListError. */
function tooOld(start: string | undefined): ApiError {
  if (start === undefined) return new ApiError(410, 'Expired', LIST_TOO_OLD);
  const token = encodeContinue({ revision: -1, start });
  return new ApiError(410, 'Expired', TOKEN_TOO_OLD, undefined, { continue: token });
}
