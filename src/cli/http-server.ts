import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ExecAnswer } from '../api/exec.ts';
import {
  type ApiRequest,
  type ApiResponse,
  type Method,
  type Query,
  ResponseStream,
  type User,
  type WatchEvent,
} from '../api/transport.ts';
import type { Identify } from './authenticate-request.ts';
import { encodeResponse, headersOf } from './encode-response.ts';
import { serveExecSocket } from './exec-channels.ts';
import { failure } from './failure.ts';
import { OPENAPI_V2_ASKED, OPENAPI_V2_PROTOBUF, openApiProtobuf } from './openapi-protobuf.ts';
import { jsonOfProtobuf } from './protobuf-body.ts';
import { wireJson } from './wire-json.ts';

/** Larger bodies are refused as the API server refuses them. Models apiserver DefaultMaxRequestBodyBytes (3 MiB). */
const BODY_LIMIT_BYTES = 3 * 1024 * 1024;

const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** A watcher that reads too slowly is cut off, and lists again, before its backlog fills the memory. */
const BACKLOG_LIMIT_BYTES = 64 * 1024 * 1024;

/** What a server proves itself with, in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/**
 * Puts HTTP, or HTTPS, around an API server that answers synchronously. `identify` says who asks; `changed` is called
 * after each request.
 */
export function createHttpServer(
  handle: (request: ApiRequest) => ApiResponse,
  identify: Identify,
  changed: () => void,
  tls?: TlsIdentity,
): Server {
  const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);

  function answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    outgoing.on('error', () => outgoing.destroy());
    readBody(incoming).then(
      (body) => {
        if (body === undefined) {
          incoming.resume();
          write(outgoing, tooLarge());
          return;
        }
        const user = identify(incoming);
        if ('status' in user) {
          write(outgoing, user);
          return;
        }
        const request = toRequest(incoming, body, user);
        write(outgoing, inAskedForm(request, handle(request)), request);
        changed();
      },
      () => outgoing.destroy(),
    );
  }

  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => socket.destroy());
    const user = identify(incoming);
    if ('status' in user) {
      refuseUpgrade(socket, user);
      return;
    }
    const request = toRequest(incoming, Buffer.alloc(0), user);
    // A command that reads runs when its input is complete; any other runs first, so that a refusal is a plain answer.
    const reads = request.query.stdin === 'true';
    const early = reads ? undefined : handle(request);
    if (early !== undefined && early.status !== 101) {
      refuseUpgrade(socket, early);
      return;
    }
    serveExecSocket(incoming, socket, head, reads, (stdin) => {
      const { status, body } = early ?? handle({ ...request, body: stdin });
      changed();
      return status === 101 ? (body as ExecAnswer) : { stdout: '', stderr: '', status: body as ExecAnswer['status'] };
    });
  });
  // Watches stay open for as long as the client wants.
  server.requestTimeout = 0;
  server.timeout = 0;
  return server;
}

/** OpenAPI v2 goes to clients that ask for protobuf as such; everything else is JSON. */
function inAskedForm({ path, headers }: ApiRequest, response: ApiResponse): ApiResponse {
  const asked = path === '/openapi/v2' && (headers.accept ?? '').includes(OPENAPI_V2_ASKED);
  if (!asked || response.status !== 200) return response;
  return { status: 200, headers: { 'content-type': OPENAPI_V2_PROTOBUF }, body: openApiProtobuf(response.body) };
}

/** Answers a request for another protocol as a plain one, and ends the connection. */
function refuseUpgrade(socket: Duplex, response: ApiResponse): void {
  const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body ?? {});
  const type = response.headers['content-type'] ?? 'application/json';
  const head = [`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`, `content-type: ${type}`];
  const length = `content-length: ${Buffer.byteLength(text)}`;
  socket.end(`${[...head, length, 'connection: close'].join('\r\n')}\r\n\r\n${text}`);
}

function toRequest(incoming: IncomingMessage, bytes: Buffer, user: User): ApiRequest {
  const [path = '/', ...rest] = (incoming.url ?? '/').split('?');
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rest.join('?'))) {
    const known = query[name];
    query[name] = known === undefined ? value : [...(typeof known === 'string' ? [known] : known), value];
  }
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (name.startsWith('impersonate-') && values !== undefined) headers[name] = values.join('\n');
  }
  const json = headers['content-type']?.split(';')[0]?.trim() === PROTOBUF ? jsonOfProtobuf(bytes) : undefined;
  if (json !== undefined) headers['content-type'] = 'application/json';
  const body = json ?? bytes.toString('utf8');
  return {
    method: (incoming.method ?? 'GET') as Method,
    path: decodePath(path),
    query: query as Query,
    headers,
    user,
    ...(body === '' ? {} : { body }),
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** undefined when the body is over the limit. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    size += (part as Buffer).length;
    if (size > BODY_LIMIT_BYTES) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

const tooLarge = () => failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${BODY_LIMIT_BYTES}`);

function write(outgoing: ServerResponse, response: ApiResponse, request?: ApiRequest): void {
  const { body } = response;
  if (body instanceof ResponseStream) {
    writeStream(outgoing, response, body, request);
    return;
  }
  const { status, headers, payload } = encodeResponse(request, response);
  outgoing.writeHead(status, headers as OutgoingHttpHeaders);
  outgoing.end(payload);
}

function writeStream(
  outgoing: ServerResponse,
  response: ApiResponse,
  stream: ResponseStream,
  request: ApiRequest | undefined,
): void {
  const headers = { ...headersOf(request, response), 'transfer-encoding': 'chunked' };
  outgoing.writeHead(response.status, headers as OutgoingHttpHeaders);
  outgoing.flushHeaders();
  const close = stream.open(
    (frame) => {
      // What happens at one moment of the cluster goes out together.
      if (outgoing.writableCorked === 0) {
        outgoing.cork();
        process.nextTick(() => outgoing.uncork());
      }
      outgoing.write(typeof frame === 'string' ? frame : frameBytes(frame));
      if (outgoing.writableLength > BACKLOG_LIMIT_BYTES) outgoing.destroy();
    },
    () => outgoing.end(),
  );
  outgoing.on('close', close);
}

/** The last frame that was written. A change is told to all who watch, one after the other, and most see the same. */
let written: { readonly type: string; readonly object: unknown; readonly bytes: Buffer } | undefined;

function frameBytes({ type, object }: WatchEvent): Buffer {
  if (written !== undefined && written.object === object && written.type === type) return written.bytes;
  const bytes = Buffer.from(`${wireJson({ type, object })}\n`);
  written = { type, object, bytes };
  return bytes;
}
