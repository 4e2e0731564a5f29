export interface ExpandedLine {
  readonly text: string;
  readonly changed: boolean;
  /** The part that names an event there is none of, or a word that it has not. */
  readonly missing?: string;
  /** Behind `missing` in bash's message, when it is not the event that is missing. */
  readonly why?: string;
  /** `:p`: only show the line. */
  readonly onlyShown?: boolean;
}

/** What begins a history expansion and what follows it. */
const EVENT = /^!(?:(!)|(-?\d+)|\?([^?\n]*)\??|(?=[$^*:])|(#)|([^\s;|&()<>!$"'^*:=?#-][^\s;|&()<>:'"]*))/;
const WORDS = /^(?::?([$^*])|:(\d+)?(-)?(\d+|\$)?|(?=$))/;

/**
 * Replaces `!!`, `!n`, `!-n`, `!str`, `!?str?`, their words (`!$`, `!!:2`, `!*`) and modifiers (`:p`, `:s/a/b/`, `:h`, `:t`, `:r`,
 * `:e`), and `^a^b^` at the begin of the line. Models readline history_expand.
 */
export function expandHistory(line: string, history: readonly string[]): ExpandedLine {
  const quick = /^\^([^^]*)\^([^^]*)(?:\^(.*))?$/.exec(line);
  if (quick !== null) {
    const last = history.at(-1);
    const [, from = '', to = '', rest = ''] = quick;
    if (last === undefined || from === '' || !last.includes(from)) {
      return { text: line, changed: false, missing: `:s${line}`, why: 'substitution failed' };
    }
    return { text: last.replace(from, () => to) + rest, changed: true };
  }
  let changed = false;
  let onlyShown = false;
  let single = false;
  let text = '';
  for (let i = 0; i < line.length; ) {
    const character = line[i]!;
    const before = line[i - 1];
    if (character === '\\' && i + 1 < line.length && !single) {
      text += character + line[i + 1]!;
      i += 2;
      continue;
    }
    if (character === "'") single = !single;
    const rest = line.slice(i);
    const match = character === '!' && !single && before !== '[' && before !== '{' ? EVENT.exec(rest) : null;
    if (match === null || (match[0] === '!' && !/^!(:[0-9$^*]|[$^*])/.test(rest))) {
      text += character;
      i++;
      continue;
    }
    const event = eventOf(match, history, text);
    let used = match[0].length;
    if (event === undefined) return { text, changed, missing: match[0] };
    const picked = pickWords(event, rest.slice(used));
    if (picked === undefined) return { text, changed, missing: rest.slice(used), why: 'bad word specifier' };
    used += picked.used;
    const result = modify(picked.text, rest.slice(used));
    if (result === undefined) return { text, changed, missing: rest.slice(used), why: 'substitution failed' };
    used += result.used;
    onlyShown ||= result.onlyShown;
    text += result.text;
    changed = true;
    i += used;
  }
  return { text, changed, ...(onlyShown ? { onlyShown } : {}) };
}

function eventOf(match: RegExpExecArray, history: readonly string[], typed: string): string | undefined {
  const [, last, number, part, here, start] = match;
  if (here !== undefined) return typed;
  if (number !== undefined) return Number(number) < 0 ? history.at(Number(number)) : history[Number(number) - 1];
  if (part !== undefined) return history.findLast((each) => each.includes(part));
  if (start !== undefined) return history.findLast((each) => each.startsWith(start));
  return last === undefined || last === '!' ? history.at(-1) : undefined;
}

/** The words of a line as the shell would see them, roughly: blanks separate, quotes hold together. */
const wordsOf = (line: string): readonly string[] =>
  line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+|["']/g) ?? [];

function pickWords(event: string, rest: string): { text: string; used: number } | undefined {
  const [all = '', sign, from, dash, to] = WORDS.exec(rest) ?? [];
  if (all === '' || all === ':') return { text: event, used: 0 };
  const words = wordsOf(event);
  const last = words.length - 1;
  const slice = (start: number, end: number) =>
    start > last || end > last || start > end + 1
      ? undefined
      : { text: words.slice(start, end + 1).join(' '), used: all.length };
  if (sign === '$') return slice(last, last);
  if (sign === '^') return slice(1, 1);
  if (sign === '*') return last < 1 ? { text: '', used: all.length } : slice(1, last);
  const begin = from === undefined ? 0 : Number(from);
  if (dash === undefined) {
    if (from === undefined) return to === '$' ? slice(last, last) : { text: event, used: 0 };
    return slice(begin, begin);
  }
  return slice(begin, to === undefined ? last - 1 : to === '$' ? last : Number(to));
}

function modify(event: string, rest: string): { text: string; used: number; onlyShown: boolean } | undefined {
  let text = event;
  let used = 0;
  let onlyShown = false;
  for (;;) {
    const left = rest.slice(used);
    const change = /^:(g?)s([^\w\s])(.*?)\2(.*?)(?:\2|$)/.exec(left);
    const plain = /^:([phtre])(?!\w)/.exec(left);
    if (change !== null) {
      const [all, global, , from = '', to = ''] = change;
      if (from === '' || !text.includes(from)) return undefined;
      text = global === 'g' ? text.replaceAll(from, () => to) : text.replace(from, () => to);
      used += all.length;
    } else if (plain !== null) {
      const [all, letter] = plain;
      if (letter === 'p') onlyShown = true;
      else if (letter === 'h') text = text.replace(/\/[^/]*$/, '');
      else if (letter === 't') text = text.replace(/^.*\//, '');
      else if (letter === 'r') text = text.replace(/\.[^./]*$/, '');
      else text = /\.[^./]*$/.exec(text)?.[0] ?? '';
      used += all.length;
    } else return { text, used, onlyShown };
  }
}
