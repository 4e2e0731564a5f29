import type { HttpAnswer } from '../network/container-answer.ts';
import type { Program } from './programs.ts';
import type { Shell } from './shell.ts';

/** How long someone waits for who does not answer, unless told otherwise. */
const PATIENCE_MS = 130_000;
const STATUS: Readonly<Record<number, string>> = { 200: 'OK', 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found' };

interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function parseUrl(text: string): Url {
  const [, scheme = 'http', host = '', port, path = ''] = /^(?:(\w+):\/\/)?([^/:]*)(?::(\d+))?([^#]*)/.exec(text) ?? [];
  return { scheme, host, port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port), path: path || '/' };
}

type Outcome = HttpAnswer | 'unknown' | 'refused' | 'silent' | 'not-simulated';

/** Asks a URL; time passes as it does for who waits. */
function ask(shell: Shell, url: Url, waitMs: number): { readonly address: string; readonly outcome: Outcome } {
  const { network } = shell.around;
  if (network === undefined) return { address: '', outcome: 'not-simulated' };
  const addresses = network.resolve(url.host);
  if (addresses === 'absent') shell.atMs += 5000;
  if (typeof addresses === 'string' || addresses.length === 0) return { address: '', outcome: 'unknown' };
  const address = addresses[0]!;
  const outcome = network.get(address, url.port, url.path);
  shell.atMs += outcome === 'silent' ? waitMs : 3;
  if (outcome === 'api-server' || (url.scheme === 'https' && typeof outcome === 'object'))
    return { address, outcome: 'not-simulated' };
  return { address, outcome };
}

/** Takes options with values out of the words. */
function optionsOf(
  args: readonly string[],
  valued: string,
): { readonly values: ReadonlyMap<string, string>; readonly rest: readonly string[] } {
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    const long = /^--([a-z-]+)(?:=(.*))?$/.exec(word);
    if (long !== null)
      values.set(long[1]!, long[2] ?? (/^(max-time|connect-timeout)$/.test(long[1]!) ? (args[++at] ?? '') : ''));
    else if (!word.startsWith('-') || word === '-') rest.push(word);
    else
      for (let i = 1; i < word.length; i++) {
        const letter = word[i]!;
        if (!valued.includes(letter)) values.set(letter, '');
        else {
          values.set(letter, word.slice(i + 1) || (args[++at] ?? ''));
          break;
        }
      }
  }
  return { values, rest };
}

function save(shell: Shell, file: string, text: string): void {
  if (file === '-' || file === '') shell.out(text);
  else if (file !== '/dev/null')
    shell.around.files.set(file.startsWith('/') ? file : `${shell.cwd === '/' ? '' : shell.cwd}/${file}`, text);
}

/** BusyBox' wget. */
const wget: Program = (shell, args) => {
  const { values, rest } = optionsOf(args, 'OTUtPSY');
  const target = rest[0];
  if (target === undefined) {
    shell.err('BusyBox v1.36.1 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] [-T SEC] URL...\n');
    return 1;
  }
  const url = parseUrl(target);
  const seconds = Number(values.get('T') ?? values.get('timeout') ?? 0);
  const { address, outcome } = ask(shell, url, seconds > 0 ? seconds * 1000 : PATIENCE_MS);
  const quiet = values.has('q');
  const fail = (why: string) => {
    shell.err(`wget: ${why}\n`);
    return 1;
  };
  if (outcome === 'not-simulated') {
    shell.missing ??= 'wget of this address in a container';
    return 1;
  }
  if (outcome === 'unknown') return fail(`bad address '${url.host}'`);
  if (!quiet) shell.err(`Connecting to ${url.host}${url.port === 80 ? '' : `:${url.port}`} (${address}:${url.port})\n`);
  if (outcome === 'silent')
    return fail(seconds > 0 ? 'download timed out' : `can't connect to remote host (${address}): Connection timed out`);
  if (outcome === 'refused') return fail(`can't connect to remote host (${address}): Connection refused`);
  if (outcome.status >= 400)
    return fail(`server returned error: HTTP/1.1 ${outcome.status} ${STATUS[outcome.status] ?? ''}`);
  if (values.has('spider')) {
    if (!quiet) shell.err('remote file exists\n');
    return 0;
  }
  const file = values.get('O') ?? values.get('output-document') ?? (url.path.split('/').at(-1) || 'index.html');
  const shown = file === '-' ? 'stdout' : `'${file}'`;
  if (!quiet) shell.err(file === '-' ? 'writing to stdout\n' : `saving to ${shown}\n`);
  save(shell, file, outcome.body);
  if (!quiet)
    shell.err(
      `${file.padEnd(20)} 100% |********************************| ${String(outcome.body.length).padStart(5)}  0:00:00 ETA\n${file === '-' ? 'written to stdout' : `${shown} saved`}\n`,
    );
  return 0;
};

const curl: Program = (shell, args) => {
  const { values, rest } = optionsOf(args, 'omwHXdAu');
  const target = rest[0];
  if (target === undefined) {
    shell.err("curl: try 'curl --help' or 'curl --manual' for more information\n");
    return 2;
  }
  const url = parseUrl(target);
  const seconds = Number(values.get('m') ?? values.get('max-time') ?? values.get('connect-timeout') ?? 0);
  const waitMs = seconds > 0 ? seconds * 1000 : PATIENCE_MS;
  const { outcome } = ask(shell, url, waitMs);
  const fail = (status: number, why: string) => {
    if (!values.has('s') || values.has('S')) shell.err(`curl: (${status}) ${why}\n`);
    return status;
  };
  if (outcome === 'not-simulated') {
    shell.missing ??= 'curl of this address in a container';
    return 1;
  }
  if (outcome === 'unknown') return fail(6, `Could not resolve host: ${url.host}`);
  const failed = `Failed to connect to ${url.host} port ${url.port} after ${outcome === 'silent' ? waitMs : 0} ms: Couldn't connect to server`;
  if (outcome === 'silent') return fail(28, seconds > 0 ? `Connection timed out after ${waitMs} milliseconds` : failed);
  if (outcome === 'refused') return fail(7, failed);
  if (values.has('f') && outcome.status >= 400) return fail(22, `The requested URL returned error: ${outcome.status}`);
  const head = `HTTP/1.1 ${outcome.status} ${STATUS[outcome.status] ?? ''}\r\n${outcome.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  save(shell, values.get('o') ?? '-', values.has('I') ? head : `${values.has('i') ? head : ''}${outcome.body}`);
  const format = values.get('w');
  if (format !== undefined)
    shell.out(format.replaceAll('\\n', '\n').replace(/%\{(http_code|response_code)\}/g, String(outcome.status)));
  return 0;
};

/** BusyBox' nslookup, for names of Services. */
const nslookup: Program = (shell, args) => {
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  const { network } = shell.around;
  if (network === undefined) return 1;
  const found = network.resolve(name);
  if (found === 'absent') {
    shell.atMs += 10_000;
    shell.out(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  shell.out('Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n');
  if (found === 'unknown' || found.length === 0) {
    shell.out(`** server can't find ${network.fullName(name)}: NXDOMAIN\n\n`);
    return 1;
  }
  for (const address of found) shell.out(`Name:\t${network.fullName(name)}\nAddress: ${address}\n`);
  shell.out('\n');
  return 0;
};

const all: readonly (readonly [string, Program])[] = [
  ['wget', wget],
  ['curl', curl],
  ['nslookup', nslookup],
];

export const networkPrograms: readonly (readonly [string, Program])[] = all.map(([name, program]) => [
  name,
  whereThereIsANetwork(name, program),
]);

/** What a container's own process will be answered is not foreseen. */
function whereThereIsANetwork(name: string, program: Program): Program {
  return (shell, args) => {
    if (shell.around.network !== undefined) return program(shell, args);
    shell.missing ??= `the program ${name} in a container`;
    return 127;
  };
}
