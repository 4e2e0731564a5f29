import { goQuote } from '../api/go-quote.ts';
import type { Millis } from '../sim/clock.ts';
import { klogLine } from './klog-line.ts';
import { UnprefixedError } from './kubectl-error.ts';

/** Nobody answered at the server's address; `cause` is what the network said. */
export class UnreachableError extends UnprefixedError {
  readonly detail: string;
  constructor(server: string, detail: string) {
    super(words(server, detail));
    this.name = 'UnreachableError';
    this.detail = detail;
  }
}

/** Models cmdutil.StandardErrorMessage for errors of net/url. */
function words(server: string, detail: string): string {
  if (!detail.includes('connection refused')) return `Unable to connect to the server: ${detail}`;
  const host = server.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '');
  return `The connection to the server ${host} was refused - did you specify the right host or port?`;
}

const ATTEMPTS = 5;

/** What the cache of discovery logs each time the server cannot be asked. Models client-go memCacheClient. */
export function discoveryLog(server: string, { detail }: UnreachableError, now: Millis): string {
  const asked = `Get ${goQuote(`${server}/api?timeout=32s`)}: ${detail}`;
  const text = `"Unhandled Error" err=${goQuote(`couldn't get current server API group list: ${asked}`)}`;
  return klogLine('E', now, 'memcache.go:265', text).repeat(ATTEMPTS);
}
