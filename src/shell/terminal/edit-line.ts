/** The line being edited. */
export interface EditedLine {
  readonly text: string;
  /** Index into the text. */
  readonly cursor: number;
  /** What was killed last, for Ctrl-Y. */
  readonly killed: string;
}

export const EMPTY_LINE: EditedLine = { text: '', cursor: 0, killed: '' };

export function insertText(line: EditedLine, text: string): EditedLine {
  return {
    ...line,
    text: line.text.slice(0, line.cursor) + text + line.text.slice(line.cursor),
    cursor: line.cursor + text.length,
  };
}

function previous(text: string, at: number): number {
  return Math.max(0, at - (/[\udc00-\udfff]/.test(text[at - 1] ?? '') ? 2 : 1));
}

function next(text: string, at: number): number {
  return Math.min(text.length, at + (/[\ud800-\udbff]/.test(text[at] ?? '') ? 2 : 1));
}

function wordStart(text: string, at: number): number {
  return at - (/[A-Za-z0-9]*[^A-Za-z0-9]*$/.exec(text.slice(0, at))?.[0].length ?? 0);
}

function wordEnd(text: string, at: number): number {
  return at + (/^[^A-Za-z0-9]*[A-Za-z0-9]*/.exec(text.slice(at))?.[0].length ?? 0);
}

function kill(line: EditedLine, from: number, to: number): EditedLine {
  if (from === to) return line;
  return { text: line.text.slice(0, from) + line.text.slice(to), cursor: from, killed: line.text.slice(from, to) };
}

function erase(line: EditedLine, from: number, to: number): EditedLine {
  return { ...line, text: line.text.slice(0, from) + line.text.slice(to), cursor: from };
}

const KEYS: Readonly<Record<string, (line: EditedLine) => EditedLine>> = {
  '\x01': (line) => ({ ...line, cursor: 0 }),
  '\x1b[H': (line) => ({ ...line, cursor: 0 }),
  '\x1b[1~': (line) => ({ ...line, cursor: 0 }),
  '\x1bOH': (line) => ({ ...line, cursor: 0 }),
  '\x05': (line) => ({ ...line, cursor: line.text.length }),
  '\x1b[F': (line) => ({ ...line, cursor: line.text.length }),
  '\x1b[4~': (line) => ({ ...line, cursor: line.text.length }),
  '\x1bOF': (line) => ({ ...line, cursor: line.text.length }),
  '\x02': (line) => ({ ...line, cursor: previous(line.text, line.cursor) }),
  '\x1b[D': (line) => ({ ...line, cursor: previous(line.text, line.cursor) }),
  '\x1bOD': (line) => ({ ...line, cursor: previous(line.text, line.cursor) }),
  '\x06': (line) => ({ ...line, cursor: next(line.text, line.cursor) }),
  '\x1b[C': (line) => ({ ...line, cursor: next(line.text, line.cursor) }),
  '\x1bOC': (line) => ({ ...line, cursor: next(line.text, line.cursor) }),
  '\x1bb': (line) => ({ ...line, cursor: wordStart(line.text, line.cursor) }),
  '\x1b[1;5D': (line) => ({ ...line, cursor: wordStart(line.text, line.cursor) }),
  '\x1bf': (line) => ({ ...line, cursor: wordEnd(line.text, line.cursor) }),
  '\x1b[1;5C': (line) => ({ ...line, cursor: wordEnd(line.text, line.cursor) }),
  '\x7f': (line) => erase(line, previous(line.text, line.cursor), line.cursor),
  '\b': (line) => erase(line, previous(line.text, line.cursor), line.cursor),
  '\x04': (line) => erase(line, line.cursor, next(line.text, line.cursor)),
  '\x1b[3~': (line) => erase(line, line.cursor, next(line.text, line.cursor)),
  '\x0b': (line) => kill(line, line.cursor, line.text.length),
  '\x15': (line) => kill(line, 0, line.cursor),
  '\x17': (line) =>
    kill(line, line.cursor - (/\S*\s*$/.exec(line.text.slice(0, line.cursor))?.[0].length ?? 0), line.cursor),
  '\x1b\x7f': (line) => kill(line, wordStart(line.text, line.cursor), line.cursor),
  '\x1bd': (line) => kill(line, line.cursor, wordEnd(line.text, line.cursor)),
  '\x19': (line) => insertText(line, line.killed),
};

/** The line after an editing key; undefined when the key is none. */
export function editLine(line: EditedLine, key: string): EditedLine | undefined {
  if (Object.hasOwn(KEYS, key)) return KEYS[key]!(line);
  return /^[^\x00-\x1f\x7f-\x9f]+$/.test(key) ? insertText(line, key) : undefined;
}
