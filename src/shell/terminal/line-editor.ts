import { type EditedLine, EMPTY_LINE, editLine, insertText } from './edit-line.ts';
import { type HistorySearch, searchHistory } from './search-history.ts';
import { placeAfter, visibleText } from './text-width.ts';

/** What a key asks of the owner of the editor. */
export type EditorEvent =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt' | 'end' | 'complete' };

/** One line with its prompt on the screen. Keys change it at once; `draw` shows what has changed. */
export interface LineEditor {
  readonly line: EditedLine;
  /** Begins a line after a prompt that stands on the screen already. */
  begin(prompt: string): void;
  key(key: string): EditorEvent | undefined;
  insert(text: string): void;
  draw(): void;
  /** Prints text below the line and shows the line again after it. */
  showBelow(text: string): void;
  /** Leaves the line, with the cursor below it. */
  leave(mark?: string): void;
  resized(): void;
}

export interface LineEditorNeeds {
  readonly print: (text: string) => void;
  readonly columns: () => number;
  readonly history: () => readonly string[];
}

/** Longer lines are not taken, so that nothing that is pasted can stop the terminal. */
const LINE_LIMIT = 1_100_000;

export function createLineEditor(needs: LineEditorNeeds): LineEditor {
  const { print, columns } = needs;
  let line: EditedLine = EMPTY_LINE;
  let prompt = '';
  /** The screen row of the cursor, counted from the first row of the prompt. */
  let cursorRow = 0;
  /** What the screen shows; undefined when it has to be drawn anew. */
  let drawn: { readonly head: string; readonly text: string; readonly cursor: number } | undefined;
  let historyAt = 0;
  let stash = '';
  let search: { readonly state: HistorySearch; readonly before: EditedLine } | undefined;

  function head(): string {
    if (search === undefined) return prompt;
    return `(${search.state.failed ? 'failed ' : ''}reverse-i-search)\`${search.state.query}': `;
  }

  function draw(): void {
    const next = { head: head(), text: line.text, cursor: line.cursor };
    const before = drawn;
    drawn = next;
    if (before !== undefined && before.head === next.head && before.text === next.text && before.cursor === next.cursor)
      return;
    const width = columns();
    const all = visibleText(next.head + next.text);
    const end = placeAfter(all, width);
    const atEnd = next.cursor === next.text.length;
    // A terminal waits with wrapping until the next character comes; this makes it wrap now.
    const wrap = end.column === 0 && end.row > 0 && !all.endsWith('\n') ? '\r\n' : '';
    if (
      before?.head === next.head &&
      before.cursor === before.text.length &&
      atEnd &&
      next.text.startsWith(before.text)
    ) {
      cursorRow = end.row;
      print(visibleText(next.text.slice(before.text.length)) + wrap);
      return;
    }
    const at = atEnd ? end : placeAfter(visibleText(next.head + next.text.slice(0, next.cursor)), width);
    let output = `${cursorRow > 0 ? `\x1b[${cursorRow}A` : ''}\r\x1b[J${all}${wrap}`;
    if (end.row > at.row) output += `\x1b[${end.row - at.row}A`;
    if (!atEnd || at.column === 0) output += `\r${at.column > 0 ? `\x1b[${at.column}C` : ''}`;
    cursorRow = at.row;
    print(output);
  }

  function leave(mark = ''): void {
    search = undefined;
    line = { ...line, cursor: line.text.length };
    draw();
    const end = placeAfter(visibleText(prompt + line.text), columns());
    cursorRow = 0;
    drawn = undefined;
    print(`${mark}${mark === '' && end.column === 0 && end.row > 0 ? '' : '\n'}`);
  }

  function replace(text: string): void {
    line = { ...line, text, cursor: text.length };
  }

  function moveInHistory(step: number): void {
    const history = needs.history();
    const next = historyAt + step;
    if (next < 0 || next > history.length) return;
    if (historyAt === history.length) stash = line.text;
    historyAt = next;
    replace(next === history.length ? stash : history[next]!);
  }

  /** Returns whether the key belonged to the search; other keys end it and then do what they do. */
  function searchKey(key: string): boolean {
    if (search === undefined) return false;
    const { before } = search;
    const next = searchHistory(search.state, key, needs.history());
    if (next === undefined) {
      search = undefined;
      if (key === '\x07' || key === '\x03') line = before;
      return key === '\x07' || key === '\x1b';
    }
    search = { state: next, before };
    const text = needs.history()[next.found];
    if (!next.failed && next.query !== '' && text !== undefined)
      line = { ...line, text, cursor: text.indexOf(next.query) };
    return true;
  }

  return {
    get line() {
      return line;
    },
    begin(text) {
      prompt = text;
      line = { ...EMPTY_LINE, killed: line.killed };
      drawn = { head: prompt, text: '', cursor: 0 };
      cursorRow = 0;
      historyAt = needs.history().length;
    },
    key(key) {
      if (searchKey(key)) return undefined;
      switch (key) {
        case '\t':
          return { kind: 'complete' };
        case '\r':
        case '\n': {
          leave();
          return { kind: 'line', text: line.text };
        }
        case '\x03':
          leave('^C');
          return { kind: 'interrupt' };
        case '\x04':
          if (line.text === '') return { kind: 'end' };
          break;
        case '\x0c':
          print('\x1b[H\x1b[2J');
          cursorRow = 0;
          drawn = undefined;
          return undefined;
        case '\x12':
          search = { state: { query: '', found: needs.history().length, failed: false }, before: line };
          return undefined;
        case '\x10':
        case '\x1b[A':
        case '\x1bOA':
          moveInHistory(-1);
          return undefined;
        case '\x0e':
        case '\x1b[B':
        case '\x1bOB':
          moveInHistory(1);
          return undefined;
      }
      if (line.text.length + key.length > LINE_LIMIT && key >= ' ') print('\x07');
      else line = editLine(line, key) ?? line;
      return undefined;
    },
    insert(text) {
      line = insertText(line, text);
    },
    draw,
    showBelow(text) {
      const { cursor } = line;
      leave();
      print(text + visibleText(prompt));
      line = { ...line, cursor };
    },
    leave,
    resized() {
      cursorRow = placeAfter(visibleText(head() + line.text.slice(0, line.cursor)), columns()).row;
      drawn = undefined;
      draw();
    },
  };
}
