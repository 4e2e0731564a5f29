import { formatDuration } from '../../api/duration.ts';
import { goQuote } from '../../api/go-quote.ts';
import type { Container } from '../../api/types/container.ts';
import type { Probe } from '../../api/types/probe.ts';
import type { Millis } from '../../sim/clock.ts';
import { fileExists, type Process } from './process.ts';

export interface ProbeOutcome {
  readonly ok: boolean;
  /** What the Unhealthy event says behind `... probe failed: `. */
  readonly output: string;
  /** The outcome stays like this as long as the process runs. */
  readonly steady: boolean;
  /** The probe could not be made: `output` says why, and nothing is known of the container. */
  readonly errored?: boolean;
}

/** What running a probe's command came to. */
export type CommandRun =
  | { readonly exitCode: number; readonly output: string; readonly durationMs: Millis }
  | { readonly error: string };

/** Runs a probe's command in its container; undefined when that is not simulated. */
export type RunCommand = (command: readonly string[]) => CommandRun | undefined;

/** Looks at a running process as a probe does, `elapsedMs` after its start. Models kubelet prober runProbe. */
export function probeOutcome(
  probe: Probe,
  container: Container,
  process: Process,
  podIp: string,
  elapsedMs: number,
  runCommand?: RunCommand,
): ProbeOutcome {
  const listening = elapsedMs >= process.listensAfterMs;
  if (probe.httpGet !== undefined) {
    const { port, path = '/', scheme = 'HTTP', host } = probe.httpGet;
    const number = portNumber(port, container);
    if (typeof number === 'string') return noPort(number);
    const open = process.ports.includes(number);
    if (!open || !listening) {
      const url = `${scheme.toLowerCase()}://${host || podIp}:${number}${path.startsWith('/') ? path : `/${path}`}`;
      return refused(`Get "${url}": `, host || podIp, number, !open);
    }
    if (scheme === 'HTTPS' && !TLS_PORTS.has(number)) {
      const url = `https://${host || podIp}:${number}${path.startsWith('/') ? path : `/${path}`}`;
      return { ok: false, output: `Get "${url}": http: server gave HTTP response to HTTPS client`, steady: true };
    }
    if (scheme !== 'HTTPS' && TLS_PORTS.has(number)) {
      return { ok: false, output: 'HTTP probe failed with statuscode: 400', steady: true };
    }
    const served = process.paths === undefined || process.paths.includes(path.split('?')[0]!);
    return { ok: served, output: served ? '' : 'HTTP probe failed with statuscode: 404', steady: true };
  }
  if (probe.tcpSocket !== undefined) {
    const { port, host } = probe.tcpSocket;
    const number = portNumber(port, container);
    if (typeof number === 'string') return noPort(number);
    const open = process.ports.includes(number);
    return open && listening ? fine : refused('', host || podIp, number, !open);
  }
  if (probe.grpc !== undefined) {
    const open = process.ports.includes(probe.grpc.port);
    if (open && listening) return fine;
    const output = `timeout: failed to connect service "${podIp}:${probe.grpc.port}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`;
    return { ok: false, output, steady: !open };
  }
  const command = probe.exec?.command ?? [];
  const steady = process.files.every(({ atMs }) => atMs <= elapsedMs);
  const ran = runCommand?.(command);
  if (ran === undefined) return execOutcome(command, process, elapsedMs, steady);
  if ('error' in ran) return { ok: false, output: ran.error, steady: false, errored: true };
  const timeout = probe.timeoutSeconds ?? 1;
  if (ran.durationMs > timeout * 1000) {
    const output = `command timed out: "${command.join(' ')}" timed out after ${formatDuration(timeout * 1000)}`;
    return { ok: false, output, steady };
  }
  return { ok: ran.exitCode === 0, output: ran.output, steady };
}

/** Where the programs of known images speak TLS. */
const TLS_PORTS: ReadonlySet<number> = new Set([443, 2379, 2380, 6443, 8443, 9443, 10250, 10257, 10259]);

const noPort = (name: string): ProbeOutcome => ({
  ok: false,
  output: `strconv.Atoi: parsing ${goQuote(name)}: invalid syntax`,
  steady: false,
  errored: true,
});

const fine: ProbeOutcome = { ok: true, output: '', steady: true };

function refused(prefix: string, host: string, port: number, steady: boolean): ProbeOutcome {
  return { ok: false, output: `${prefix}dial tcp ${host}:${port}: connect: connection refused`, steady };
}

/** Commands that read a file fail while the container's script has it removed; `false` fails; all else succeeds. */
function execOutcome(command: readonly string[], process: Process, elapsedMs: number, steady: boolean): ProbeOutcome {
  const script = command.at(-2) === '-c' ? command.at(-1)!.trim().split(/\s+/) : command;
  const program = script[0]?.slice(script[0].lastIndexOf('/') + 1);
  if (program === 'false') return { ok: false, output: '', steady: true };
  if (program === 'exit') return { ok: Number(script[1] ?? 0) === 0, output: '', steady: true };
  if (program === 'cat' || program === 'ls' || program === 'test' || program === 'stat' || program === '[') {
    const path = script.slice(1).find((word) => word.startsWith('/'));
    const exists = path === undefined ? undefined : (fileExists(process, path, elapsedMs) ?? !path.startsWith('/tmp/'));
    if (exists === false) {
      const output = program === 'cat' ? `cat: can't open '${path}': No such file or directory\n` : '';
      return { ok: false, output, steady };
    }
  }
  return { ok: true, output: '', steady };
}

/** The port of that number or name; the name itself when there is none. Models pkg/probe ResolveContainerPort. */
function portNumber(port: number | string, container: Container): number | string {
  if (typeof port === 'number') return port;
  const named = container.ports?.find(({ name }) => name === port);
  return named?.containerPort ?? (/^\d+$/.test(port) ? Number(port) : port);
}
