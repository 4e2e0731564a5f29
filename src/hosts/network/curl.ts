import { type ApiResponse, type Method, ResponseStream } from '../../api/transport.ts';
import { readCertificates } from '../../api/x509/certificate.ts';
import type { HttpAnswer } from '../../cluster/kubelet/network/container-answer.ts';
import type { Program, ProgramIo } from '../../shell/program.ts';
import { resolvePath } from '../../shell/resolve-path.ts';
import type { HostContext } from '../host-context.ts';
import { type CurlCall, parseCurl } from './curl-options.ts';
import { findListener } from './find-listener.ts';

/** How long curl waits for someone who does not answer. */
const PATIENCE_MS = 133_000;
const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

interface Target {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
}

/** A failure of curl: its exit status and what it says behind `curl: (N) `. */
class CurlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** `curl URL`: asks pods, Services, ports of nodes and the API server. There is no world outside of the cluster. */
export const curl =
  (here: HostContext): Program =>
  async (io) => {
    const call = parseCurl(io.args);
    if (typeof call === 'string') {
      await io.stderr.write(`${call}\n`);
      return 2;
    }
    if (call.flags.has('version')) {
      await io.stdout.write('curl 8.5.0 (x86_64-pc-linux-gnu)\n');
      return 0;
    }
    if (call.urls.length === 0) {
      await io.stderr.write(
        "curl: no URL specified!\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
      );
      return 2;
    }
    let status = 0;
    for (const url of call.urls) status = await ask(here, io, call, url);
    return status;
  };

async function ask(here: HostContext, io: ProgramIo, call: CurlCall, url: string): Promise<number> {
  const target = parseUrl(url);
  try {
    if (target === undefined) throw new CurlError(3, 'URL rejected: Malformed input to a URL function');
    const answer = await exchange(here, io, call, target);
    return await show(io, call, target, answer);
  } catch (error) {
    if (!(error instanceof CurlError)) throw error;
    if (!call.flags.has('silent') || call.flags.has('show-error')) {
      await io.stderr.write(`curl: (${error.status}) ${error.message}\n`);
    }
    const format = call.values.get('write-out');
    if (format !== undefined) await io.stdout.write(writeOut(format, 0, 0));
    return error.status;
  }
}

function parseUrl(text: string): Target | undefined {
  const match = /^(?:(https?):\/\/)?(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(text);
  if (match === null) return undefined;
  const scheme = match[1]?.toLowerCase() === 'https' ? 'https' : 'http';
  return {
    scheme,
    host: match[2]!.replace(/^.*@/, ''),
    port: match[3] === undefined ? (scheme === 'https' ? 443 : 80) : Number(match[3]),
    path: match[4] || '/',
    query: match[5] ?? '',
  };
}

async function exchange(
  here: HostContext,
  io: ProgramIo,
  call: CurlCall,
  target: Target,
): Promise<HttpAnswer | ApiResponse> {
  const { host, port, scheme, path } = target;
  const address = addressOf(here, io, host);
  if (address === undefined) throw new CurlError(6, `Could not resolve host: ${host}`);
  const listener = findListener(here.hosts, here.node, address, port);
  const failed = (ms: number) =>
    new CurlError(7, `Failed to connect to ${host} port ${port} after ${ms} ms: Couldn't connect to server`);
  if (listener.kind === 'refused') throw failed(0);
  if (listener.kind === 'silent') {
    const limit = Number(call.values.get('max-time') ?? call.values.get('connect-timeout') ?? Number.NaN) * 1000;
    const limited = limit < PATIENCE_MS;
    await io.clock.sleep(limited ? limit : PATIENCE_MS, io.signal);
    throw limited
      ? new CurlError(28, `Connection timed out after ${Math.round(limit)} milliseconds`)
      : new CurlError(
          28,
          `Failed to connect to ${host} port ${port} after ${PATIENCE_MS} ms: Couldn't connect to server`,
        );
  }
  const tls = listener.kind === 'api-server' || (listener.kind === 'kubelet' && port === 10250);
  if (tls && scheme === 'http') {
    return { status: 400, headers: [], body: 'Client sent an HTTP request to an HTTPS server.\n' };
  }
  if (!tls && scheme === 'https') {
    throw new CurlError(35, 'OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number');
  }
  if (listener.kind === 'container') {
    return here.hosts.needs.kubelets.network.answer(listener, path);
  }
  if (listener.kind === 'kubelet') {
    if (port === 10248)
      return {
        status: path === '/healthz' ? 200 : 404,
        headers: [['Content-Type', 'text/plain; charset=utf-8']],
        body: path === '/healthz' ? 'ok' : '404 page not found\n',
      };
    return { status: 401, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: 'Unauthorized' };
  }
  verifyServer(here, io, call);
  return askApiServer(here, io, call, target);
}

/** The address behind a name, by /etc/hosts; names of Services are known inside of pods only. */
function addressOf(here: HostContext, io: ProgramIo, host: string): string | undefined {
  if (/^\d+(\.\d+){3}$/.test(host)) return host;
  if (host === 'localhost') return '127.0.0.1';
  const text = io.files.kind('/etc/hosts') === 'file' ? (io.files.read('/etc/hosts') ?? '') : '';
  for (const line of text.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(host)) return address === '127.0.1.1' ? '127.0.0.1' : address;
  }
  return host === here.node ? '127.0.0.1' : undefined;
}

function fileText(io: ProgramIo, name: string): string | undefined {
  const path = resolvePath(io.cwd, name);
  return io.files.kind(path) === 'file' ? io.files.read(path) : undefined;
}

function verifyServer({ hosts }: HostContext, io: ProgramIo, { flags, values }: CurlCall): void {
  if (flags.has('insecure')) return;
  const file = values.get('cacert');
  const text = file === undefined ? '' : fileText(io, file);
  if (text === undefined) {
    throw new CurlError(77, `error setting certificate verify locations:  CAfile: ${file} CApath: none`);
  }
  const own = file === undefined ? undefined : hosts.needs.authorities.publicKey('ca').modulus;
  if (readCertificates(text).some(({ publicKey }) => publicKey?.modulus === own)) return;
  throw new CurlError(
    60,
    `SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`,
  );
}

async function askApiServer(
  { hosts }: HostContext,
  io: ProgramIo,
  call: CurlCall,
  target: Target,
): Promise<ApiResponse> {
  const { headers, values, flags } = call;
  const cert = values.get('cert');
  const clientCertificate = cert === undefined ? undefined : fileText(io, cert);
  if (cert !== undefined && clientCertificate === undefined) {
    throw new CurlError(
      58,
      `could not load PEM client certificate from ${cert}, OpenSSL error error:80000002:system library::No such file or directory, (no key found, wrong pass phrase, or wrong file format?)`,
    );
  }
  const [scheme = '', token] = (headers.get('authorization') ?? '').split(/\s+/);
  const data = await bodyOf(io, call);
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(
    flags.has('get') && data !== undefined ? `${target.query}&${data}` : target.query,
  )) {
    const known = query[name];
    query[name] = known === undefined ? value : [...(typeof known === 'string' ? [known] : known), value];
  }
  const sends = data !== undefined && !flags.has('get');
  const given = Object.fromEntries([...headers].filter(([name]) => name !== 'authorization'));
  return hosts.needs.request(
    {
      method: (call.method ?? (sends ? 'POST' : 'GET')) as Method,
      path: decodePath(target.path),
      query,
      headers: {
        accept: '*/*',
        'user-agent': 'curl/8.5.0',
        ...(sends ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...given,
      },
      ...(sends ? { body: data } : {}),
    },
    {
      ...(scheme.toLowerCase() === 'bearer' && token !== undefined ? { token } : {}),
      ...(clientCertificate === undefined ? {} : { clientCertificate }),
    },
  );
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function bodyOf(io: ProgramIo, { data, flags }: CurlCall): Promise<string | undefined> {
  if (data === undefined || !data.startsWith('@') || flags.has('raw-data')) return data;
  if (data === '@-') {
    let text = '';
    for (let piece = await io.stdin.read(); piece !== undefined; piece = await io.stdin.read()) text += piece;
    return text;
  }
  const text = fileText(io, data.slice(1));
  if (text === undefined) throw new CurlError(26, `Failed to open ${data.slice(1)}`);
  return text;
}

async function show(io: ProgramIo, call: CurlCall, target: Target, answer: HttpAnswer | ApiResponse): Promise<number> {
  const { flags, values } = call;
  const http2 = !Array.isArray(answer.headers);
  const pairs = Array.isArray(answer.headers)
    ? (answer.headers as HttpAnswer['headers'])
    : Object.entries(answer.headers);
  const { body } = answer;
  const stream = body instanceof ResponseStream;
  const text = stream ? '' : typeof body === 'string' ? body : JSON.stringify(body, undefined, 2);
  const length = stream
    ? []
    : [[http2 ? 'content-length' : 'Content-Length', String(new TextEncoder().encode(text).length)] as const];
  const first = http2 ? `HTTP/2 ${answer.status} ` : `HTTP/1.1 ${answer.status} ${STATUS_WORDS[answer.status] ?? ''}`;
  const head = `${[first, ...[...pairs, ...length].map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;
  if (flags.has('verbose')) {
    await io.stderr.write(
      `* Connected to ${target.host} (${target.host}) port ${target.port}\n> ${call.method ?? 'GET'} ${target.path} ${http2 ? 'HTTP/2' : 'HTTP/1.1'}\n> Host: ${target.host}\n> User-Agent: curl/8.5.0\n> Accept: */*\n>\n`,
    );
    await io.stderr.write(head.replace(/^/gm, '< ').replace(/\r/g, '').replace(/< $/, ''));
  }
  if (flags.has('fail') && answer.status >= 400) {
    throw new CurlError(22, `The requested URL returned error: ${answer.status}`);
  }
  const shown = flags.has('head') ? head : `${flags.has('include') ? head : ''}${text}`;
  const file = flags.has('remote-name') ? target.path.split('/').at(-1) : values.get('output');
  if (file === undefined || file === '-') await io.stdout.write(shown);
  else if (file !== '/dev/null') io.files.write(resolvePath(io.cwd, file), shown);
  if (stream && !flags.has('head')) await follow(io, body);
  const format = values.get('write-out');
  if (format !== undefined) await io.stdout.write(writeOut(format, answer.status, text.length));
  return 0;
}

const writeOut = (format: string, status: number, size: number): string =>
  format
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')
    .replace(/%\{(http_code|response_code)\}/g, String(status).padStart(3, '0'))
    .replace(/%\{size_download\}/g, String(size))
    .replace(/%\{[a-z_]+\}/g, '');

/** Prints what a watch or a followed log sends until it ends. */
function follow(io: ProgramIo, stream: ResponseStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let last: Promise<void> = Promise.resolve();
    const close = stream.open(
      (frame) => {
        const text = typeof frame === 'string' ? frame : `${JSON.stringify(frame)}\n`;
        last = last.then(() => io.stdout.write(text));
        last.catch(() => undefined);
      },
      () => void last.then(resolve, reject),
    );
    io.signal.addEventListener('abort', () => {
      close();
      reject(io.signal.reason);
    });
  });
}
