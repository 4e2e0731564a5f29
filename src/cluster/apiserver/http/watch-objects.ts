import type { KubeObject } from '../../../api/object.ts';
import {
  type ApiRequest,
  type ApiResponse,
  type Query,
  ResponseStream,
  type WatchEvent,
} from '../../../api/transport.ts';
import type { RegistryContext } from '../rest/registry-context.ts';
import { resourceName } from '../strategy.ts';
import { JSON_TYPE } from './json-response.ts';
import { parseListOptions } from './list-options.ts';
import { negotiateStream, type ObjectShape } from './negotiate.ts';
import type { ResourcePath } from './request-path.ts';
import { versionForWatch } from './resource-version.ts';
import { parseSelection, seenThrough } from './selection.ts';
import { servedObject } from './served-object.ts';
import { servedView } from './served-view.ts';
import { checkTableOptions, partialMetadata, tableOf } from './table.ts';
import type { WatchTimers } from './watch-timers.ts';

/** Bookmarks come about so often, and shortly before a watch ends by itself. Models storage/cacher nextBookmarkTime. */
const BOOKMARK_MS = 60_000;
const LAST_BOOKMARK_MS = 2_000;

/** Answers GET on a collection with watch=true. Models apiserver storage/cacher Cacher.Watch. */
export function watchObjects(
  { store, world }: RegistryContext,
  timers: WatchTimers,
  request: ApiRequest,
  path: ResourcePath,
): ApiResponse {
  const { strategy, groupVersion } = path;
  const { query } = request;
  const options = parseListOptions(query, true);
  const initialEvents = options.sendInitialEvents === true;
  const withEnd = initialEvents && options.allowWatchBookmarks;
  // The end of the initial events is an object with an annotation, for which tables have no place.
  const shape = negotiateStream(request, withEnd ? (['metadata'] as const) : undefined);
  if (shape === 'table') checkTableOptions(query);
  const selection = parseSelection(strategy, path.namespace, withName(query, path.name), groupVersion);
  const asked = versionForWatch(options.resourceVersion);
  const startsWithState = initialEvents || (asked === 0 && options.sendInitialEvents === undefined);
  const resource = resourceName(strategy.resource);
  const write = createWriter();

  const stream = new ResponseStream<WatchEvent>((receive, ended) => {
    let closed = false;
    const cancels: (() => void)[] = [];
    const bookmark = (revision: number, annotations?: Readonly<Record<string, string>>): void => {
      const metadata = { resourceVersion: String(revision), creationTimestamp: null };
      const more = annotations === undefined ? {} : { annotations };
      const { kind } = strategy.resource;
      receive({
        type: 'BOOKMARK',
        object: write.bookmark({ kind, apiVersion: groupVersion, metadata: { ...metadata, ...more } } as never),
      });
    };
    const from = startsWithState || asked === 0 ? store.revision : asked;
    if (startsWithState) {
      for (const object of store.list(resource, selection.scope)) {
        if (selection.matches?.(object) !== false) receive({ type: 'ADDED', object: write.object(object) });
      }
      if (withEnd) bookmark(from, { 'k8s.io/initial-events-end': 'true' });
    }
    const observation = store.changes.observe(resource, from, (change) => {
      if (closed) return;
      const seen = seenThrough(resource, selection, change);
      if (seen !== undefined) receive({ type: seen.type, object: write.object(seen.object) });
    });
    if (observation === undefined) {
      receive({ type: 'ERROR', object: expired(options.resourceVersion, store.changes.forgotten()) });
      ended();
      return () => {};
    }
    const close = () => {
      closed = true;
      observation.close();
      for (const cancel of cancels) cancel();
    };
    const lastMs = options.timeoutSeconds * 1000;
    if (lastMs > 0) {
      const end = () => {
        close();
        ended();
      };
      cancels.push(timers.after(lastMs, end));
    }
    if (options.allowWatchBookmarks) {
      // What was not told yet must not be said to be known.
      const tell = () => bookmark(Math.max(from, store.changes.told()));
      cancels.push(timers.every(BOOKMARK_MS, tell));
      if (lastMs > LAST_BOOKMARK_MS) cancels.push(timers.after(lastMs - LAST_BOOKMARK_MS, tell));
    }
    return close;
  });
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: stream };

  /** Puts objects into the shape that was asked for. Of several tables, only the first names its columns. */
  function createWriter() {
    const view = servedView(strategy, '', groupVersion);
    let columnsSent = false;
    const table = (objects: readonly KubeObject[], resourceVersion: string): unknown => {
      const shown = { withColumns: !columnsSent, view };
      columnsSent = true;
      return tableOf(strategy, objects, { resourceVersion }, query, { nowMs: world.clock.now() }, shown);
    };
    const as: Readonly<Record<ObjectShape, (object: KubeObject) => unknown>> = {
      table: (object) => table([object], object.metadata.resourceVersion),
      metadata: (object) => partialMetadata(view.shown(object)),
      object: (object) => servedObject(view.shown(object)),
    };
    return {
      object: as[shape],
      bookmark: (object: KubeObject): unknown => {
        if (shape === 'table') return table([], object.metadata.resourceVersion);
        return shape === 'metadata' ? partialMetadata(object) : object;
      },
    };
  }
}

/** A watch of one object is one of the objects that have its name. */
function withName(query: Query, name: string): Query {
  return name === '' ? query : { ...query, fieldSelector: `metadata.name=${name}` };
}

/** Models apimachinery errors.NewResourceExpired as the watch cache words it. */
function expired(asked: string, oldest: number) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `too old resource version: ${asked} (${oldest})`,
    reason: 'Expired',
    code: 410,
  };
}
