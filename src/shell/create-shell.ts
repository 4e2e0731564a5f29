import { withDevices } from './devices.ts';
import type { FileSystem } from './file-system.ts';
import { createInterpreter } from './interpreter/create-interpreter.ts';
import { ExitFlow } from './interpreter/flow.ts';
import type { Host } from './interpreter/host.ts';
import { createJobTable } from './interpreter/job-table.ts';
import { createProcessTable, type Process, signalForeground } from './interpreter/process.ts';
import type { ShellState } from './interpreter/shell-state.ts';
import { createStepCounter, type StepCounter } from './interpreter/step-counter.ts';
import { catchEnd, endShell } from './interpreter/subshell.ts';
import { Variables } from './interpreter/variables.ts';
import type { Completer, Program, ProgramClock, ProgramTerminal, Reader } from './program.ts';
import { createStandardPrograms, type OpenEditor } from './programs/standard-programs.ts';
import { Input, orAbort, readerSource, textSource } from './streams/input.ts';
import { OpenFile, type Output, releaseDescriptors } from './streams/open-file.ts';

export interface ShellOptions {
  /** The programs of the host beside the standard ones, which they replace. */
  readonly programs: ReadonlyMap<string, Program>;
  readonly completers?: ReadonlyMap<string, Completer>;
  readonly files: FileSystem;
  /** HOME, USER, HOSTNAME, KUBECONFIG ... */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly clock: ProgramClock;
  /** Marks real work of the host, during which virtual time must not move. */
  readonly busy: <T>(work: Promise<T>) => Promise<T>;
  /** Lets the host's event loop turn once. */
  readonly hostTurn: () => Promise<void>;
  readonly random: { int(below: number): number };
  readonly openEditor?: OpenEditor;
  readonly aliases?: Readonly<Record<string, string>>;
  /** PS1 of interactive shells, unless `.bashrc` sets another. */
  readonly prompt?: string;
  /** Shared by the shells of one session, so that steps are counted over all of them. */
  readonly steps?: StepCounter;
}

export interface ScriptIo {
  readonly stdin?: Reader;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly args?: readonly string[];
  /** The script's name for messages (`NAME: line 3: ...`); without it they begin with `bash: `. */
  readonly name?: string;
  readonly signal?: AbortSignal;
  readonly terminal?: ProgramTerminal;
  /** In place of those of the shell's machine. */
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
}

/** How an interactive shell is begun. */
export interface InteractiveStart {
  readonly login?: boolean;
  /** PS1 in place of the shell's own. */
  readonly prompt?: string;
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
}

export interface InteractiveShell {
  readonly state: ShellState;
  /** A login shell says `logout` when it ends. */
  readonly login: boolean;
  /** Runs what was entered; resolves with the status. */
  runLine(text: string): Promise<number>;
  /** Does other work of the shell (completion) that may run its functions; undefined when it was interrupted. */
  within<T>(work: (state: ShellState) => Promise<T>): Promise<T | undefined>;
  /** Ctrl-C. */
  interrupt(): void;
  /** Ctrl-Z. */
  suspend(): void;
  /** Set once `exit` was run. */
  readonly exited: number | undefined;
  /** Ends what runs in it; its terminal is gone. */
  close(): void;
}

export interface InteractiveIo {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly terminal: () => ProgramTerminal;
}

export interface Shell {
  readonly host: Host;
  /** Steps made by all programs so far; an interrupt can be replayed at the same number. */
  readonly steps: number;
  /** Runs a script in a shell of its own, and returns its exit status. */
  runScript(text: string, io: ScriptIo): Promise<number>;
  /** A shell that keeps its variables between lines; `start` reads `.bashrc`. */
  interactive(io: InteractiveIo, start?: InteractiveStart): Promise<InteractiveShell>;
}

const FIRST_PID = 1000;

/** Makes the shell of one machine. */
export function createShell(options: ShellOptions): Shell {
  const programs = new Map<string, Program>();
  const host: Host = {
    interpreter: createInterpreter(),
    programs,
    completers: options.completers ?? new Map(),
    files: withDevices(options.files, options.random),
    clock: options.clock,
    random: options.random,
    processes: createProcessTable(FIRST_PID),
    steps: options.steps ?? createStepCounter(options.hostTurn, options.busy),
    busy: options.busy,
  };
  const standard = createStandardPrograms({
    busy: options.busy,
    random: options.random,
    openEditor: options.openEditor,
    runShell: (text, io, name, args) =>
      runScript(text, { ...io, args, name, env: io.env, cwd: io.cwd, terminal: io.terminal }),
    openShell: (io, start) => interactive(io, start),
    programNames: () => [...programs.keys()],
  });
  for (const [name, program] of standard) programs.set(name, program);
  for (const [name, program] of options.programs) programs.set(name, program);

  function newState(process: Process, env: Iterable<readonly [string, string]>, cwd: string): ShellState {
    const variables = new Variables();
    for (const [name, value] of env) {
      variables.set(name, value);
      variables.declare(name).exported = true;
    }
    variables.set('PWD', cwd);
    variables.declare('PWD').exported = true;
    variables.set('BASH_VERSION', '5.2.15(1)-release');
    variables.set('OPTIND', '1');
    const state: ShellState = {
      host,
      process,
      variables,
      functions: new Map(),
      aliases: new Map(Object.entries(options.aliases ?? {})),
      completions: new Map(),
      options: new Set(['expand_aliases', 'extglob', 'hashall', 'braceexpand', 'interactive-comments']),
      traps: new Map(),
      jobs: createJobTable(),
      descriptors: new Map(),
      history: [],
      directories: [],
      terminal: () => undefined,
      interactive: false,
      positional: [],
      name: 'bash',
      script: undefined,
      source: '',
      position: 0,
      firstLine: 1,
      cwd,
      status: 0,
      pipeStatuses: [0],
      lastArgument: '',
      lastBackground: undefined,
      shellPid: process.pid,
      startedMs: host.clock.now(),
      calls: [],
      sourcing: 0,
      loops: 0,
      ignoreErrexit: 0,
      subshellLevel: 0,
      trapping: false,
      exiting: false,
    };
    process.trapped = (signal) => state.traps.has(signal);
    return state;
  }

  async function runScript(text: string, io: ScriptIo): Promise<number> {
    const process = host.processes.start(undefined);
    const env = io.env ?? Object.entries(options.env);
    const state: ShellState = {
      ...newState(process, env, io.cwd ?? options.cwd ?? options.env.HOME ?? '/'),
      terminal: () => io.terminal,
      positional: io.args ?? [],
      script: io.name,
      name: io.name ?? 'bash',
    };
    process.trapped = (signal) => state.traps.has(signal);
    const input = new Input(io.stdin === undefined ? textSource(() => '') : readerSource(io.stdin));
    state.descriptors.set(0, new OpenFile({ input }));
    state.descriptors.set(1, new OpenFile({ output: io.stdout }));
    state.descriptors.set(2, new OpenFile({ output: io.stderr }));
    const abort = () => signalForeground(process, 'INT');
    if (io.signal?.aborted) abort();
    io.signal?.addEventListener('abort', abort);
    try {
      return await endShell(state, () => host.interpreter.evaluate(state, text));
    } finally {
      io.signal?.removeEventListener('abort', abort);
      for (const child of [...process.children]) child.send('KILL');
      releaseDescriptors(state.descriptors);
      process.end();
    }
  }

  async function interactive(io: InteractiveIo, begin: InteractiveStart = {}): Promise<InteractiveShell> {
    const root = host.processes.start(undefined);
    const state: ShellState = {
      ...newState(root, begin.env ?? Object.entries(options.env), begin.cwd ?? options.cwd ?? options.env.HOME ?? '/'),
      terminal: io.terminal,
      interactive: true,
    };
    const output = new OpenFile({ output: io.stdout });
    state.descriptors.set(0, new OpenFile({ input: io.stdin }));
    state.descriptors.set(1, output);
    state.descriptors.set(2, output.retain());
    let exited: number | undefined;
    const shell: InteractiveShell = {
      state,
      login: begin.login === true,
      close() {
        for (const child of [...root.children]) child.send('KILL');
        root.end();
      },
      get exited() {
        return exited;
      },
      interrupt() {
        if (state.process !== root) signalForeground(state.process, 'INT');
      },
      suspend() {
        if (state.process === root) return;
        for (const child of [...state.process.children]) if (!child.background) child.stop();
      },
      async within(work) {
        const process = host.processes.start(root);
        const { status } = state;
        state.process = process;
        try {
          return await orAbort(work(state), process.signal);
        } catch {
          return undefined;
        } finally {
          Object.assign(state, { status, loops: 0, calls: [], ignoreErrexit: 0, source: '' });
          state.process = root;
          process.end();
        }
      },
      async runLine(text) {
        // A process for each line, so that an interrupt ends the line and not the shell.
        const process = host.processes.start(root);
        process.trapped = (signal) => state.traps.has(signal);
        state.process = process;
        const status = await catchEnd(state, () =>
          host.interpreter.evaluate(state, text).catch((error: unknown) => {
            if (error instanceof ExitFlow) exited = error.status;
            throw error;
          }),
        );
        Object.assign(state, { loops: 0, calls: [], ignoreErrexit: 0, source: '' });
        state.status = status;
        state.process = root;
        process.end();
        return status;
      },
    };
    const prompt = begin.prompt ?? options.prompt;
    if (prompt !== undefined) state.variables.set('PS1', prompt);
    const rc = `${options.env.HOME ?? ''}/.bashrc`;
    if (host.files.kind(rc) === 'file') await shell.runLine('. ~/.bashrc');
    state.status = 0;
    return shell;
  }

  return {
    host,
    get steps() {
      return host.steps.steps;
    },
    runScript,
    interactive,
  };
}
