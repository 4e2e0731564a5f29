import type { Program } from '../program.ts';
import { parseOptions } from './parse-options.ts';

const CLASSES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  alpha: [
    ['A', 'Z'],
    ['a', 'z'],
  ],
  digit: [['0', '9']],
  alnum: [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
  ],
  upper: [['A', 'Z']],
  lower: [['a', 'z']],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  blank: [
    ['\t', '\t'],
    [' ', ' '],
  ],
  punct: [
    ['!', '/'],
    [':', '@'],
    ['[', '`'],
    ['{', '~'],
  ],
  cntrl: [
    ['\0', '\x1f'],
    ['\x7f', '\x7f'],
  ],
  print: [[' ', '~']],
  graph: [['!', '~']],
  xdigit: [
    ['0', '9'],
    ['A', 'F'],
    ['a', 'f'],
  ],
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** More characters than this in a set are refused. */
const SET_LIMIT = 65_536;

function range(from: string, to: string): string[] {
  const first = from.codePointAt(0)!;
  const last = to.codePointAt(0)!;
  if (last < first) throw new Error(`range-endpoints of '${from}-${to}' are in reverse collating sequence order`);
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
}

/** The characters of a set; `[c*]` at its end fills up to `length`. */
function parseSet(text: string, length = 0): string[] {
  const items: string[] = [];
  const rest = [...text];
  const take = (): string => {
    const character = rest.shift()!;
    if (character !== '\\' || rest.length === 0) return character;
    const octal = /^[0-7]{1,3}/.exec(rest.slice(0, 3).join(''))?.[0];
    if (octal !== undefined) {
      rest.splice(0, octal.length);
      return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    }
    const next = rest.shift()!;
    return ESCAPES[next] ?? next;
  };
  while (rest.length > 0) {
    const ahead = rest.slice(0, 12).join('');
    const named = /^\[:([a-z]+):\]/.exec(ahead);
    const repeated = /^\[(.)\*(\d*)\]/su.exec(ahead);
    if (named !== null) {
      const ranges = Object.hasOwn(CLASSES, named[1]!) ? CLASSES[named[1]!]! : undefined;
      if (ranges === undefined) throw new Error(`invalid character class '${named[1]}'`);
      for (const [from, to] of ranges) items.push(...range(from, to));
      rest.splice(0, named[0].length);
    } else if (repeated !== null) {
      const count = Math.min(SET_LIMIT, Number(repeated[2]) || Math.max(0, length - items.length));
      items.push(...Array<string>(count).fill(repeated[1]!));
      rest.splice(0, [...repeated[0]].length);
    } else {
      const from = take();
      if (rest[0] !== '-' || rest.length < 2) items.push(from);
      else {
        rest.shift();
        items.push(...range(from, take()));
      }
    }
    if (items.length > SET_LIMIT) throw new Error('the set has too many characters');
  }
  return items;
}

/** Replaces, deletes or squeezes characters as they come. */
export const tr: Program = async (io) => {
  const options = parseOptions(io.args, 'cCdst', '', {
    complement: 'c',
    delete: 'd',
    'squeeze-repeats': 's',
    'truncate-set1': 't',
  });
  const [first, second] = options.rest;
  const deletes = options.has('d');
  const squeezes = options.has('s');
  if (first === undefined) throw new Error('missing operand');
  if (second === undefined && !deletes && !squeezes) {
    await io.stderr.write(
      `tr: missing operand after '${first}'\nTwo strings must be given when translating.\nTry 'tr --help' for more information.\n`,
    );
    return 1;
  }
  const complement = options.has('c') || options.has('C');
  const from = parseSet(first);
  const to = second === undefined ? [] : parseSet(second, from.length);
  const members = new Set(from);
  const selected = (character: string) => members.has(character) !== complement;
  const table = new Map<string, string>();
  if (!deletes && to.length > 0) {
    for (const [index, character] of from.entries()) {
      if (index >= to.length && options.has('t')) break;
      table.set(character, to[Math.min(index, to.length - 1)]!);
    }
  }
  const translate = (character: string) => {
    if (deletes || to.length === 0) return character;
    if (complement) return members.has(character) ? character : to.at(-1)!;
    return table.get(character) ?? character;
  };
  const squeezed = second === undefined ? undefined : new Set(to);
  let last = '';
  for (let chunk = await io.stdin.read(); chunk !== undefined; chunk = await io.stdin.read()) {
    let text = '';
    for (const character of chunk) {
      if (deletes && selected(character)) continue;
      const made = translate(character);
      if (squeezes && made === last && (squeezed === undefined ? selected(made) : squeezed.has(made))) continue;
      last = made;
      text += made;
    }
    await io.stdout.write(text);
  }
  return 0;
};
