import { utf8Bytes } from './base64.ts';
import { goNumber } from './go-json.ts';
import { isBase60, resolvePlain } from './yaml-scalar.ts';

const MAX_DEPTH = 1000;

/** Plain and quoted text goes on in the next line at the first space behind this column. */
const BEST_WIDTH = 80;
/** Keys of more bytes are not simple keys to the emitter. */
const MAX_SIMPLE_KEY = 128;

/** YAML as `kubectl -o yaml` writes it, with the newline at its end. Models sigs.k8s.io/yaml Marshal and its emitter. */
export function writeYaml(value: unknown): string {
  return `${writeNode(value, 0, -1, 0).replace(/^[\n ]/, '')}\n`;
}

/** What follows `key:` or `-`, which ends at the column: a space and a scalar, or a newline and a block. */
function writeNode(value: unknown, indent: number, column: number, depth: number): string {
  if (depth > MAX_DEPTH) throw new Error('an object is nested too deeply to be written');
  if (typeof value === 'string') return ` ${writeString(value, indent, column + 1)}`;
  if (typeof value === 'number') return ` ${goNumber(value)}`;
  if (typeof value !== 'object' || value === null) return ` ${value === undefined ? 'null' : String(value)}`;
  if (Array.isArray(value)) return writeList(value, indent, depth);
  return writeMap(value as Readonly<Record<string, unknown>>, indent, depth);
}

function writeList(list: readonly unknown[], indent: number, depth: number): string {
  if (list.length === 0) return ' []';
  const margin = `\n${' '.repeat(indent)}-`;
  return list.map((item) => margin + hang(writeNode(item, indent + 2, indent + 1, depth + 1), indent, item)).join('');
}

/** The first line of a block stands behind its dash. */
function hang(text: string, indent: number, item: unknown): string {
  const isBlock = typeof item === 'object' && text.startsWith('\n');
  return isBlock ? ` ${text.slice(indent + 3)}` : text;
}

function writeMap(map: Readonly<Record<string, unknown>>, indent: number, depth: number): string {
  const keys = Object.keys(map).filter((key) => map[key] !== undefined);
  if (keys.length === 0) return ' {}';
  const margin = `\n${' '.repeat(indent)}`;
  return keys
    .sort(compareKeys)
    .map((key) => {
      const value = map[key];
      const inner = Array.isArray(value) ? indent : indent + 2;
      if (!/[\n\r\u0085\u2028\u2029]/.test(key) && utf8Bytes(key).length <= MAX_SIMPLE_KEY) {
        const text = writeString(key, indent, undefined);
        return `${margin}${text}:${writeNode(value, inner, indent + [...text].length + 1, depth + 1)}`;
      }
      const text = writeString(key, indent + 2, indent + 2);
      return `${margin}? ${text}${margin}:${hang(writeNode(value, indent + 2, indent + 1, depth + 1), indent, value)}`;
    })
    .join('');
}

/** The column where the text begins is undefined for a key, which stays in one line. */
function writeString(text: string, indent: number, column: number | undefined): string {
  const look = analyze(text);
  const folded = (written: string) => (column === undefined ? written : fold(written, indent, column));
  if (text.includes('\n')) return look.block ? literal(text, indent) : folded(doubleQuoted(text));
  const { tag } = resolvePlain(text);
  if ((tag !== 'str' && tag !== 'merge') || isBase60(text)) return folded(doubleQuoted(text));
  if (look.plain) return folded(text);
  return folded(look.single ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text));
}

/** Models yaml_emitter_write_plain_scalar and its like: a single space that lies too far right becomes a line break. */
function fold(written: string, indent: number, column: number): string {
  if (column + written.length <= BEST_WIDTH || !written.includes(' ')) return written;
  const margin = `\n${' '.repeat(indent)}`;
  const isQuoted = /^["']/.test(written);
  const isDouble = written.startsWith('"');
  const characters = [...written];
  // Spaces next to the quotes stay; a plain text has none at its edges.
  const last = characters.length - (isQuoted ? 2 : 1);
  let result = '';
  let at = column;
  let afterSpace = false;
  for (const [index, character] of characters.entries()) {
    const isSpace = character === ' ';
    const nextIsSpace = characters[index + 1] === ' ';
    const inside = !isQuoted || (index > 1 && index < last);
    if (isSpace && !afterSpace && at > BEST_WIDTH && inside && (isDouble || !nextIsSpace)) {
      const mark = isDouble && nextIsSpace ? '\\' : '';
      result += margin + mark;
      at = indent + mark.length;
    } else {
      result += character;
      at++;
    }
    afterSpace = isSpace;
  }
  return result;
}

const unprintable = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** Which styles can hold a text. Models goyaml yaml_emitter_analyze_scalar, outside of flow collections. */
function analyze(text: string): { readonly plain: boolean; readonly single: boolean; readonly block: boolean } {
  const special = unprintable.test(text) || / \n/.test(text);
  const indicator =
    /^(?:---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[-?:](?=[ \t\n]|$)/.test(text) ||
    /:(?=[ \t\n]|$)/.test(text) ||
    /[ \t\n]#/.test(text);
  const edges = /^[ \n]|[ \n]$/.test(text);
  return {
    plain: !special && !indicator && !edges && !text.includes('\n'),
    single: !special && !/\n /.test(text),
    block: !special && !text.endsWith(' '),
  };
}

function literal(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const margin = ' '.repeat(indent);
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${margin}${line}`));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\ufeff': '\\uFEFF',
};

function doubleQuoted(text: string): string {
  let quoted = '';
  // The emitter looks for this mark at the wrong place, and so escapes all that follows it.
  const marked = text.startsWith('\ufeff');
  for (const character of text) {
    const isPlain =
      !marked && character !== '\n' && character !== '"' && character !== '\\' && !unprintable.test(character);
    quoted += isPlain ? character : (escapes[character] ?? escapeCode(character.codePointAt(0) ?? 0));
  }
  return `"${quoted}"`;
}

function escapeCode(code: number): string {
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

const isDigit = (character: string | undefined): boolean => character !== undefined && /^\p{Nd}$/u.test(character);
const isLetter = (character: string): boolean => /^\p{L}$/u.test(character);

/** The order of map keys: numbers inside of them count as numbers. Models goyaml keyList. */
export function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let digits = false;
  for (let at = 0; at < left.length && at < right.length; at++) {
    const x = left[at]!;
    const y = right[at]!;
    if (x === y) {
      digits = isDigit(x);
      continue;
    }
    if (isLetter(x) && isLetter(y)) return x < y ? -1 : 1;
    if (isLetter(x) || isLetter(y)) return isLetter(x) === digits ? -1 : 1;
    return compareNumbers(left, right, at) || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  let lead = '';
  if (left[at] === '0' || right[at] === '0') {
    for (let back = at - 1; back >= 0 && isDigit(left[back]); back--) if (left[back] !== '0') lead = '1';
  }
  const x = digitsFrom(left, at);
  const y = digitsFrom(right, at);
  const difference = BigInt(`0${lead}${x}`) - BigInt(`0${lead}${y}`);
  return difference !== 0n ? (difference < 0n ? -1 : 1) : x.length - y.length;
}

function digitsFrom(characters: readonly string[], at: number): string {
  let end = at;
  while (end < characters.length && /^[0-9]$/.test(characters[end]!)) end++;
  return characters.slice(at, end).join('');
}
