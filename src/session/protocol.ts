import type { ViewFrame } from '../api/view.ts';
import type { Millis } from '../sim/clock.ts';

/** How fast virtual time follows real time; `settle` runs ahead until only background work is left, then 1. */
export type Speed = 0 | 1 | 10 | 'settle';

/** Everything from outside that can change a session. Ordered inputs with their times are the whole session file. */
export type SessionInput =
  /** Keys as the terminal sends them. */
  | { readonly kind: 'tty'; readonly data: string }
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
  /** The editor pane saved a file. */
  | { readonly kind: 'write-file'; readonly path: string; readonly text: string }
  /** A program's editor (kubectl edit, vi) was closed; `text` is null when nothing was saved. */
  | { readonly kind: 'editor-closed'; readonly id: number; readonly text: string | null }
  /** Starts (or starts again) a task of the open pack: a fresh cluster in the task's start state. */
  | { readonly kind: 'start-task'; readonly task: string }
  | { readonly kind: 'hint'; readonly task: string };

export interface LoggedInput {
  readonly at: Millis;
  readonly input: SessionInput;
  /** For an interrupt of a program that was computing: after how many interpreter steps it took effect. */
  readonly step?: number;
}

/** The file a person downloads and `drydock grade` replays. */
export interface SessionFile {
  readonly drydock: 1;
  readonly engine: string;
  readonly pack: { readonly name: string; readonly digest: string };
  readonly seed: number;
  readonly endedAt: Millis;
  readonly inputs: readonly LoggedInput[];
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

export interface TaskGrade {
  readonly task: string;
  readonly points: number;
  readonly earned: number;
  readonly checks: readonly CheckResult[];
}

export interface TaskOutline {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly minutes: number;
  /** Markdown. */
  readonly text: string;
  readonly hints: number;
}

export interface PackOutline {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly tasks: readonly TaskOutline[];
}

/** The page's requests to the worker. */
export type ToSession =
  | {
      readonly kind: 'open';
      readonly pack: PackFiles;
      readonly seed: number;
      readonly saved?: SessionFile;
      readonly terminal: { columns: number; rows: number };
    }
  | { readonly kind: 'input'; readonly input: SessionInput }
  | { readonly kind: 'speed'; readonly speed: Speed }
  | { readonly kind: 'reset' }
  /** Asks for a `session-file`. */
  | { readonly kind: 'export' }
  /** Runs one kubectl command outside the terminal, for the editor's Dry-run button; answered by `ran`. It must not change the cluster. */
  | { readonly kind: 'dry-run'; readonly id: number; readonly path: string; readonly text: string };

/** A pack's files by path relative to its folder. */
export type PackFiles = Readonly<Record<string, string>>;

export interface ServedKind {
  /** As in manifests: `v1`, `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
}

/** The worker's messages to the page. */
export type FromSession =
  | {
      readonly kind: 'opened';
      readonly pack: PackOutline;
      readonly task: string;
      readonly replayed: number;
      /** What the API server serves, for the editor's schema. */
      readonly kinds: readonly ServedKind[];
    }
  /** The pack or the saved session was refused; nothing was opened. */
  | { readonly kind: 'refused'; readonly what: 'pack' | 'session'; readonly message: string }
  | { readonly kind: 'tty'; readonly data: string }
  | { readonly kind: 'view'; readonly frame: ViewFrame; readonly first: boolean }
  | { readonly kind: 'clock'; readonly nowMs: Millis; readonly speed: Speed; readonly busy: boolean }
  | { readonly kind: 'task-started'; readonly task: string }
  | { readonly kind: 'grade'; readonly grade: TaskGrade }
  | { readonly kind: 'hints'; readonly task: string; readonly shown: readonly string[] }
  /** A file below the home directory changed; `text` is null when it was removed. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string | null }
  /** A program asks for an editor over a file; the page answers with the input `editor-closed`. */
  | {
      readonly kind: 'edit';
      readonly id: number;
      readonly path: string;
      readonly text: string;
      readonly editor: 'pane' | 'vim';
      /** The text of `~/.vimrc`. */
      readonly vimrc: string;
    }
  | { readonly kind: 'ran'; readonly id: number; readonly output: string; readonly status: number }
  | { readonly kind: 'session-file'; readonly file: SessionFile }
  /** Inputs logged since the last message, for the page to keep in IndexedDB. */
  | { readonly kind: 'logged'; readonly inputs: readonly LoggedInput[]; readonly header: Omit<SessionFile, 'inputs'> }
  /** The engine met a bug of its own; the session is stopped, the log can still be exported. */
  | { readonly kind: 'crashed'; readonly message: string };
