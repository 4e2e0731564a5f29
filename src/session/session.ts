import type { ViewFrame } from '../api/view.ts';
import { gradeTask } from '../lab/grade.ts';
import type { Pack, Task } from '../lab/pack.ts';
import { FileError, type FileSystem } from '../shell/file-system.ts';
import { createTerminal, type Terminal } from '../shell/terminal/create-terminal.ts';
import type { Millis } from '../sim/clock.ts';
import { ENGINE_VERSION, START_AT } from './engine-version.ts';
import type { HostTurn } from './foreground.ts';
import { HOME } from './home.ts';
import { createMachine, type Machine } from './machine.ts';
import { machineGradeSource } from './machine-grade-source.ts';
import { openTask } from './open-task.ts';
import { packOutline } from './pack-outline.ts';
import type { LoggedInput, PackOutline, SessionFile, SessionInput, TaskGrade } from './protocol.ts';
import { runScript, type ScriptResult } from './run-script.ts';

/** What a session tells its owner. All of it follows from the inputs. */
export interface SessionEvents {
  tty(data: string): void;
  taskStarted(task: string): void;
  hints(task: string, shown: readonly string[]): void;
  edit(id: number, path: string, text: string, editor: 'pane' | 'vim', vimrc: string): void;
  file(path: string, text: string | null): void;
  logged(input: LoggedInput): void;
}

/** A person's work on one pack: a machine for the open task, and the log of everything that came from outside. */
export interface Session {
  readonly outline: PackOutline;
  now(): Millis;
  task(): string;
  /** Whether a program computes or an earlier input is still being worked on. */
  working(): boolean;
  /** Inputs are worked on one after the other; an interrupt reaches a computing program at once. */
  apply(input: SessionInput): Promise<void>;
  advanceTo(until: Millis): Promise<void>;
  /** Runs ahead until nothing but background work waits, or the limit has passed. */
  settle(limitMs: Millis): Promise<void>;
  grade(): TaskGrade;
  /** The last grade of every task that was begun. */
  grades(): readonly TaskGrade[];
  /** Grows with every change in the cluster or the files; equal numbers mean that a grade cannot have changed. */
  revision(): number;
  changes(): ViewFrame;
  file(): SessionFile;
  /** Repeats a session's inputs at their times. */
  replay(file: SessionFile): Promise<void>;
  /** Asks the server to try a manifest, outside the terminal and the log; the cluster does not change. */
  dryRun(path: string, text: string): Promise<ScriptResult>;
}

export interface SessionOptions {
  readonly pack: Pack;
  readonly seed: number;
  readonly hostTurn: HostTurn;
  readonly terminal: { readonly columns: number; readonly rows: number };
  readonly events: SessionEvents;
}

/** Ctrl-C and Ctrl-Z, which reach a program that computes. */
const INTERRUPTS = ['\x03', '\x1a'];

export async function createSession(options: SessionOptions): Promise<Session> {
  const { pack, seed, events } = options;
  const inputs: LoggedInput[] = [];
  const grades = new Map<string, TaskGrade>();
  const hintsShown = new Map<string, number>();
  let size = options.terminal;
  let tail: Promise<void> = Promise.resolve();
  let queued = 0;
  let fileChanges = 0;
  let editors = 0;
  const openEditors = new Map<number, { path: string; files: FileSystem; close: (error?: string) => void }>();
  /** Interrupts that the replayed log says came while a program computed or time passed. */
  let interrupts: readonly LoggedInput[] = [];

  let task: Task;
  let machine: Machine;
  let terminal: Terminal;

  async function hostTurn(): Promise<void> {
    await options.hostTurn();
    const [next] = interrupts;
    if (next === undefined || machine.time.now() < next.at || machine.shell.steps < next.step!) return;
    interrupts = interrupts.slice(1);
    void apply(next.input);
  }

  function openEditor(path: string, files: FileSystem, vimrc: string): Promise<string | undefined> {
    const id = ++editors;
    return new Promise((resolve) => {
      openEditors.set(id, { path, files, close: resolve });
      events.edit(id, path, textOf(files, path), 'vim', vimrc);
    });
  }

  async function begin(id: string): Promise<void> {
    const wanted = pack.tasks.find((one) => one.id === id);
    if (wanted === undefined) throw new Error(`the pack has no task ${id}`);
    const startAt = machine === undefined ? START_AT : machine.time.now();
    terminal?.close();
    task = wanted;
    openEditors.clear();
    machine = await openTask(task, seed, startAt, { hostTurn, openEditor });
    const opened = machine;
    machine.files.watch(HOME, (path) => {
      fileChanges++;
      if (opened !== machine || path.slice(HOME.length).includes('/.')) return;
      events.file(path, machine.files.kind(path) === 'file' ? (machine.files.read(path) ?? '') : null);
    });
    terminal = createTerminal({
      shell: machine.shell,
      ...size,
      write: (data) => opened === machine && events.tty(data),
    });
    events.taskStarted(id);
    for (const path of Object.keys(task.files)) {
      if (!path.includes('/.') && !path.startsWith('.')) events.file(`${HOME}/${path}`, task.files[path]!);
    }
    await terminal.start();
    await machine.foreground.parked();
  }

  async function perform(input: SessionInput): Promise<void> {
    switch (input.kind) {
      case 'tty':
        terminal.input(input.data);
        break;
      case 'resize':
        size = { columns: input.columns, rows: input.rows };
        terminal.resize(size.columns, size.rows);
        break;
      case 'write-file':
        machine.files.write(input.path, input.text);
        break;
      case 'editor-closed': {
        const editor = openEditors.get(input.id);
        if (editor === undefined) return;
        openEditors.delete(input.id);
        editor.close(input.text === null ? undefined : writeError(editor.files, editor.path, input.text));
        break;
      }
      case 'start-task':
        keepGrade();
        await begin(input.task);
        break;
      case 'hint': {
        const about = pack.tasks.find((one) => one.id === input.task);
        if (about === undefined) return;
        const shown = Math.min(about.hints.length, (hintsShown.get(about.id) ?? 0) + 1);
        hintsShown.set(about.id, shown);
        events.hints(about.id, about.hints.slice(0, shown));
        break;
      }
    }
    await machine.foreground.parked();
    await machine.time.passLatencies();
  }

  function log(input: SessionInput, step?: number): void {
    const at = machine.time.now();
    const entry: LoggedInput = step === undefined ? { at, input } : { at, input, step };
    // Inputs of one instant stay apart: what a program sees, and what the terminal draws, depends on how keys arrive.
    inputs.push(entry);
    events.logged(entry);
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    queued++;
    const turn = tail.then(work).finally(() => {
      queued--;
    });
    tail = turn.catch(() => {});
    return turn;
  }

  function keepGrade(): void {
    grades.set(task.id, gradeTask(task, machineGradeSource(machine.cluster, machine.files, machine.filesOf)));
  }

  function apply(input: SessionInput): Promise<void> {
    if (queued > 0 && input.kind === 'tty' && INTERRUPTS.some((key) => input.data.includes(key))) {
      log(input, machine.shell.steps);
      terminal.input(input.data);
      return Promise.resolve();
    }
    return inTurn(async () => {
      log(input);
      await perform(input);
    });
  }

  const advanceTo = (until: Millis) => inTurn(() => machine.time.advanceTo(until));

  await inTurn(() => begin(pack.tasks[0]!.id));

  return {
    outline: packOutline(pack),
    now: () => machine.time.now(),
    task: () => task.id,
    working: () => queued > 0,
    apply,
    advanceTo,
    settle: (limitMs) =>
      inTurn(async () => {
        const end = machine.time.now() + limitMs;
        const { clock } = machine.cluster.world;
        while (clock.foregroundTasks() > 0) {
          const next = clock.nextAt();
          if (next === undefined || next > end) break;
          await machine.time.advanceTo(next);
        }
      }),
    grade() {
      keepGrade();
      return grades.get(task.id)!;
    },
    grades() {
      keepGrade();
      return pack.tasks.map(({ id }) => grades.get(id)).filter((grade) => grade !== undefined);
    },
    revision: () => machine.cluster.view.revision + fileChanges,
    changes: () => machine.cluster.view.changes(),
    file: () => ({
      drydock: 1,
      engine: ENGINE_VERSION,
      pack: { name: pack.name, digest: pack.digest },
      seed,
      endedAt: machine.time.now(),
      inputs: [...inputs],
    }),
    async replay(file) {
      for (const [index, { at, input, step }] of file.inputs.entries()) {
        if (step === undefined) {
          const rest = file.inputs.slice(index + 1);
          const end = rest.findIndex((later) => later.step === undefined);
          await advanceTo(at);
          interrupts = end < 0 ? rest : rest.slice(0, end);
          await apply(input);
          continue;
        }
        const mine = file.inputs[index]!;
        if (interrupts.includes(mine)) await advanceTo(at);
        if (!interrupts.includes(mine)) continue;
        interrupts = interrupts.slice(1);
        await apply(input);
      }
      await advanceTo(file.endedAt);
    },
    async dryRun(path, text) {
      let result: ScriptResult = { status: 1, output: '' };
      await inTurn(async () => {
        const copy = createMachine(machine.cluster.fork(), { hostTurn: options.hostTurn });
        copy.files.write(path, text);
        result = await runScript(copy, `kubectl apply --dry-run=server -f ${quote(path)}`);
      });
      return result;
    },
  };
}

const textOf = (files: FileSystem, path: string): string =>
  files.kind(path) === 'file' ? (files.read(path) ?? '') : '';

/** Writes a file; the words of the error when the one who edits it may not. */
function writeError(files: FileSystem, path: string, text: string): string | undefined {
  try {
    files.write(path, text);
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
