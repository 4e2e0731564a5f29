import type { KubeObject } from '../../../api/object.ts';
import { type ApiRequest, type ApiResponse, ResponseStream, type WatchEvent } from '../../../api/transport.ts';
import type { World } from '../../../sim/world.ts';
import type { StoreChange } from '../../store/store.ts';
import { badRequest } from '../refusals.ts';
import { viewOf } from '../rest/object-view.ts';
import type { Registry } from '../rest/registry.ts';
import { resourceName } from '../strategy.ts';
import { JSON_TYPE } from './json-response.ts';
import { negotiate } from './negotiate.ts';
import { queryFlag, queryValue } from './query.ts';
import type { ResourcePath } from './request-path.ts';
import { parseSelection, type Selection } from './selection.ts';
import { servedObject } from './served-object.ts';
import { partialMetadata, tableOf } from './table.ts';

type Timeouts = ReturnType<typeof createWatchTimeouts>;

/** Ends watches after their time. Watches are outside the world, so a forked world knows nothing of those it inherits. */
export function createWatchTimeouts(world: World) {
  const open = new Map<number, () => void>();
  let next = 1;
  const task = world.clock.task<number>('apiserver/watch-timeout', (id) => open.get(id)?.(), { background: true });
  return (seconds: number, end: () => void): (() => void) => {
    const id = next++;
    open.set(id, end);
    const waiting = task.after(seconds * 1000, id);
    return () => {
      open.delete(id);
      world.clock.cancel(waiting);
    };
  };
}

/** Answers GET on a collection with watch=true. */
export function watchObjects(
  registry: Registry,
  timeouts: Timeouts,
  request: ApiRequest,
  path: ResourcePath,
): ApiResponse {
  const { strategy, groupVersion } = path;
  const { store, world } = registry.context;
  const { query } = request;
  const shape = negotiate(request);
  const view = viewOf(strategy, '', groupVersion);
  const selection = parseSelection(strategy, path.namespace, query, groupVersion);
  const version = queryValue(query, 'resourceVersion') ?? '';
  if (!/^[0-9]*$/.test(version)) {
    throw badRequest(
      `resourceVersion: Invalid value: "${version}": strconv.ParseUint: parsing "${version}": invalid syntax`,
    );
  }
  const startsWithState = version === '' || version === '0' || queryFlag(query, 'sendInitialEvents');
  const seconds = Number(queryValue(query, 'timeoutSeconds') ?? '0');
  const bookmarks = queryFlag(query, 'allowWatchBookmarks');

  const stream = new ResponseStream<WatchEvent>((receive, ended) => {
    let columnsSent = false;
    let closed = false;
    const shown = (object: KubeObject): unknown => {
      if (shape === 'metadata') return partialMetadata(object);
      if (shape === 'object') return servedObject(view.shown(object));
      const { resourceVersion } = object.metadata;
      const table = tableOf(strategy, [object], { resourceVersion }, query, { nowMs: world.clock.now() }, !columnsSent);
      columnsSent = true;
      return table;
    };
    const bookmark = (annotations?: Readonly<Record<string, string>>): void => {
      const metadata = {
        resourceVersion: String(store.revision),
        ...(annotations === undefined ? {} : { annotations }),
      };
      const { kind } = strategy.resource;
      receive({ type: 'BOOKMARK', object: { kind, apiVersion: groupVersion, metadata } });
    };
    const from = startsWithState ? store.revision : Number(version);
    if (startsWithState) {
      for (const object of registry.list(strategy.resource, selection.scope)) {
        if (selection.matches?.(object) !== false) receive({ type: 'ADDED', object: shown(object) });
      }
      if (queryFlag(query, 'sendInitialEvents')) bookmark({ 'k8s.io/initial-events-end': 'true' });
    }
    const observation = store.changes.observe(resourceName(strategy.resource), from, (change) => {
      if (closed) return;
      const seen = seenThrough(selection, change);
      if (seen !== undefined) receive({ type: seen.type, object: shown(seen.object) });
    });
    if (observation === undefined) {
      receive({ type: 'ERROR', object: expired(version, store.changes.forgotten()) });
      ended();
      return () => {};
    }
    const close = () => {
      closed = true;
      observation.close();
      cancelTimeout?.();
    };
    const cancelTimeout =
      seconds > 0
        ? timeouts(seconds, () => {
            if (bookmarks) bookmark();
            close();
            ended();
          })
        : undefined;
    return close;
  });
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: stream };
}

/** How a change looks through a selection: an object that leaves it is deleted, one that enters it is added. */
function seenThrough({ scope, matches }: Selection, change: StoreChange) {
  const within = (object: KubeObject): boolean => {
    if (scope?.namespace !== undefined && object.metadata.namespace !== scope.namespace) return false;
    return matches?.(object) !== false;
  };
  const { type, object, old } = change;
  const before = old !== undefined && within(old);
  if (type === 'DELETED') return before ? { type, object } : undefined;
  const now = within(object);
  if (now) return { type: before ? ('MODIFIED' as const) : ('ADDED' as const), object };
  if (!before) return undefined;
  const { resourceVersion } = object.metadata;
  return { type: 'DELETED' as const, object: { ...old, metadata: { ...old.metadata, resourceVersion } } };
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
