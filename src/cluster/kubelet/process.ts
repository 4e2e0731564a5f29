import type { Container } from '../../api/types/container.ts';
import { componentFault } from './component-fault.ts';
import type { KnownImage } from './known-image.ts';
import { runScript, type ScriptRun } from './shell-script.ts';

/** A line of output, `atMs` after the start of the process. */
export interface OutputLine {
  readonly atMs: number;
  readonly text: string;
}

/** What the process in a container does, foreseen from its image and command. All times count from its start. */
export interface Process {
  /** The process ends by itself then; undefined: it keeps running. */
  readonly endsAfterMs?: number;
  readonly exitCode: number;
  readonly ports: readonly number[];
  /** The HTTP paths it serves; undefined: every path. */
  readonly paths?: readonly string[];
  readonly listensAfterMs: number;
  readonly output: readonly OutputLine[];
  /** Output that goes on in a loop. */
  readonly loop?: ScriptRun['loop'];
  /** When files come to be and go, for probes that look at them. */
  readonly files: ScriptRun['files'];
  /** Time from SIGTERM to the end; undefined: only SIGKILL ends it. */
  readonly termAfterMs?: number;
  readonly termExitCode: number;
}

const defaultTermMs = 300;
const shells = new Set(['sh', 'bash', 'ash', 'dash']);

/** Foresees the process of a container. `hostNetwork` and the names of the environment decide for images that need them. */
export function processOf(known: KnownImage, container: Container, hostNetwork: boolean): Process {
  const command = container.command ?? [];
  const args = container.args ?? [];
  const typed = command.length > 0 ? [...command, ...args] : known.shell ? args : [];
  const argv = typed.length > 0 ? typed : startsProgram(args) ? args : [];
  // A shell that somebody may type into waits for that.
  if (container.stdin && (argv.length === 0 ? known.shell : argv.length === 1 && shells.has(programName(argv[0]!)))) {
    return { exitCode: 0, ports: [], listensAfterMs: 0, output: [], files: [], termExitCode: 137 };
  }
  if (argv.length > 0) {
    const foreseen = foreseeCommand(argv);
    if (foreseen !== undefined) return foreseen;
  }
  return ownProcess(known, container, hostNetwork);
}

/** Arguments that replace what an image's start script runs, as in `args: ["sleep", "60"]`. */
function startsProgram(args: readonly string[]): boolean {
  const name = programName(args[0] ?? '');
  return name === 'sleep' || shells.has(name);
}

const programName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function foreseeCommand(argv: readonly string[]): Process | undefined {
  const name = programName(argv[0]!);
  if (shells.has(name)) {
    const flag = argv.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
    // A shell without a script and without a terminal reads the end of its input and ends.
    return fromScript(runScript(flag < 0 ? [] : (argv[flag + 1] ?? '')));
  }
  const run = runScript([argv]);
  return run.understood ? fromScript(run) : undefined;
}

function fromScript(run: ScriptRun): Process {
  const becomesServer = run.server;
  return {
    ...(run.endsAfterMs === undefined ? {} : { endsAfterMs: run.endsAfterMs }),
    exitCode: run.exitCode,
    ports: becomesServer ? [80] : [],
    listensAfterMs: run.lastAtMs,
    output: run.output,
    ...(run.loop === undefined ? {} : { loop: run.loop }),
    files: run.files,
    // The first process of a container gets no default signal handlers, so a plain sleep or shell ignores SIGTERM.
    ...(run.trapsTerm || becomesServer ? { termAfterMs: defaultTermMs } : {}),
    termExitCode: 0,
  };
}

function ownProcess(known: KnownImage, container: Container, hostNetwork: boolean): Process {
  const { process } = known;
  const fault = componentFault(container);
  if (fault !== undefined) {
    const output = fault.lines.map((text, index) => ({ atMs: 50 + index, text }));
    return {
      endsAfterMs: fault.afterMs,
      exitCode: 1,
      ports: [],
      listensAfterMs: 0,
      output,
      files: [],
      termExitCode: 1,
    };
  }
  const lines = (texts: readonly string[] | undefined) => (texts ?? []).map((text, atMs) => ({ atMs, text }));
  const needs = process.needs;
  const given =
    needs === undefined ||
    hostNetwork ||
    container.envFrom?.length ||
    container.env?.some((variable) => needs.anyEnv.includes(variable.name));
  const onTerm = process.onTerm ?? { afterMs: defaultTermMs, exitCode: 0 };
  const ends = given ? process.ends : needs;
  return {
    ...(ends === undefined ? {} : { endsAfterMs: ends.afterMs }),
    exitCode: ends?.exitCode ?? 0,
    ports: given ? (process.ports ?? []) : [],
    ...(process.paths === undefined ? {} : { paths: process.paths }),
    listensAfterMs: process.listensAfterMs ?? 100,
    output: lines(given ? process.log : needs?.log),
    files: [],
    ...(onTerm === 'ignored' ? {} : { termAfterMs: onTerm.afterMs }),
    termExitCode: onTerm === 'ignored' ? 137 : onTerm.exitCode,
  };
}

/** Whether a file that the process makes or removes exists at a time after its start; undefined: it never touches it. */
export function fileExists(process: Process, path: string, atMs: number): boolean | undefined {
  let exists: boolean | undefined;
  for (const change of process.files) {
    if (change.path !== path) continue;
    if (change.atMs <= atMs) exists = change.exists;
    else if (exists === undefined) exists = !change.exists;
  }
  return exists;
}
