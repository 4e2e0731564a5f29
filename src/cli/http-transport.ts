import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import {
  type ApiResponse,
  type HttpHeaders,
  type Query,
  ResponseStream,
  type Transport,
  type WatchEvent,
} from '../api/transport.ts';
import type { ConnectTarget } from '../kubectl/io.ts';
import { execOverSocket } from './exec-channels.ts';

/** Reaches a real API server over HTTP or HTTPS, with the credentials of a kubeconfig. */
export function createHttpTransport(target: ConnectTarget): Transport {
  const base = new URL(target.server);
  const secure = base.protocol === 'https:';
  const inline = (data: string | undefined, file: string | undefined) =>
    data !== undefined ? Buffer.from(data, 'base64') : file !== undefined ? readFileSync(file) : undefined;
  const agent = secure
    ? new https.Agent({
        ca: inline(target.certificateAuthorityData, target.certificateAuthority),
        cert: inline(target.clientCertificateData, target.clientCertificate),
        key: inline(target.clientKeyData, target.clientKey),
        rejectUnauthorized: target.insecureSkipTlsVerify !== true,
        keepAlive: true,
      })
    : new http.Agent({ keepAlive: true });
  const authorization =
    target.token !== undefined
      ? `Bearer ${target.token}`
      : target.username !== undefined
        ? `Basic ${Buffer.from(`${target.username}:${target.password ?? ''}`).toString('base64')}`
        : undefined;

  const pathOf = ({ path, query }: { readonly path: string; readonly query: Query }) =>
    base.pathname.replace(/\/$/, '') + path.split('/').map(encodeURIComponent).join('/') + queryText(query);

  /** A command in a container speaks over a WebSocket. */
  async function exec(request: Parameters<Transport['send']>[0]): Promise<ApiResponse> {
    const { 'content-type': _, ...headers } = request.headers;
    const answer = await execOverSocket(
      new URL(pathOf(request), base).href,
      {
        headers: { ...severalLines(headers), ...(authorization === undefined ? {} : { authorization }) },
        ca: secure ? inline(target.certificateAuthorityData, target.certificateAuthority) : undefined,
        insecure: target.insecureSkipTlsVerify === true,
      },
      typeof request.body === 'string' ? request.body : undefined,
    );
    if (!('refused' in answer)) return { status: 101, headers: {}, body: answer };
    return { status: answer.refused, headers: {}, body: parsed(answer.body) };
  }

  return {
    send: (request, signal) => {
      if (/\/pods\/[^/]+\/exec$/.test(request.path)) return exec(request);
      return new Promise((resolve, reject) => {
        const body =
          request.body === undefined
            ? undefined
            : typeof request.body === 'string'
              ? request.body
              : JSON.stringify(request.body);
        const path = pathOf(request);
        const outgoing = (secure ? https : http).request(
          {
            host: base.hostname.replace(/^\[|\]$/g, ''),
            port: base.port || (secure ? 443 : 80),
            method: request.method,
            path,
            agent,
            headers: {
              ...severalLines(request.headers),
              ...(authorization === undefined ? {} : { authorization }),
              ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
            },
          },
          (incoming) => {
            const streaming = request.query.watch !== undefined || request.query.follow === 'true';
            if (streaming && incoming.statusCode === 200) resolve(answer(incoming, streamOf(incoming)));
            else collect(incoming).then((text) => resolve(answer(incoming, decoded(incoming, text))), reject);
          },
        );
        const abort = () => outgoing.destroy(new Error('request aborted'));
        signal?.addEventListener('abort', abort, { once: true });
        outgoing.on('error', (error) => reject(asGoSays(error)));
        outgoing.on('close', () => signal?.removeEventListener('abort', abort));
        outgoing.end(body);
      });
    },
  };
}

function answer(incoming: http.IncomingMessage, body: unknown): ApiResponse {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return { status: incoming.statusCode ?? 0, headers, body };
}

/** A header whose values are lines is sent once for each. */
function severalLines(headers: HttpHeaders): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.includes('\n') ? value.split('\n') : value]),
  );
}

function queryText(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === 'string' ? [value] : value) params.append(name, one);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

async function collect(incoming: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function decoded(incoming: http.IncomingMessage, text: string): unknown {
  return /json/.test(incoming.headers['content-type'] ?? '') ? parsed(text) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Cuts a body into JSON lines (a watch) or passes text on (followed logs). Frames wait until the stream is opened. */
function streamOf(incoming: http.IncomingMessage): ResponseStream {
  const json = /json/.test(incoming.headers['content-type'] ?? '');
  return new ResponseStream((receive, ended) => {
    let rest = '';
    let open = true;
    incoming.setEncoding('utf8');
    incoming.on('data', (text: string) => {
      if (!json) {
        receive(text);
        return;
      }
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (open && line.trim() !== '') receive(JSON.parse(line) as WatchEvent);
    });
    const end = () => {
      if (open) ended();
      open = false;
    };
    incoming.on('end', end);
    incoming.on('error', end);
    return () => {
      open = false;
      incoming.destroy();
    };
  });
}

/** Names what the network refused in the words of Go's net package, which kubectl passes on. */
function asGoSays(error: Error & { code?: string; address?: string; port?: number; hostname?: string }): Error {
  if (error.code === 'ECONNREFUSED')
    return new Error(`dial tcp ${error.address}:${error.port}: connect: connection refused`);
  if (error.code === 'ENOTFOUND') return new Error(`dial tcp: lookup ${error.hostname}: no such host`);
  return error;
}
