import type { Function as FunctionNode } from 'unbash';
import type { ProgramTerminal } from '../program.ts';
import type { Descriptors } from '../streams/open-file.ts';
import { copyDescriptors } from '../streams/open-file.ts';
import type { CompletionRule } from './completion-rule.ts';
import type { Host } from './host.ts';
import type { JobTable } from './job-table.ts';
import { createJobTable } from './job-table.ts';
import type { Process } from './process.ts';
import type { Variables } from './variables.ts';

export interface ShellFunction {
  readonly body: FunctionNode['body'];
  /** The text the body's positions point into. */
  readonly source: string;
  readonly text: string;
}

/** The state of one shell or subshell. */
export interface ShellState {
  readonly host: Host;
  process: Process;
  readonly variables: Variables;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, string>;
  /** What `complete` set, by command. */
  readonly completions: Map<string, CompletionRule>;
  /** Options of `set -o` and `shopt` that are on. */
  readonly options: Set<string>;
  readonly traps: Map<string, string>;
  readonly jobs: JobTable;
  readonly descriptors: Descriptors;
  readonly history: string[];
  readonly directories: string[];
  readonly terminal: () => ProgramTerminal | undefined;
  readonly interactive: boolean;
  positional: readonly string[];
  /** `$0`. */
  name: string;
  /** What messages begin with when they name a line: the script's name; undefined in an interactive shell. */
  script: string | undefined;
  /** The text being run and where in it the shell is, for line numbers. */
  source: string;
  position: number;
  firstLine: number;
  cwd: string;
  status: number;
  /** Statuses of the last pipeline. */
  pipeStatuses: readonly number[];
  lastArgument: string;
  lastBackground: number | undefined;
  readonly shellPid: number;
  readonly startedMs: number;
  /** Names of the functions being run, the innermost last. */
  calls: readonly string[];
  sourcing: number;
  loops: number;
  /** Above 0 in conditions, where `set -e` does not count. */
  ignoreErrexit: number;
  subshellLevel: number;
  /** Set while a trap runs, so that traps do not start themselves. */
  trapping: boolean;
  exiting: boolean;
  /** `exit` told of stopped jobs once. */
  warnedOfJobs?: boolean;
}

/** The state of a subshell that runs in `process`. */
export function forkState(state: ShellState, process: Process): ShellState {
  const copy: ShellState = {
    ...state,
    process,
    variables: state.variables.copy(),
    functions: new Map(state.functions),
    aliases: new Map(state.aliases),
    completions: new Map(state.completions),
    options: new Set(state.options),
    // Only traps that ignore a signal pass on to a subshell.
    traps: new Map([...state.traps].filter(([, action]) => action === '')),
    jobs: createJobTable(),
    descriptors: copyDescriptors(state.descriptors),
    history: [...state.history],
    directories: [...state.directories],
    subshellLevel: state.subshellLevel + 1,
    interactive: false,
    loops: 0,
    trapping: false,
    exiting: false,
  };
  process.trapped = (signal) => copy.traps.has(signal);
  return copy;
}

/** The number of the line the shell is at. */
export function currentLine(state: ShellState): number {
  let line = state.firstLine;
  for (let at = state.source.indexOf('\n'); at !== -1 && at < state.position; at = state.source.indexOf('\n', at + 1)) {
    line++;
  }
  return line;
}

/** `bash: ` in an interactive shell, `script.sh: line 3: ` in a script. */
export function messagePrefix(state: ShellState): string {
  return state.script === undefined ? 'bash: ' : `${state.script}: line ${currentLine(state)}: `;
}

/** Writes a message as bash does. */
export async function complain(state: ShellState, message: string): Promise<void> {
  await state.descriptors.get(2)?.output?.write(`${messagePrefix(state)}${message}\n`, state.process.signal);
}
