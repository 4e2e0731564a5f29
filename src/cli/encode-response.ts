import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ApiRequest, ApiResponse, Status } from '../api/transport.ts';
import { wireJson } from './wire-json.ts';

/** An answer as it goes over the wire. */
export interface EncodedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | readonly string[]>>;
  readonly payload: string | Buffer;
}

/** Larger answers are compressed for those who take it. Models endpoints/handlers/responsewriters defaultGzipThresholdBytes. */
const GZIP_FROM_BYTES = 128 * 1024;
const GZIP_LEVEL = 1;
/** People's own programs get JSON that people can read. Models handlers/negotiation isPrettyPrint. */
const FOR_PEOPLE = /^(curl|Wget|Mozilla\/5\.0)/;

/** Writes an answer that is no stream. `request` is missing where none could be read. */
export function encodeResponse(request: ApiRequest | undefined, response: ApiResponse): EncodedResponse {
  const { status, body } = response;
  const headers: Record<string, string | number | readonly string[]> = { ...headersOf(request, response) };
  const delay = (body as Status | undefined)?.details?.retryAfterSeconds;
  if ((body as Status | undefined)?.kind === 'Status' && delay !== undefined) headers['retry-after'] = String(delay);
  const payload = payloadOf(request, body);
  if (status === 304) return { status, headers, payload: '' };
  const size = Buffer.byteLength(payload);
  if (size <= GZIP_FROM_BYTES || !takesGzip(request)) {
    return { status, headers: { ...headers, 'content-length': size }, payload };
  }
  const packed = gzipSync(payload, { level: GZIP_LEVEL });
  const vary = headers.vary === undefined ? 'Accept-Encoding' : `${headers.vary}, Accept-Encoding`;
  return {
    status,
    headers: { ...headers, vary, 'content-encoding': 'gzip', 'content-length': packed.length },
    payload: packed,
  };
}

/** The headers of every answer. Warnings have a line each. */
export function headersOf(request: ApiRequest | undefined, response: ApiResponse) {
  const { warning, ...rest } = response.headers;
  return {
    'audit-id': request?.headers['audit-id'] || randomUUID(),
    'cache-control': 'no-cache, private',
    ...rest,
    ...(warning === undefined ? {} : { warning: warning.split(/, (?=299 )/) }),
  };
}

function payloadOf(request: ApiRequest | undefined, body: unknown): string | Buffer {
  if (body === undefined) return '';
  if (typeof body === 'string' || Buffer.isBuffer(body)) return body;
  return isPretty(request) ? wireJson(body, 2) : `${wireJson(body)}\n`;
}

function isPretty(request: ApiRequest | undefined): boolean {
  const asked = [request?.query.pretty ?? ''].flat()[0] ?? '';
  if (asked !== '') return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(asked);
  return FOR_PEOPLE.test(request?.headers['user-agent'] ?? '');
}

const takesGzip = (request: ApiRequest | undefined): boolean =>
  (request?.headers['accept-encoding'] ?? '').split(',').some((one) => one.split(';')[0]!.trim() === 'gzip');
