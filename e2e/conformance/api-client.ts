import { Agent, type IncomingMessage, request } from 'node:http';
import type { KubeObject } from '../../src/api/object.ts';
import type { Status } from '../../src/api/transport.ts';
import { expectDecodes } from './expect-decodes.ts';
import { goBody } from './go-body.ts';
import { openWatch, type Watching } from './watching.ts';

export type Query = Readonly<Record<string, string | number>>;

export interface Page<T> {
  readonly kind: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly T[];
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A refusal as client-go's StatusError. */
export class Refusal extends Error {
  readonly status: Status;
  constructor(status: Status) {
    super(status.message);
    this.status = status;
  }
}

export type PatchType = 'strategic-merge' | 'merge' | 'json' | 'apply';

const PATCH_TYPES: Readonly<Record<PatchType, string>> = {
  'strategic-merge': 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** What client-go does with content type JSON, as far as the specs see it. */
export interface ApiClient {
  raw(method: string, path: string, query?: Query, body?: string, headers?: Record<string, string>): Promise<RawAnswer>;
  get<T extends KubeObject>(path: string): Promise<T>;
  list<T extends KubeObject>(path: string, query?: Query): Promise<Page<T>>;
  create<T extends KubeObject>(path: string, body: object): Promise<T>;
  update<T extends KubeObject>(path: string, body: object): Promise<T>;
  patch<T extends KubeObject>(path: string, type: PatchType, body: object): Promise<T>;
  remove(path: string, options?: object, query?: Query): Promise<void>;
  watch<T extends KubeObject>(path: string, query?: Query): Promise<Watching<T>>;
  close(): void;
}

/** `answered` is called after every answer, so that the cluster's time passes while requests are on their way. */
export function createApiClient(address: string, answered: () => void): ApiClient {
  const agent = new Agent({ keepAlive: true });
  const urlOf = (path: string, query: Query) => {
    const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
    return `${address}${path}${search === '' ? '' : `?${search}`}`;
  };
  const headersOf = (more?: Record<string, string>) => ({
    accept: 'application/json, */*',
    'user-agent': 'e2e.test/v1.33.0 (linux/amd64) kubernetes/60a317e',
    ...more,
  });

  const raw: ApiClient['raw'] = (method, path, query = {}, body, headers) =>
    new Promise((resolve, reject) => {
      // Node names no length of what goes with a DELETE.
      const length: Record<string, string> =
        body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const sent = request(
        urlOf(path, query),
        { method, agent, headers: headersOf({ ...headers, ...length }) },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            answered();
            resolve({ status: answer.statusCode!, headers: answer.headers, text: Buffer.concat(parts).toString() });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });

  async function send<T>(method: string, path: string, query: Query, body?: object, type = 'application/json') {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await raw(method, path, query, text, text === undefined ? {} : { 'content-type': type });
    const parsed = JSON.parse(answer.text) as unknown;
    if (answer.status >= 400) throw new Refusal(parsed as Status);
    expectDecodes(parsed);
    return parsed as T;
  }

  return {
    raw,
    get: (path) => send('GET', path, {}),
    list: (path, query = {}) => send('GET', path, query),
    create: (path, body) => send('POST', path, {}, goBody(body)),
    update: (path, body) => send('PUT', path, {}, goBody(body)),
    patch: (path, type, body) => send('PATCH', path, {}, body, PATCH_TYPES[type]),
    async remove(path, options = {}, query = {}) {
      await send('DELETE', path, query, { kind: 'DeleteOptions', apiVersion: 'v1', ...options });
    },
    watch: (path, query = {}) =>
      openWatch(urlOf(path, { ...query, watch: 'true' }), { ...headersOf(), accept: 'application/json' }),
    close: () => agent.destroy(),
  };
}

/** Whether what was thrown is a refusal for this reason. */
export const isRefusal = (error: unknown, reason: string): boolean =>
  error instanceof Refusal && error.status.reason === reason;

/** The refusal that is expected of a request. */
export async function refusalOf(request: Promise<unknown>): Promise<Status> {
  try {
    await request;
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
  throw new Error('the server should have refused');
}
