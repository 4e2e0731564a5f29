import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import { methodNotSupported, notFoundError } from '../refusals.ts';
import type { RegistryContext } from '../rest/registry-context.ts';
import { methodNotAllowed } from './answer-review.ts';
import { jsonResponse } from './json-response.ts';
import { negotiate } from './negotiate.ts';
import { queryFlag } from './query.ts';
import type { ResourcePath } from './request-path.ts';
import { parseSelection } from './selection.ts';
import { partialMetadata, tableOf } from './table.ts';

/** Answers for a kind that is never stored: it is read only, and there is nothing to watch. */
export function answerComputed(
  { health, world }: RegistryContext,
  request: ApiRequest,
  { strategy, namespace, name, subresource }: ResourcePath,
): ApiResponse {
  const { resource } = strategy;
  if (request.method !== 'GET' || subresource !== '') throw methodNotAllowed();
  const all = strategy.computed!(health.isRunning);
  const warnings = strategy.warnings?.(all[0]!, undefined) ?? [];
  const shape = negotiate(request);
  const context = { nowMs: world.clock.now() };
  if (name !== '') {
    const object = all.find(({ metadata }) => metadata.name === name);
    if (object === undefined) throw notFoundError(resource, name);
    if (shape === 'metadata') return jsonResponse(partialMetadata(object), 200, warnings);
    if (shape === 'object') return jsonResponse(object, 200, warnings);
    return jsonResponse(tableOf(strategy, [object], {}, request.query, context), 200, warnings);
  }
  if (queryFlag(request.query, 'watch')) throw methodNotSupported(resource, 'watch');
  const { matches } = parseSelection(strategy, namespace, request.query);
  const items = matches === undefined ? all : all.filter(matches);
  if (shape === 'table') return jsonResponse(tableOf(strategy, items, {}, request.query, context), 200, warnings);
  const metadata = shape === 'metadata';
  return jsonResponse(
    {
      kind: metadata ? 'PartialObjectMetadataList' : `${resource.kind}List`,
      apiVersion: metadata ? 'meta.k8s.io/v1' : 'v1',
      metadata: {},
      items: metadata ? items.map(partialMetadata) : items,
    },
    200,
    warnings,
  );
}
