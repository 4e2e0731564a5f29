import { goQuote } from '../api/go-quote.ts';
import { type HttpHeaders, type Query, ResponseStream } from '../api/transport.ts';
import type { Millis } from '../sim/clock.ts';
import { klogLine } from './klog-line.ts';

/** From this `-v` on, every answer of the server is noted on standard error. */
const REQUEST_LOG_LEVEL = 6;

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** From this `-v` on, also what was asked with its headers. */
const HEADERS_LOG_LEVEL = 7;

/** From this `-v` on, also what was sent and answered. */
const BODIES_LOG_LEVEL = 8;

export interface Asked {
  readonly method: string;
  readonly server: string;
  readonly path: string;
  readonly query: Query;
  readonly headers: HttpHeaders;
  readonly body: unknown;
  readonly began: Millis;
}

export interface Answered {
  readonly method: string;
  readonly server: string;
  readonly path: string;
  readonly query: Query;
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: unknown;
  readonly began: Millis;
  readonly ended: Millis;
}

/** What klog writes of a request before it is sent. Models client-go transport debuggingRoundTripper. */
export function requestLog(level: number, { method, server, path, query, headers, body, began }: Asked): string {
  if (level < HEADERS_LOG_LEVEL) return '';
  const sent = level < BODIES_LOG_LEVEL ? '' : klogLine('I', began, 'helper.go:113', `"Request Body" ${inBody(body)}`);
  const text = `"Request" verb="${method}" url="${urlOf(server, path, query)}" headers=${headerBlock(headers)}`;
  return sent + klogLine('I', began, 'round_trippers.go:527', text);
}

/** What klog writes of an answer. */
export function answerLog(level: number, answered: Answered): string {
  if (level < REQUEST_LOG_LEVEL) return '';
  const { method, server, path, query, status, headers, body, began, ended } = answered;
  const asked = level < HEADERS_LOG_LEVEL ? `verb="${method}" url="${urlOf(server, path, query)}" ` : '';
  const answer = `status="${`${status} ${STATUS_TEXTS[status] ?? ''}`.trim()}"`;
  const shown = level < BODIES_LOG_LEVEL ? '' : ` headers=${headerBlock(headers)}`;
  const text = `"Response" ${asked}${answer}${shown} milliseconds=${ended - began}`;
  const line = klogLine('I', ended, 'round_trippers.go:632', text);
  if (level < BODIES_LOG_LEVEL || body instanceof ResponseStream) return line;
  return line + klogLine('I', ended, 'helper.go:113', `"Response Body" ${inBody(body)}`);
}

const urlOf = (server: string, path: string, query: Query): string =>
  server.replace(/\/$/, '') + path + queryText(query);

/** klog's way with values of several lines. */
const block = (lines: readonly string[]): string => `<\n${lines.map((line) => `\t${line}\n`).join('')} >`;

function headerBlock(headers: HttpHeaders): string {
  const shown = (name: string, value: string) =>
    name === 'authorization' ? value.replace(/ .*/, ' <masked>') : value.replaceAll('\n', ', ');
  const titled = (name: string) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return block(
    Object.keys(headers)
      .sort()
      .map((name) => `${titled(name)}: ${shown(name, headers[name]!)}`),
  );
}

function inBody(body: unknown): string {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return `body=${text === '' || !/["\n]/.test(text) ? goQuote(text) : block(text.split('\n'))}`;
}

/** Models Go's url.Values.Encode: sorted by name. */
function queryText(query: Query): string {
  const pairs = Object.keys(query)
    .sort()
    .flatMap((name) => [query[name]!].flat().map((value) => `${escaped(name)}=${escaped(String(value))}`));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const escaped = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
