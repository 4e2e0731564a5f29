import type { Millis } from '../sim/clock.ts';
import type { InteractiveIo, InteractiveShell } from './create-shell.ts';
import type { FileSystem } from './file-system.ts';

/** Bytes are carried as JavaScript strings (one string = decoded UTF-8 text). */
export interface Reader {
  /** The next piece of text; undefined at the end of input. */
  read(): Promise<string | undefined>;
  readonly isTerminal?: boolean;
}

export interface Writer {
  /** Resolves when there is room for more; rejects with BrokenPipe when nobody reads any longer. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
}

/** Virtual time as programs see it. */
export interface ProgramClock {
  now(): Millis;
  /** Takes no real time in Node. Rejects with the signal's reason when aborted. */
  sleep(ms: Millis, signal?: AbortSignal): Promise<void>;
}

/** Single keys as they are typed, for programs that take over the screen; nothing is echoed from the first on. */
export interface Keyboard {
  /** Rejects with the signal's reason when aborted. */
  nextKey(signal: AbortSignal): Promise<string>;
}

export interface ProgramTerminal {
  readonly columns: number;
  readonly rows: number;
  /** Missing where nobody types. */
  readonly keyboard?: Keyboard;
  /** Stops or starts the echo of what is typed; the next command begins with echo. */
  readonly hideInput?: (hidden: boolean) => void;
  /**
   * Gives the terminal to another interactive shell (`ssh`, `sudo -i`) until that ends; resolves with its status. Rejects with
   * the signal's reason when aborted.
   */
  readonly nest?: (open: OpenInteractive, signal: AbortSignal) => Promise<number>;
}

/** Opens an interactive shell on a terminal. */
export type OpenInteractive = (io: InteractiveIo) => Promise<InteractiveShell>;

/** All that a running program may touch. */
export interface ProgramIo {
  /** Without the program's own name. */
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly stdin: Reader;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly files: FileSystem;
  readonly clock: ProgramClock;
  /** Aborted by Ctrl-C, kill, or when the reader of a pipe has gone. */
  readonly signal: AbortSignal;
  /** The controlling terminal, as large as it is now; undefined when there is none (scripts). */
  readonly terminal: ProgramTerminal | undefined;
  /**
   * Runs a command line in a shell with this program's environment and streams (for $EDITOR, xargs, watch); `signal`
   * ends it.
   */
  readonly run: (
    line: string,
    streams?: Partial<Pick<ProgramIo, 'stdin' | 'stdout' | 'stderr' | 'signal'>>,
  ) => Promise<number>;
}

/** A program returns its exit status. Thrown errors are shown as `NAME: MESSAGE`, status 1. */
export type Program = (io: ProgramIo) => Promise<number>;

/** What Tab offers for the last word of `words`; entries that end a word get a space appended by the line editor. */
export type Completer = (request: CompletionRequest) => Promise<readonly string[]>;

export interface CompletionRequest {
  /** The words before the cursor, the program's name first, the last possibly empty. */
  readonly words: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly files: FileSystem;
}

/** The programs of a host, by name. */
export interface ProgramTable {
  readonly programs: ReadonlyMap<string, Program>;
  readonly completers: ReadonlyMap<string, Completer>;
}
