import { type ApiRequest, type ApiResponse, ResponseStream, type WatchEvent } from '../../../api/transport.ts';
import { methodNotSupported, notFoundError, notSimulated } from '../refusals.ts';
import type { RegistryContext } from '../rest/registry-context.ts';
import { methodNotAllowed } from './answer-review.ts';
import { JSON_TYPE, jsonResponse } from './json-response.ts';
import { parseListOptions } from './list-options.ts';
import { negotiate, negotiateStream } from './negotiate.ts';
import { queryFlag } from './query.ts';
import type { ResourcePath } from './request-path.ts';
import { parseSelection } from './selection.ts';
import { partialMetadata, tableOf } from './table.ts';

/** Answers for a kind that is never stored: it is read only. What would be written is refused, with the reason why. */
export function answerComputed(
  { health, world, strategies, store }: RegistryContext,
  request: ApiRequest,
  { strategy, namespace, name, subresource, groupVersion }: ResourcePath,
): ApiResponse {
  const { resource, refuses } = strategy;
  const { method } = request;
  const all = strategy.computed!({ isRunning: health.isRunning, groupVersions: strategies.groupVersions });
  const found = name === '' ? undefined : all.find(({ metadata }) => metadata.name === name);
  if (method !== 'GET' || subresource !== '') {
    if (refuses === undefined) throw methodNotAllowed();
    if (name !== '' && found === undefined) throw notFoundError(resource, name);
    if (method === 'POST' || found !== undefined || all.length > 0) throw notSimulated(refuses);
  }
  const context = { nowMs: world.clock.now() };
  if (name !== '') {
    if (found === undefined) throw notFoundError(resource, name);
    const shape = negotiate(request);
    if (shape === 'metadata') return jsonResponse(partialMetadata(found));
    if (shape === 'object') return jsonResponse(found);
    return jsonResponse(tableOf(strategy, [found], {}, request.query, context));
  }
  if (queryFlag(request.query, 'watch')) {
    if (refuses === undefined) throw methodNotSupported(resource, 'watch');
    return watchNothing(request);
  }
  const shape = negotiate(request);
  const { matches } = parseSelection(strategy, namespace, request.query);
  const items = matches === undefined ? all : all.filter(matches);
  if (shape === 'table') return jsonResponse(tableOf(strategy, items, {}, request.query, context));
  const metadata = shape === 'metadata';
  const list = {
    kind: metadata ? 'PartialObjectMetadataList' : `${resource.kind}List`,
    apiVersion: metadata ? 'meta.k8s.io/v1' : groupVersion,
    metadata: refuses === undefined ? {} : { resourceVersion: String(store.revision) },
    items: metadata ? items.map(partialMetadata) : items,
  };
  return jsonResponse(list);
}

/** Where nothing can change, a watch stays open and silent. */
function watchNothing(request: ApiRequest): ApiResponse {
  parseListOptions(request.query, true);
  negotiateStream(request);
  const stream = new ResponseStream<WatchEvent>(() => () => {});
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: stream };
}
