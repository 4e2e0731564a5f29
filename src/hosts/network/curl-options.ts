/** What a call of curl asks for. */
export interface CurlCall {
  readonly urls: string[];
  readonly headers: Map<string, string>;
  method: string | undefined;
  data: string | undefined;
  readonly flags: Set<string>;
  readonly values: Map<string, string>;
}

const SHORT: Readonly<Record<string, string>> = {
  s: 'silent',
  S: 'show-error',
  k: 'insecure',
  v: 'verbose',
  i: 'include',
  I: 'head',
  X: 'request',
  H: 'header',
  d: 'data',
  o: 'output',
  O: 'remote-name',
  L: 'location',
  m: 'max-time',
  w: 'write-out',
  E: 'cert',
  f: 'fail',
  u: 'user',
  G: 'get',
  A: 'user-agent',
  N: 'no-buffer',
  '4': 'ipv4',
  '6': 'ipv6',
  V: 'version',
  b: 'cookie',
  e: 'referer',
  g: 'globoff',
  x: 'proxy',
  Z: 'parallel',
  q: 'disable',
};
const VALUED = new Set([
  'request',
  'header',
  'data',
  'data-binary',
  'data-raw',
  'json',
  'output',
  'max-time',
  'connect-timeout',
  'write-out',
  'cert',
  'key',
  'cacert',
  'user',
  'user-agent',
  'cookie',
  'referer',
  'proxy',
  'retry',
  'retry-delay',
  'resolve',
  'url',
  'noproxy',
  'connect-to',
  'interface',
  'form',
]);
const PLAIN = new Set([
  'silent',
  'show-error',
  'insecure',
  'verbose',
  'include',
  'head',
  'remote-name',
  'location',
  'fail',
  'get',
  'no-buffer',
  'ipv4',
  'ipv6',
  'version',
  'globoff',
  'parallel',
  'disable',
  'compressed',
  'no-progress-meter',
  'http1.1',
  'http2',
  'tlsv1.2',
  'fail-with-body',
  'retry-connrefused',
  'raw',
]);

/** Reads curl's arguments; a text is what it says of a wrong one. */
export function parseCurl(args: readonly string[]): CurlCall | string {
  const call: CurlCall = {
    urls: [],
    headers: new Map(),
    method: undefined,
    data: undefined,
    flags: new Set(),
    values: new Map(),
  };
  const rest = [...args];
  const help = "curl: try 'curl --help' or 'curl --manual' for more information";
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-') || word === '-') {
      call.urls.push(word);
      continue;
    }
    const long = word.startsWith('--');
    const letters = long ? [word.slice(2)] : [...word.slice(1)];
    for (let at = 0; at < letters.length; at++) {
      const name = long ? letters[at]! : SHORT[letters[at]!];
      if (name === undefined || !(VALUED.has(name) || PLAIN.has(name))) {
        return `curl: option ${word}: is unknown\n${help}`;
      }
      if (PLAIN.has(name)) {
        call.flags.add(name);
        continue;
      }
      const inline = long ? '' : letters.slice(at + 1).join('');
      const value = inline !== '' ? inline : rest.shift();
      if (value === undefined) return `curl: option ${word}: requires parameter\n${help}`;
      take(call, name, value);
      break;
    }
  }
  return call;
}

function take(call: CurlCall, name: string, value: string): void {
  if (name === 'header') {
    const colon = value.indexOf(':');
    if (colon > 0) call.headers.set(value.slice(0, colon).trim().toLowerCase(), value.slice(colon + 1).trim());
  } else if (name === 'request') call.method = value;
  else if (name === 'url') call.urls.push(value);
  else if (name === 'data' || name === 'data-binary' || name === 'data-raw' || name === 'json') {
    call.data = call.data === undefined ? value : `${call.data}&${value}`;
    if (name === 'json') call.headers.set('content-type', 'application/json');
    if (name === 'data-raw') call.flags.add('raw-data');
  } else call.values.set(name, value);
}
