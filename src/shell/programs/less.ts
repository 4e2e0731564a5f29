import type { Keyboard, Program, ProgramIo } from '../program.ts';
import { placeAfter } from '../terminal/text-width.ts';
import { eachInput, readAll } from './open-inputs.ts';

/** A pager: space and `b` turn pages, arrows and `j` `k` lines, `g` `G` jump, `/` searches, `q` ends. */
export const less: Program = async (io) => {
  const names = io.args.filter((arg) => !/^[-+]./.test(arg));
  const keyboard = io.stdout.isTerminal ? io.terminal?.keyboard : undefined;
  let text = '';
  const status = await eachInput(io, 'less', names, async (reader) => {
    if (keyboard !== undefined) {
      text += await readAll(reader);
      return;
    }
    for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read())
      await io.stdout.write(chunk);
  });
  if (keyboard === undefined || (status !== 0 && text === '')) return status;
  await io.stdout.write('\x1b[?1049h');
  await page(io, keyboard, text.replace(/\n$/, '').split('\n'), names[0] ?? '');
  await io.stdout.write('\x1b[?1049l');
  return status;
};

async function page(io: ProgramIo, keyboard: Keyboard, lines: readonly string[], name: string): Promise<void> {
  let top = 0;
  let pattern = '';
  let note = name;
  for (;;) {
    const { columns, rows } = io.terminal ?? { columns: 80, rows: 24 };
    const room = Math.max(1, rows - 1);
    const last = Math.max(0, lines.length - pageBack(lines, lines.length, columns, room));
    top = Math.min(Math.max(0, top), last);
    const shown: string[] = [];
    let used = 0;
    for (let at = top; at < lines.length && used + rowsOf(lines[at]!, columns) <= room; at++) {
      shown.push(lines[at]!);
      used += rowsOf(lines[at]!, columns);
    }
    if (shown.length === 0) shown.push((lines[top] ?? '').slice(0, columns * room));
    const next = top + shown.length;
    const status = note !== '' ? `\x1b[7m${note}\x1b[27m` : next >= lines.length ? '\x1b[7m(END)\x1b[27m' : ':';
    const blank = '~\n'.repeat(Math.max(0, room - used));
    await io.stdout.write(`\x1b[H\x1b[2J${shown.join('\n')}\n${blank}${status}`);
    note = '';
    const key = await keyboard.nextKey(io.signal);
    if (key === 'q' || key === 'Q') return;
    if ([' ', 'f', '\x06', '\x1b[6~'].includes(key)) top = next;
    else if (['b', '\x02', '\x1b[5~'].includes(key)) top -= pageBack(lines, top, columns, room);
    else if (key === 'd') top += room >> 1;
    else if (key === 'u') top -= room >> 1;
    else if (['j', 'e', '\r', '\n', '\x1b[B', '\x1bOB'].includes(key)) top++;
    else if (['k', 'y', '\x1b[A', '\x1bOA'].includes(key)) top--;
    else if (['g', '<', '\x1b[H'].includes(key)) top = 0;
    else if (['G', '>', '\x1b[F'].includes(key)) top = last;
    else if (key === '/' || key === 'n' || key === 'N') {
      if (key === '/') pattern = (await prompt(io, keyboard, '/')) || pattern;
      const found =
        key === 'N'
          ? lines.findLastIndex((line, index) => index < top && line.includes(pattern))
          : lines.findIndex((line, index) => index > top - (key === '/' ? 1 : 0) && line.includes(pattern));
      if (pattern === '' || found === -1) note = 'Pattern not found';
      else top = found;
    }
  }
}

/** Reads a line at the bottom of the screen. */
async function prompt(io: ProgramIo, keyboard: Keyboard, mark: string): Promise<string> {
  let text = '';
  for (;;) {
    await io.stdout.write(`\r\x1b[K${mark}${text}`);
    const key = await keyboard.nextKey(io.signal);
    if (key === '\r' || key === '\n') return text;
    if (key === '\x1b') return '';
    if (key === '\x7f' || key === '\b') text = text.slice(0, -1);
    else if (key >= ' ' && key[0] !== '\x1b') text += key;
  }
}

function rowsOf(line: string, columns: number): number {
  const { row, column } = placeAfter(line, columns);
  return Math.max(1, column === 0 ? row : row + 1);
}

/** How many lines before `end` fill a page. */
function pageBack(lines: readonly string[], end: number, columns: number, room: number): number {
  let count = 0;
  for (let used = 0; count < end; count++) {
    used += rowsOf(lines[end - count - 1]!, columns);
    if (used > room) break;
  }
  return Math.max(count, Math.min(1, end));
}
