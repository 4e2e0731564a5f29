import { reportJobs } from '../builtins/job-builtins.ts';
import type { InteractiveShell, Shell } from '../create-shell.ts';
import { inColumns } from '../programs/in-columns.ts';
import { Input } from '../streams/input.ts';
import { commonPrefix, completeWord } from './complete-word.ts';
import { type EditedLine, EMPTY_LINE, editLine, insertText } from './edit-line.ts';
import { expandHistory } from './expand-history.ts';
import { expandPrompt } from './expand-prompt.ts';
import { needsMore } from './needs-more.ts';
import { readKeys } from './read-keys.ts';
import { createTerminalInput } from './terminal-input.ts';
import { placeAfter } from './text-width.ts';

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

/** A terminal with an interactive shell. What it prints depends only on its inputs and the programs' output. */
export function createTerminal(options: TerminalOptions): Terminal {
  let { columns, rows } = options;
  let shell: InteractiveShell | undefined;
  let line: EditedLine = EMPTY_LINE;
  /** Lines of a command that is not finished. */
  let pending = '';
  let prompt = '';
  /** The screen row of the cursor, counted from the first row of the prompt. */
  let cursorRow = 0;
  let state: 'edit' | 'run' | 'complete' | 'closed' = 'run';
  let queue: string[] = [];
  let historyAt = 0;
  let stash = '';
  let search: { query: string; found: number; before: EditedLine } | undefined;
  let tabbed = false;

  const print = (text: string) => {
    if (state !== 'closed' && text !== '') options.write(text.replace(/\r?\n/g, '\r\n'));
  };
  const tty = createTerminalInput(print, () => pump());

  function redraw(text = line.text, cursor = line.cursor, head = prompt): void {
    const all = head + text;
    const end = placeAfter(all, columns);
    const at = placeAfter(head + text.slice(0, cursor), columns);
    let output = `${cursorRow > 0 ? `\x1b[${cursorRow}A` : ''}\r\x1b[J${all}`;
    if (end.column === 0 && end.row > 0 && !all.endsWith('\n')) output += '\r\n';
    if (end.row > at.row) output += `\x1b[${end.row - at.row}A`;
    output += `\r${at.column > 0 ? `\x1b[${at.column}C` : ''}`;
    cursorRow = at.row;
    print(output);
  }

  function showPrompt(): void {
    if (shell === undefined || state === 'closed') return;
    const { variables } = shell.state;
    const source =
      pending === '' ? (variables.get('PS1') ?? options.prompt ?? '\\h $ ') : (variables.get('PS2') ?? '> ');
    const expanded = expandPrompt(shell.state, source);
    const cut = expanded.lastIndexOf('\n') + 1;
    print(expanded);
    prompt = expanded.slice(cut);
    line = { ...EMPTY_LINE, killed: line.killed };
    cursorRow = 0;
    historyAt = shell.state.history.length;
    state = 'edit';
  }

  function leaveLine(mark = ''): void {
    const end = placeAfter(prompt + line.text, columns);
    if (line.cursor < line.text.length) redraw(line.text, line.text.length);
    cursorRow = 0;
    print(`${mark}${mark === '' && end.column === 0 && end.row > 0 ? '' : '\n'}`);
  }

  async function enter(): Promise<void> {
    if (shell === undefined) return;
    leaveLine();
    const expanded = expandHistory(line.text, shell.state.history);
    if (expanded.missing !== undefined) {
      print(`bash: ${expanded.missing}: event not found\n`);
      pending = '';
      showPrompt();
      return;
    }
    if (expanded.changed) print(`${expanded.text}\n`);
    const text = pending + expanded.text;
    if (text.trim() !== '' && needsMore(`${text}\n`)) {
      pending = `${text}\n`;
      showPrompt();
      return;
    }
    await run(text);
  }

  async function run(text: string): Promise<void> {
    if (shell === undefined) return;
    pending = '';
    state = 'run';
    const { history } = shell.state;
    if (text.trim() !== '') {
      if (!text.startsWith(' ') && history.at(-1) !== text) history.push(text);
      if (history.length > 1000) history.shift();
      tty.reset();
      const status = await shell.runLine(text);
      if (status === 130 && interrupted) print('\n');
      interrupted = false;
    }
    if (shell.exited !== undefined) {
      print('exit\n');
      await restart();
    }
    await reportJobs(shell.state);
    if (isClosed()) return;
    showPrompt();
    pump();
  }

  let interrupted = false;

  function isClosed(): boolean {
    return state === 'closed';
  }

  function pump(): void {
    while (queue.length > 0) {
      if (state === 'edit') editKey(queue.shift()!);
      else if (state === 'run' && tty.wanted) tty.key(queue.shift()!);
      else return;
    }
  }

  function replaceLine(text: string): void {
    line = { ...line, text, cursor: text.length };
    redraw();
  }

  function editKey(key: string): void {
    if (search !== undefined) {
      if (searchKey(key)) return;
    }
    if (key === '\t') {
      void complete();
      return;
    }
    tabbed = false;
    const history = shell?.state.history ?? [];
    switch (key) {
      case '\r':
      case '\n':
        void enter();
        return;
      case '\x03':
        leaveLine('^C');
        pending = '';
        if (shell !== undefined) shell.state.status = 130;
        showPrompt();
        return;
      case '\x04':
        if (line.text !== '') break;
        if (pending === '') {
          print('exit\n');
          void restart().then(showPrompt);
        }
        return;
      case '\x0c':
        print('\x1b[H\x1b[2J');
        cursorRow = 0;
        redraw();
        return;
      case '\x12':
        search = { query: '', found: history.length, before: line };
        drawSearch(false);
        return;
      case '\x10':
      case '\x1b[A':
      case '\x1bOA':
        if (historyAt === 0) return;
        if (historyAt === history.length) stash = line.text;
        replaceLine(history[--historyAt]!);
        return;
      case '\x0e':
      case '\x1b[B':
      case '\x1bOB':
        if (historyAt >= history.length) return;
        historyAt++;
        replaceLine(historyAt === history.length ? stash : history[historyAt]!);
        return;
    }
    const edited = editLine(line, key);
    if (edited === undefined || edited === line) return;
    const appended =
      edited.cursor === edited.text.length && line.cursor === line.text.length && edited.text === line.text + key;
    line = edited;
    const place = placeAfter(prompt + line.text, columns);
    if (!appended || place.column <= 1) redraw();
    else {
      cursorRow = place.row;
      print(key);
    }
  }

  function drawSearch(failed: boolean): void {
    if (search === undefined) return;
    const head = `(${failed ? 'failed ' : ''}reverse-i-search)\`${search.query}': `;
    redraw(line.text, line.cursor, head);
  }

  /** Returns whether the key belonged to the search; other keys end it and then do what they do. */
  function searchKey(key: string): boolean {
    if (search === undefined) return false;
    const history = shell?.state.history ?? [];
    if (key === '\x07' || key === '\x03') {
      line = search.before;
      search = undefined;
      redraw();
      return key === '\x07';
    }
    let from = search.found;
    if (key === '\x12') from--;
    else if (key === '\x7f' || key === '\b') {
      search.query = search.query.slice(0, -1);
      from = history.length - 1;
    } else if (key >= ' ' && key[0] !== '\x1b') {
      search.query += key;
      from = Math.min(from, history.length - 1);
    } else {
      search = undefined;
      redraw();
      return key === '\x1b';
    }
    const { query } = search;
    const found = history.findLastIndex((each, index) => index <= from && each.includes(query));
    if (found !== -1 && query !== '') {
      search.found = found;
      line = { ...line, text: history[found]!, cursor: history[found]!.indexOf(query) };
    }
    drawSearch(found === -1);
    return true;
  }

  async function complete(): Promise<void> {
    if (shell === undefined) return;
    state = 'complete';
    try {
      const { start, words } = await completeWord(shell.state, line.text.slice(0, line.cursor));
      if (isClosed()) return;
      const typed = line.text.slice(start, line.cursor);
      const prefix = commonPrefix(words);
      if (words.length === 1)
        line = insertText(line, `${prefix.slice(typed.length)}${/[/=]$/.test(prefix) ? '' : ' '}`);
      else if (prefix.length > typed.length) line = insertText(line, prefix.slice(typed.length));
      else if (words.length > 1 && tabbed) {
        const slash = typed.lastIndexOf('/') + 1;
        leaveLine();
        print(
          inColumns(
            words.map((word) => word.slice(slash)),
            columns,
          ),
        );
      }
      redraw();
      tabbed = words.length > 1;
    } finally {
      if (!isClosed()) state = 'edit';
    }
    pump();
  }

  async function restart(): Promise<void> {
    state = 'run';
    shell = await options.shell.interactive({
      stdin: new Input(tty, true),
      stdout: {
        isTerminal: true,
        async write(text) {
          print(text);
        },
      },
      terminal: () => ({ columns, rows }),
    });
  }

  return {
    async start() {
      await restart();
      showPrompt();
      pump();
    },
    input(data) {
      if (state === 'closed') return;
      for (const key of readKeys(data)) {
        // The marks of a bracketed paste need nothing: what is pasted runs line by line, as if typed.
        if (key === '\x1b[200~' || key === '\x1b[201~' || key === '\x13' || key === '\x11') continue;
        if (key === '\x03' && state !== 'edit') {
          queue = [];
          print('^C');
          interrupted = true;
          shell?.interrupt();
        } else queue.push(key);
      }
      pump();
    },
    resize(newColumns, newRows) {
      columns = newColumns;
      rows = newRows;
      if (state === 'edit') {
        cursorRow = placeAfter(prompt + line.text.slice(0, line.cursor), columns).row;
        redraw();
      }
    },
    close() {
      shell?.interrupt();
      state = 'closed';
      queue = [];
    },
  };
}
