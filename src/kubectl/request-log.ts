import type { Query } from '../api/transport.ts';
import type { Millis } from '../sim/clock.ts';
import { klogLine } from './klog-line.ts';

/** From this `-v` on, every answer of the server is noted on standard error. */
export const REQUEST_LOG_LEVEL = 6;

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

export interface Answered {
  readonly method: string;
  readonly server: string;
  readonly path: string;
  readonly query: Query;
  readonly status: number;
  readonly began: Millis;
  readonly ended: Millis;
}

/** The line that klog writes of an answer. Models client-go transport debuggingRoundTripper. */
export function requestLogLine({ method, server, path, query, status, began, ended }: Answered): string {
  const url = server.replace(/\/$/, '') + path + queryText(query);
  const answer = `${status} ${STATUS_TEXTS[status] ?? ''}`.trim();
  const text = `"Response" verb="${method}" url="${url}" status="${answer}" milliseconds=${ended - began}`;
  return klogLine('I', ended, 'round_trippers.go:632', text);
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
