import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from '../../../api/base64.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import { badRequest } from '../refusals.ts';
import { viewOf } from '../rest/object-view.ts';
import type { Registry } from '../rest/registry.ts';
import { keyOf } from '../rest/registry-context.ts';
import { jsonResponse } from './json-response.ts';
import { negotiate } from './negotiate.ts';
import { queryValue } from './query.ts';
import type { ResourcePath } from './request-path.ts';
import { parseSelection } from './selection.ts';
import { servedObject } from './served-object.ts';
import { partialMetadata, type TableMetadata, tableOf } from './table.ts';

/** Answers GET on a collection. */
export function listObjects(registry: Registry, request: ApiRequest, path: ResourcePath): ApiResponse {
  const { strategy, namespace, groupVersion } = path;
  const { resource } = strategy;
  const shape = negotiate(request);
  const view = viewOf(strategy, '', groupVersion);
  const { scope, matches } = parseSelection(strategy, namespace, request.query, groupVersion);
  const all = registry.list(resource, scope);
  const selected = matches === undefined ? all : all.filter(matches);
  const { items, metadata } = onePage(selected, request, String(registry.context.store.revision));
  if (shape === 'table') {
    const nowMs = registry.context.world.clock.now();
    return jsonResponse(tableOf(strategy, items, metadata, request.query, { nowMs }));
  }
  if (shape === 'metadata') {
    return jsonResponse({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: items.map(partialMetadata),
    });
  }
  const served = items.map((object) => servedObject(view.shown(object)));
  return jsonResponse({ kind: `${resource.kind}List`, apiVersion: groupVersion, metadata, items: served });
}

interface Page {
  readonly items: readonly KubeObject[];
  readonly metadata: TableMetadata;
}

/** Unlike Kubernetes, a further page shows the objects as they are now, not as they were at the first page. */
function onePage(objects: readonly KubeObject[], { query }: ApiRequest, resourceVersion: string): Page {
  const limit = Number(queryValue(query, 'limit') ?? '0');
  const token = queryValue(query, 'continue') ?? '';
  const after = token === '' ? '' : startOf(token);
  const rest = after === '' ? objects : objects.filter((object) => keyOf(object) > after);
  if (!(limit > 0) || rest.length <= limit) return { items: rest, metadata: { resourceVersion } };
  const items = rest.slice(0, limit);
  const next = JSON.stringify({ v: 'meta.k8s.io/v1', rv: Number(resourceVersion), start: keyOf(items.at(-1)!) });
  return {
    items,
    metadata: {
      resourceVersion,
      continue: encodeBase64(utf8Bytes(next)),
      remainingItemCount: rest.length - limit,
    },
  };
}

function startOf(token: string): string {
  const bytes = decodeBase64(token);
  try {
    const { start } = JSON.parse(bytes === undefined ? '' : utf8Text(bytes)) as { readonly start?: unknown };
    if (typeof start === 'string') return start;
  } catch {
    // A token that is not ours is refused like one without a start.
  }
  throw badRequest('continue key is not valid: illegal base64 data');
}
