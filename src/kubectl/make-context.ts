import { ApiError } from '../api/api-error.ts';
import { goQuote } from '../api/go-quote.ts';
import type { KubeObject } from '../api/object.ts';
import { type ApiResponse, type HttpHeaders, type Query, ResponseStream, type Transport } from '../api/transport.ts';
import { type ClusterChoice, chooseCluster } from './cluster-choice.ts';
import type { FlagValues } from './command.ts';
import type { ApiResource, KubectlContext, RawRequest, ResourceRequest } from './context.ts';
import { type Discovered, discover } from './discovery.ts';
import type { KubectlIo } from './io.ts';
import { readList } from './json.ts';
import { klogLine } from './klog-line.ts';
import { KubectlError } from './kubectl-error.ts';
import { loadKubeconfig } from './load-kubeconfig.ts';
import { answerLog, requestLog } from './request-log.ts';
import { endingAfter, parseRequestTimeout } from './request-timeout.ts';
import { resourcePath } from './resource-path.ts';
import { responseError } from './response-error.ts';
import { findResource, findResourceForKind } from './rest-mapper.ts';
import { discoveryLog, UnreachableError } from './unreachable.ts';
import { warningTexts } from './warnings.ts';

/** Models client-go StreamWatcher.receive: a watch that the client's time limit cut off is told of from here on. */
const BROKEN_WATCH_LEVEL = 5;
const LATE =
  '"Unable to decode an event from the watch stream" err="net/http: request canceled (Client.Timeout or context cancellation while reading body)"';

/** A context that reads the kubeconfig and the discovery when they are first needed. */
export function makeContext(flags: FlagValues, io: KubectlIo): KubectlContext {
  let choice: ClusterChoice | undefined;
  let transport: Transport | undefined;
  let discovered: Promise<Discovered> | undefined;
  const warned = new Set<string>();

  const chosen = () => (choice ??= chooseCluster(loadKubeconfig(flags, io), flags));
  const timeout = () => parseRequestTimeout(flags.string('request-timeout'));
  function connection(): Transport {
    if (transport !== undefined) return transport;
    const { target } = chosen();
    timeout();
    transport = io.connect(target);
    return transport;
  }
  const discovery = () =>
    (discovered ??= discover((path, accept) => send({ method: 'GET', path, accept })).catch(async (error: unknown) => {
      if (error instanceof UnreachableError) {
        await io.stderr.write(discoveryLog(chosen().target.server, error, io.clock.now()));
      }
      throw error;
    }));

  async function send(request: RawRequest): Promise<ApiResponse> {
    const headers: HttpHeaders = {
      accept: request.accept ?? 'application/json',
      'user-agent': 'kubectl/v1.33.0 (linux/amd64) kubernetes/drydock',
      ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
      ...chosen().headers,
    };
    const { method, path, query = {}, body } = request;
    const began = io.clock.now();
    const level = flags.int('v');
    const asked = requestLog(level, { method, server: chosen().target.server, path, query, headers, body, began });
    if (asked !== '') await io.stderr.write(asked);
    const response = await connection()
      .send({ method, path, query, headers, body }, request.signal ?? io.signal)
      .catch((error: unknown) => {
        const detail = error instanceof Error ? error.message : '';
        throw detail.startsWith('dial tcp') ? new UnreachableError(chosen().target.server, detail) : error;
      });
    const { server } = chosen().target;
    const answered = answerLog(level, { method, server, path, query, ...response, began, ended: io.clock.now() });
    if (answered !== '') await io.stderr.write(answered);
    for (const text of warningTexts(response.headers.warning)) {
      if (warned.has(text)) continue;
      warned.add(text);
      await io.stderr.write(`Warning: ${text}\n`);
    }
    if (response.status >= 400) throw responseError(response, method, path);
    const limit = timeout();
    if (limit > 0 && response.body instanceof ResponseStream) {
      const late = () => {
        if (query.watch === 'true' && flags.int('v') >= BROKEN_WATCH_LEVEL)
          void io.stderr.write(klogLine('I', io.clock.now(), 'streamwatcher.go:123', LATE));
      };
      return { ...response, body: endingAfter(response.body, limit, io.clock, late) };
    }
    return response;
  }

  async function request(wanted: ResourceRequest): Promise<ApiResponse> {
    if (wanted.name !== undefined) checkName(wanted.name);
    return send({ ...wanted, path: resourcePath(wanted.resource, wanted) });
  }

  async function get(resource: ApiResource, namespace: string, name: string, query?: Query): Promise<KubeObject> {
    return (await request({ method: 'GET', resource, namespace, name, query })).body as KubeObject;
  }

  return {
    get transport() {
      return connection();
    },
    get namespace() {
      return chosen().namespace;
    },
    get server() {
      return chosen().target.server;
    },
    namespaceGiven: flags.changed('namespace'),
    resource: async (name) => findResource((await discovery()).resources, name),
    resourceForKind: async (apiVersion, kind) => findResourceForKind((await discovery()).resources, apiVersion, kind),
    resources: async () => (await discovery()).resources,
    discovered: discovery,
    raw: send,
    request,
    get,
    async list(resource, namespace, query) {
      const { body } = await request({ method: 'GET', resource, namespace, query });
      return readList(body, 'items') as readonly KubeObject[];
    },
  };
}

/** Models client-go rest Request.Name: such a name would be another address. */
function checkName(name: string): void {
  if (name === '') throw new KubectlError('resource name may not be empty');
  const odd = name === '.' || name === '..';
  const problems = odd
    ? [`may not be '${name}'`]
    : ['/', '%'].filter((one) => name.includes(one)).map((one) => `may not contain '${one}'`);
  if (problems.length > 0) throw new KubectlError(`invalid resource name ${goQuote(name)}: [${problems.join(' ')}]`);
}

/** Whether the server said that there is no such object. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'NotFound';
}
