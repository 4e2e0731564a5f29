import type { Container } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Client } from '../../client/client.ts';
import { findImage } from '../image-registry.ts';
import type { KnownImage } from '../known-image.ts';
import type { Network } from '../network/network.ts';
import { containersOf } from '../pod-containers.ts';
import type { ContainerRecord, PodRecord } from '../pod-record.ts';
import { networkOf } from './container-network.ts';
import { mainRun } from './main-run.ts';
import { programs } from './programs.ts';
import { newShell } from './shell.ts';
import { runProgram } from './shell-run.ts';
import { surroundings } from './surroundings.ts';

/** What came of running a command in a container. */
export type ExecOutcome =
  | {
      readonly kind: 'ran';
      readonly stdout: string;
      readonly stderr: string;
      readonly exitCode: number;
      /** False: a program of it is not simulated, and `stderr` says which. */
      readonly simulated: boolean;
      /** How long the command takes; the outcome is known at once. */
      readonly durationMs: Millis;
      /** The signal that it sent to the container's first process. */
      readonly killed?: string;
    }
  /** The API server answers 500 InternalError, or 400 BadRequest, with this message. */
  | { readonly kind: 'refused'; readonly code: 400 | 500; readonly message: string };

/** A command that does not end is cut off after this time. */
const longestMs: Millis = 3_600_000;
const shells = new Set(['sh', 'bash', 'ash', 'dash']);

export function containerNotFound(name: string): ExecOutcome {
  return { kind: 'refused', code: 500, message: `unable to upgrade connection: container not found ("${name}")` };
}

/** Runs a command in a running container. What it writes stays until the container ends. */
export function execInRecord(
  client: Client,
  pod: Pod,
  record: PodRecord,
  index: number,
  command: readonly string[],
  now: Millis,
  stdin = '',
  network?: Network,
): ExecOutcome {
  const container = containersOf(pod.spec)[index]!;
  const state = record.containers[index]!;
  const answer = findImage(container.image ?? '');
  if (state.phase !== 'running' || answer.kind !== 'found') {
    return containerNotFound(container.name);
  }
  const program = command[0] ?? '';
  if (!hasProgram(answer.known, program)) {
    const why = program.includes('/') ? 'stat' : 'exec';
    const text =
      why === 'stat'
        ? `exec: "${program}": stat ${program}: no such file or directory`
        : `exec: "${program}": executable file not found in $PATH`;
    return {
      kind: 'refused',
      code: 500,
      message: `error executing command in container: failed to exec in container: failed to start exec "${state.containerId.slice(-64)}": OCI runtime exec failed: exec failed: unable to start container process: ${text}`,
    };
  }
  const seen = surroundings(client, pod, record, index, now, longestMs);
  const around = network === undefined ? seen : { ...seen, network: networkOf(pod, network) };
  const main = mainRun(client, pod, record, index, state.startedAt, now - state.startedAt + 1);
  for (const [path, text] of main?.files ?? []) if (!state.files?.has(path)) around.files.set(path, text);
  const before = new Map(around.files);
  const out: string[] = [];
  const err: string[] = [];
  const shell = newShell(
    around,
    (text) => out.push(text),
    (text) => err.push(text),
    stdin,
  );
  shell.cwd = container.workingDir ?? '/';
  runProgram(shell, command);
  keepWrites(record, state, container, pod, before, around.files);
  if (shell.missing !== undefined) {
    err.length = 0;
    err.push(`not simulated in Drydock: ${shell.missing}\n`);
    if (shell.status === 0) shell.status = 126;
  }
  return {
    kind: 'ran',
    stdout: out.join(''),
    stderr: err.join(''),
    exitCode: shell.status,
    simulated: shell.missing === undefined,
    durationMs: Math.min(shell.atMs, longestMs),
    ...(shell.killed === undefined ? {} : { killed: shell.killed }),
  };
}

/** Whether an image has a program. Of an application's image, any might be there: one that is not simulated says so. */
const WITHOUT_CURL = new Set(['docker.io/library/busybox', 'docker.io/library/alpine']);

function hasProgram({ programs: own, shell, repository }: KnownImage, program: string): boolean {
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (own !== undefined) return own.includes(name);
  if (name === 'curl' && WITHOUT_CURL.has(repository)) return false;
  return shell !== true || shells.has(name) || programs.has(name) || usual.has(name);
}

/** Programs that a shell image has and that are not simulated: running them says so. */
const usual = new Set(
  'awk base64 basename chmod chown cp curl cut df diff dig dirname du find free gzip head host ifconfig ip less ln more mount mv nc netstat nslookup od ping python readlink sed seq sort split stat sync tar tee telnet time timeout top tr traceroute uniq unzip uptime vi wget which xargs yes apt apk'.split(
    ' ',
  ),
);

function keepWrites(
  record: PodRecord,
  state: ContainerRecord,
  container: Container,
  pod: Pod,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): void {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text);
  const removed = [...before.keys()].filter((path) => !after.has(path));
  for (const [path, text] of [...changed, ...removed.map((gone) => [gone, undefined] as const)]) {
    const mount = (container.volumeMounts ?? []).find(({ mountPath }) =>
      path.startsWith(`${mountPath.replace(/\/+$/, '')}/`),
    );
    const volume = pod.spec.volumes?.find(({ name }) => name === mount?.name);
    if (mount !== undefined && volume?.emptyDir !== undefined) {
      record.volumes ??= new Map();
      const kept = record.volumes.get(volume.name) ?? new Map<string, string>();
      const inside = path.slice(mount.mountPath.replace(/\/+$/, '').length + 1);
      if (text === undefined) kept.delete(inside);
      else kept.set(inside, text);
      record.volumes.set(volume.name, kept);
    } else {
      state.files ??= new Map();
      state.files.set(path, text);
    }
  }
}
