import { reportJobs } from '../builtins/job-builtins.ts';
import type { InteractiveIo, InteractiveShell, Shell } from '../create-shell.ts';
import type { OpenInteractive } from '../program.ts';
import { inColumns } from '../programs/in-columns.ts';
import { Input } from '../streams/input.ts';
import { commonPrefix, completeWord } from './complete-word.ts';
import { expandHistory } from './expand-history.ts';
import { expandPrompt } from './expand-prompt.ts';
import { createLineEditor } from './line-editor.ts';
import { needsMore } from './needs-more.ts';
import { readKeys } from './read-keys.ts';
import { createTerminalInput } from './terminal-input.ts';

export interface TerminalOptions {
  readonly shell: Shell;
  /** Bytes for the screen. */
  readonly write: (data: string) => void;
  readonly columns: number;
  readonly rows: number;
  /** PS1 when `.bashrc` sets none. */
  readonly prompt?: string;
}

export interface Terminal {
  /** Reads `.bashrc` and shows the first prompt. */
  start(): Promise<void>;
  input(data: string): void;
  resize(columns: number, rows: number): void;
  /** Ends what runs; nothing is printed any more. */
  close(): void;
}

const HISTORY_LIMIT = 1000;
/** Ctrl-Z; programs that read single keys get it as one. */
const SUSPEND = '\x1a';
const LEAVE_SCREEN = '\x1b[?1049l';
/** More than this is not kept of what is typed while nobody reads. */
const QUEUE_LIMIT = 1_100_000;

/** A terminal with an interactive shell. What it prints depends only on its inputs and the programs' output. */
export function createTerminal(options: TerminalOptions): Terminal {
  let { columns, rows } = options;
  let shell: InteractiveShell | undefined;
  /** The shells that gave the terminal to another one, the outermost first. */
  const outer: { readonly shell: InteractiveShell | undefined; readonly ended: (status: number) => void }[] = [];
  /** Lines of a command that is not finished. */
  let pending = '';
  let state: 'edit' | 'run' | 'complete' | 'closed' = 'run';
  /** Typed and not yet handled; `echoed` when it stands on the screen already. */
  let queue: { readonly key: string; readonly echoed: boolean }[] = [];
  let queueAt = 0;
  let tabbed = false;
  let interrupted = false;
  /** Whether a program has switched to the alternate screen. */
  let otherScreen = false;

  const print = (text: string) => {
    if (state === 'closed' || text === '') return;
    const screen = Math.max(text.lastIndexOf('\x1b[?1049h'), text.lastIndexOf(LEAVE_SCREEN));
    if (screen !== -1) otherScreen = text.startsWith('\x1b[?1049h', screen);
    options.write(text.replace(/\r?\n/g, '\r\n'));
  };
  const tty = createTerminalInput(print, () => pump());
  const editor = createLineEditor({
    print,
    columns: () => columns,
    history: () => shell?.state.history ?? [],
  });

  function isClosed(): boolean {
    return state === 'closed';
  }

  function showPrompt(): void {
    if (shell === undefined || isClosed()) return;
    const { variables } = shell.state;
    const source =
      pending === '' ? (variables.get('PS1') ?? options.prompt ?? '\\h $ ') : (variables.get('PS2') ?? '> ');
    const expanded = expandPrompt(shell.state, source);
    print(expanded);
    editor.begin(expanded.slice(expanded.lastIndexOf('\n') + 1));
    state = 'edit';
  }

  function enter(line: string): void {
    if (shell === undefined) return;
    const expanded = expandHistory(line, shell.state.history);
    if (expanded.missing !== undefined) {
      print(`bash: ${expanded.missing}: ${expanded.why ?? 'event not found'}\n`);
      pending = '';
      showPrompt();
      return;
    }
    if (expanded.changed) print(`${expanded.text}\n`);
    if (expanded.onlyShown) {
      shell.state.history.push(expanded.text);
      showPrompt();
      return;
    }
    const text = pending + expanded.text;
    if (text.trim() !== '' && needsMore(`${text}\n`)) {
      pending = `${text}\n`;
      showPrompt();
      return;
    }
    void run(text);
  }

  async function run(text: string): Promise<void> {
    if (shell === undefined) return;
    pending = '';
    state = 'run';
    const own = shell;
    const { history } = own.state;
    if (text.trim() !== '') {
      if (!text.startsWith(' ') && history.at(-1) !== text) history.push(text);
      if (history.length > HISTORY_LIMIT) history.shift();
      tty.reset();
      interrupted = false;
      const status = await own.runLine(text);
      // Someone took the terminal away from this shell.
      if (own !== shell) return;
      tty.reset();
      // A program that was ended had no time to tidy up.
      if (otherScreen) print(LEAVE_SCREEN);
      else if (status === 130 && interrupted) print('\n');
    }
    if (shell.exited !== undefined && (await leave(shell.exited))) return;
    await reportJobs(shell.state);
    if (isClosed()) return;
    showPrompt();
    pump();
  }

  function pump(): void {
    while (queueAt < queue.length) {
      const { key, echoed } = queue[queueAt]!;
      if (state === 'run' && tty.wantsKey && key.length > 1 && /^[ -~]/.test(key)) {
        // A run of characters that came together is many keys to such a program.
        queue[queueAt] = { key: key.slice(1), echoed };
        tty.key(key[0]!, echoed);
      } else if (state === 'run' && tty.wanted) {
        queueAt++;
        tty.key(key, echoed);
      } else if (state === 'edit') {
        queueAt++;
        editKey(key);
      } else break;
    }
    if (queueAt === queue.length) {
      queue = [];
      queueAt = 0;
    }
    if (state === 'edit') editor.draw();
  }

  function editKey(key: string): void {
    const event = editor.key(key);
    if (event?.kind !== 'complete') tabbed = false;
    if (event?.kind === 'line') enter(event.text);
    else if (event?.kind === 'complete') void complete();
    else if (event?.kind === 'interrupt') {
      pending = '';
      if (shell !== undefined) shell.state.status = 130;
      showPrompt();
    } else if (event?.kind === 'end' && pending === '') {
      if (shell !== undefined) void end(shell);
    }
  }

  async function complete(): Promise<void> {
    if (shell === undefined) return;
    state = 'complete';
    try {
      editor.draw();
      const { line } = editor;
      const before = line.text.slice(0, line.cursor);
      const offered = await shell.within((inner) => completeWord(inner, before));
      if (isClosed() || offered === undefined) return;
      const { start, words, noSpace } = offered;
      const typed = before.slice(start);
      const prefix = commonPrefix(words);
      const first = words[0];
      if (words.length === 1 && first !== undefined) {
        editor.insert(`${first.slice(typed.length)}${noSpace === true || /[/=:,]$/.test(first) ? '' : ' '}`);
      } else if (prefix.length > typed.length) editor.insert(prefix.slice(typed.length));
      else if (words.length > 1 && tabbed) {
        const slash = typed.lastIndexOf('/') + 1;
        const shown = words.map((word) => word.slice(slash));
        editor.showBelow(inColumns(shown, columns));
      } else if (words.length > 1) print('\x07');
      tabbed = words.length > 1;
    } finally {
      if (!isClosed()) state = 'edit';
    }
    pump();
  }

  /** Ctrl-D on an empty line. */
  async function end(own: InteractiveShell): Promise<void> {
    if (await leave(own.state.status)) return;
    showPrompt();
    pump();
  }

  /** Ends the present shell. Returns whether one that had given it the terminal goes on; the outermost starts anew. */
  async function leave(status: number): Promise<boolean> {
    print(shell?.login === true ? 'logout\n' : 'exit\n');
    state = 'run';
    shell?.close();
    const back = outer.pop();
    if (back === undefined) {
      await restart();
      return false;
    }
    shell = back.shell;
    back.ended(status);
    return true;
  }

  const connection: InteractiveIo = {
    stdin: new Input(tty, true),
    stdout: {
      isTerminal: true,
      async write(text) {
        print(text);
      },
    },
    terminal: () => ({ columns, rows, keyboard: tty.keyboard, hideInput: tty.hide, nest }),
  };

  async function nest(open: OpenInteractive, signal: AbortSignal): Promise<number> {
    const depth = outer.length;
    const before = shell;
    const inner = await open(connection);
    if (signal.aborted || isClosed()) {
      inner.close();
      throw signal.reason;
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        // Everything that was begun from here on ends with it.
        shell?.close();
        for (const { shell: one } of outer.splice(depth)) if (one !== before) one?.close();
        shell = before;
        state = 'run';
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      outer.push({
        shell: before,
        ended(status) {
          signal.removeEventListener('abort', abort);
          resolve(status);
        },
      });
      shell = inner;
      pending = '';
      showPrompt();
      pump();
    });
  }

  async function restart(): Promise<void> {
    state = 'run';
    shell = await options.shell.interactive(connection);
  }

  return {
    async start() {
      await restart();
      showPrompt();
      pump();
    },
    input(data) {
      if (isClosed()) return;
      const echoes = state === 'run' && !tty.wanted;
      for (const key of readKeys(data)) {
        // The marks of a bracketed paste need nothing: what is pasted runs line by line, as if typed.
        if (key === '\x1b[200~' || key === '\x1b[201~' || key === '\x13' || key === '\x11') continue;
        if (key === '\x03' && state !== 'edit') {
          queue = [];
          queueAt = 0;
          print('^C');
          interrupted = true;
          shell?.interrupt();
        } else if (key === SUSPEND && state === 'run' && tty.echoes) {
          print('^Z');
          shell?.suspend();
        } else if (queue.length < QUEUE_LIMIT) {
          if (echoes) tty.echo(key);
          queue.push({ key, echoed: echoes && tty.echoes });
        }
      }
      pump();
    },
    resize(newColumns, newRows) {
      columns = newColumns;
      rows = newRows;
      if (state === 'edit') editor.resized();
    },
    close() {
      shell?.interrupt();
      state = 'closed';
      for (const { shell: one } of outer) one?.close();
      queue = [];
      queueAt = 0;
    },
  };
}
