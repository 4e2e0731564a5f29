import type { ResponseStream, WatchEvent } from '../../api/transport.ts';
import type { Millis } from '../../sim/clock.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, type JsonObject, readList, readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { ResourceInfo } from '../resource-info.ts';

/** One state of the watched object. */
export interface ObjectEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: JsonObject;
}

/**
 * Lists and then watches one object until `receive` says that it has seen enough. `synced` is told whether the object was
 * there to begin with. Models client-go tools/watch UntilWithSync.
 */
export async function watchUntil(
  info: ResourceInfo,
  timeoutMs: Millis | undefined,
  context: KubectlContext,
  io: KubectlIo,
  receive: (event: ObjectEvent) => Promise<boolean>,
  synced: (found: boolean) => Promise<boolean> = async () => false,
): Promise<'done' | 'timed out'> {
  const deadline = timeoutMs === undefined ? undefined : io.clock.now() + timeoutMs;
  const { resource, namespace } = info;
  const fieldSelector = `metadata.name=${info.name}`;
  for (;;) {
    const { body } = await context.request({ method: 'GET', resource, namespace, query: { fieldSelector } });
    const items = readList(body, 'items').filter(isJsonObject);
    const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
    if (await synced(items.length > 0)) return 'done';
    for (const item of items) {
      if (await receive({ type: 'ADDED', object: { apiVersion, kind: resource.kind, ...item } })) return 'done';
    }
    const query = { fieldSelector, watch: 'true', resourceVersion: readText(body, 'metadata', 'resourceVersion') };
    const stream = (await context.request({ method: 'GET', resource, namespace, query }))
      .body as ResponseStream<WatchEvent>;
    const end = await readStream(stream, deadline, io, async ({ type, object }) => {
      if (type === 'BOOKMARK' || type === 'ERROR' || !isJsonObject(object)) return type === 'ERROR' ? 'again' : 'more';
      return (await receive({ type, object })) ? 'done' : 'more';
    });
    if (end !== 'again') return end;
  }
}

type Verdict = 'more' | 'done' | 'again';

async function readStream(
  stream: ResponseStream<WatchEvent>,
  deadline: Millis | undefined,
  io: KubectlIo,
  receive: (event: WatchEvent) => Promise<Verdict>,
): Promise<'done' | 'timed out' | 'again'> {
  const events: WatchEvent[] = [];
  let ended = false;
  let late = false;
  let wake = (): void => undefined;
  const stopTimer = new AbortController();
  const stop = (): void => {
    stopTimer.abort();
    wake();
  };
  io.signal.addEventListener('abort', stop, { once: true });
  const close = stream.open(
    (event) => {
      events.push(event);
      wake();
    },
    () => {
      ended = true;
      wake();
    },
  );
  if (deadline !== undefined) {
    io.clock.sleep(Math.max(0, deadline - io.clock.now()), stopTimer.signal).then(
      () => {
        late = true;
        wake();
      },
      () => undefined,
    );
  }
  try {
    for (;;) {
      if (io.signal.aborted) throw io.signal.reason ?? new KubectlError('interrupted');
      const event = events.shift();
      if (event !== undefined) {
        const verdict = await receive(event);
        if (verdict !== 'more') return verdict;
      } else if (late) return 'timed out';
      else if (ended) return 'again';
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    close();
    io.signal.removeEventListener('abort', stop);
    stopTimer.abort();
  }
}
