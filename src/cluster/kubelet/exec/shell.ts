import type { Millis } from '../../../sim/clock.ts';
import type { Environment } from './container-environment.ts';
import type { Files } from './container-files.ts';
import type { ContainerNetwork } from './container-network.ts';

/** Receives what a command writes. */
export type Sink = (text: string) => void;

/** What the processes of a container see and share. */
export interface Surroundings {
  readonly env: Environment;
  readonly files: Files;
  readonly directories: Set<string>;
  readonly hostname: string;
  /** When the first command starts. */
  readonly startAt: Millis;
  /** Commands end after this much time, as if the reader went away. */
  readonly limitMs: Millis;
  /** Words of the container's first process. */
  readonly mainCommand: readonly string[];
  readonly userId: number;
  /** Missing where commands are foreseen: what others answer then is not known. */
  readonly network?: ContainerNetwork;
}

/** A shell that runs. Time in it is counted, not waited for. */
export interface Shell {
  readonly around: Surroundings;
  readonly variables: Map<string, string>;
  atMs: Millis;
  status: number;
  /** `exit`, or the end of the time it may run. */
  ended: boolean;
  steps: number;
  cwd: string;
  stdin: string;
  out: Sink;
  err: Sink;
  /** The signal that the first process of the container got. */
  killed: string | undefined;
  /** The first thing that was asked for and is not simulated. */
  missing: string | undefined;
}

export function newShell(around: Surroundings, out: Sink, err: Sink, stdin = ''): Shell {
  return {
    around,
    variables: new Map(),
    atMs: 0,
    status: 0,
    ended: false,
    steps: 0,
    cwd: '/',
    stdin,
    out,
    err,
    killed: undefined,
    missing: undefined,
  };
}

/** An absolute path without `.` and `..`. */
export function absolutePath(shell: Shell, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${shell.cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function isDirectory({ around: { files, directories } }: Shell, path: string): boolean {
  if (path === '/' || directories.has(path)) return true;
  const prefix = `${path}/`;
  for (const file of files.keys()) if (file.startsWith(prefix)) return true;
  for (const directory of directories) if (directory.startsWith(prefix)) return true;
  return false;
}

/** Names in a directory, sorted. */
export function namesIn({ around: { files, directories } }: Shell, directory: string): readonly string[] {
  const prefix = directory === '/' ? '/' : `${directory}/`;
  const names = new Set<string>();
  for (const path of [...files.keys(), ...directories]) {
    if (path.startsWith(prefix) && path.length > prefix.length) names.add(path.slice(prefix.length).split('/')[0]!);
  }
  return [...names].sort();
}
