import {
  expandedFragment,
  type Fragment,
  fragmentText,
  literalFragment,
  quotedFragment,
  splitFragments,
} from '../expansion/fragment.ts';
import { assignElement } from '../expansion/parameter.ts';
import { print } from '../interpreter/run-program.ts';
import { complain, type ShellState } from '../interpreter/shell-state.ts';
import { createTimeLimit } from '../interpreter/time-limit.ts';
import { checkArraySize } from '../interpreter/variables.ts';
import type { Keyboard } from '../program.ts';
import type { Input } from '../streams/input.ts';
import { readLine } from '../streams/read-line.ts';
import type { Builtin } from './builtin.ts';

/** `read [-r] [-p PROMPT] [-a ARRAY] [-d DELIMITER] [-n COUNT] [-s] [-u FD] [-t SECONDS] [NAME...]`. */
export const read: Builtin = async (state, args) => {
  let raw = false;
  let array: string | undefined;
  let delimiter = '\n';
  let count: number | undefined;
  let descriptor = 0;
  let prompt = '';
  let silent = false;
  let seconds: number | undefined;
  let at = 0;
  for (; at < args.length && /^-./.test(args[at]!); at++) {
    if (args[at] === '--') {
      at++;
      break;
    }
    const letters = args[at]!.slice(1);
    for (let i = 0; i < letters.length; i++) {
      const letter = letters[i]!;
      if (letter === 'r') raw = true;
      if (letter === 's') silent = true;
      if (!'apdnNutip'.includes(letter)) continue;
      const value = letters.slice(i + 1) || (args[++at] ?? '');
      if (letter === 'a') array = value;
      if (letter === 'd') delimiter = value[0] ?? '\0';
      if (letter === 'n' || letter === 'N') count = Number(value);
      if (letter === 'u') descriptor = Number(value);
      if (letter === 'p') prompt = value;
      if (letter === 't') seconds = Number(value);
      if (letter === 'i') {
        await complain(state, 'read: not simulated in Drydock: -i');
        return 1;
      }
      break;
    }
  }
  const names = args.slice(at);
  if (seconds !== undefined && !(seconds > 0)) {
    const known = seconds === 0;
    await complain(state, known ? 'read: not simulated in Drydock: -t 0' : 'read: invalid timeout specification');
    return 1;
  }
  const input = state.descriptors.get(descriptor)?.input;
  if (input === undefined) {
    await complain(state, `read: ${descriptor}: invalid file descriptor: Bad file descriptor`);
    return 1;
  }
  if (prompt !== '' && input.isTerminal) await print(state, prompt, 2);
  const terminal = input.isTerminal ? state.terminal() : undefined;
  const limit = seconds === undefined ? undefined : createTimeLimit(state, seconds * 1000);
  const signal = limit?.signal ?? state.process.signal;
  let text = '';
  let ended = false;
  try {
    if (count !== undefined && terminal?.keyboard !== undefined) {
      text = await readTyped(state, terminal.keyboard, count, delimiter, silent, signal);
      count = undefined;
    } else {
      if (silent) terminal?.hideInput?.(true);
      ({ text, ended } = await readText(input, signal, delimiter, raw));
    }
  } catch (error) {
    if (limit?.passed !== true) throw error;
    return 142;
  } finally {
    limit?.end();
    terminal?.hideInput?.(false);
  }
  if (count !== undefined && text.length >= count) {
    input.unread(text.slice(count) + (ended ? '' : delimiter));
    text = text.slice(0, count);
    ended = false;
  }
  await assign(state, names, array, text, raw);
  return ended ? 1 : 0;
};

/** A line, and those that go on after a backslash. */
async function readText(
  input: Input,
  signal: AbortSignal,
  delimiter: string,
  raw: boolean,
): Promise<{ readonly text: string; readonly ended: boolean }> {
  let text = '';
  for (;;) {
    const line = await readLine(input, signal, delimiter);
    if (line === undefined) return { text, ended: true };
    text += line.text;
    const open = /(?:^|[^\\])(?:\\\\)*\\$/.test(line.text);
    if (raw || !open || line.ended) return { text, ended: line.ended };
    text = text.slice(0, -1);
  }
}

/** `read -n` at a terminal takes keys as they are typed, and does not wait for the end of a line. */
async function readTyped(
  state: ShellState,
  keyboard: Keyboard,
  count: number,
  delimiter: string,
  silent: boolean,
  signal: AbortSignal,
): Promise<string> {
  let text = '';
  while (text.length < count) {
    const key = await keyboard.nextKey(signal);
    if (key === delimiter || key === '\r' || key === '\n') break;
    text += key;
    if (!silent) await print(state, key, 2);
  }
  return text;
}

async function assign(
  state: ShellState,
  names: readonly string[],
  array: string | undefined,
  text: string,
  raw: boolean,
): Promise<void> {
  const ifs = state.variables.get('IFS') ?? ' \t\n';
  const plain = (piece: string) => (raw ? piece : piece.replace(/\\([\s\S])/g, '$1'));
  if (names.length === 0 && array === undefined) {
    state.variables.set('REPLY', plain(text));
    return;
  }
  if (array !== undefined) {
    state.variables.setArray(
      array,
      splitFragments(fragments(text, raw), ifs).map((field) => fragmentText(field)),
    );
    return;
  }
  let rest = trimStart(text, ifs);
  for (const [index, name] of names.entries()) {
    let value: string;
    if (index === names.length - 1) {
      const spaces = [...ifs].filter((each) => ' \t\n'.includes(each)).join('');
      let end = rest.length;
      while (end > 0 && spaces.includes(rest[end - 1]!)) end--;
      value = rest.slice(0, end);
      // A single separator that ends the last field is no part of it.
      if (value !== '' && ifs.includes(value.at(-1)!) && ![...value.slice(0, -1)].some((each) => ifs.includes(each)))
        value = value.slice(0, -1);
    } else {
      let end = 0;
      while (end < rest.length && !ifs.includes(rest[end]!)) end += rest[end] === '\\' && !raw ? 2 : 1;
      value = rest.slice(0, end);
      let next = end;
      while (next < rest.length && ' \t\n'.includes(rest[next]!) && ifs.includes(rest[next]!)) next++;
      if (next < rest.length && ifs.includes(rest[next]!) && !' \t\n'.includes(rest[next]!)) next++;
      rest = trimStart(rest.slice(next), ifs);
    }
    await assignElement(state, name, undefined, plain(value));
  }
}

function trimStart(text: string, ifs: string): string {
  let start = 0;
  while (start < text.length && ' \t\n'.includes(text[start]!) && ifs.includes(text[start]!)) start++;
  return text.slice(start);
}

function fragments(text: string, raw: boolean): Fragment[] {
  if (raw || !text.includes('\\')) return [expandedFragment(text, false), literalFragment('')];
  return (text.match(/\\[\s\S]|[^\\]+/g) ?? []).map((piece) =>
    piece[0] === '\\' ? quotedFragment(piece.slice(1)) : expandedFragment(piece, false),
  );
}

/** `mapfile [-t] ARRAY`. */
export const mapfile: Builtin = async (state, args) => {
  const trim = args.includes('-t');
  const name = args.findLast((arg) => !arg.startsWith('-')) ?? 'MAPFILE';
  const lines: string[] = [];
  const input = state.descriptors.get(0)?.input;
  for (;;) {
    const line = input === undefined ? undefined : await readLine(input, state.process.signal);
    if (line === undefined) break;
    lines.push(trim || line.ended ? line.text : `${line.text}\n`);
    checkArraySize(lines.length);
  }
  state.variables.setArray(name, lines);
  return 0;
};
