import { RegexBudgetError } from '../expansion/bounded-regex.ts';
import { escapeRegex } from '../expansion/pattern.ts';
import { convertBasic, convertExtended } from '../expansion/posix-regex.ts';
import { type Matcher, safeRegex } from '../expansion/safe-regex.ts';
import { FileError } from '../file-system.ts';
import type { Program, ProgramIo, Reader } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { linesOf, openInput, readFile } from './open-inputs.ts';
import { type ParsedOptions, parseOptions } from './parse-options.ts';

const LONG = {
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'perl-regexp': 'P',
  'ignore-case': 'i',
  'invert-match': 'v',
  count: 'c',
  'line-number': 'n',
  'only-matching': 'o',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
  quiet: 'q',
  silent: 'q',
  'word-regexp': 'w',
  'line-regexp': 'x',
  recursive: 'r',
  'files-with-matches': 'l',
  'files-without-match': 'L',
  'no-filename': 'h',
  'with-filename': 'H',
  'no-messages': 's',
  'max-count': 'm',
  regexp: 'e',
  file: 'f',
  color: 'K',
  colour: 'K',
  'line-buffered': 'U',
};

export const grep: Program = async (io) => {
  let options: ParsedOptions;
  try {
    const args = io.args.map((arg) => (/^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg));
    options = parseOptions(args, 'EFGPivcnoqwxrRlLhHszUKa', 'ABCemf', LONG);
  } catch (error) {
    await io.stderr.write(
      `grep: ${(error as Error).message}\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n`,
    );
    return 2;
  }
  if (options.has('z')) {
    await io.stderr.write('grep: not simulated in Drydock: -z\n');
    return 2;
  }
  let names = options.rest;
  let patterns = [...options.all('e')];
  for (const file of options.all('f')) patterns.push(...readFile(io, file).replace(/\n$/, '').split('\n'));
  if (patterns.length === 0) {
    if (names[0] === undefined) {
      await io.stderr.write("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
      return 2;
    }
    patterns = names[0].split('\n');
    names = names.slice(1);
  }
  let regex: Matcher;
  try {
    regex = makeRegex(patterns, options);
  } catch (error) {
    await io.stderr.write(`grep: ${(error as Error).message}\n`);
    return 2;
  }
  const recursive = options.has('r') || options.has('R');
  const files = recursive
    ? (names.length === 0 ? ['.'] : names).flatMap((name) => walk(io, name))
    : names.length === 0
      ? ['-']
      : names;
  const named = options.has('H') || ((recursive || names.length > 1) && !options.has('h'));
  let matched = false;
  let failed = false;
  for (const name of files) {
    try {
      if (await searchInput(io, openInput(io, name), name, regex, options, named)) matched = true;
    } catch (error) {
      if (error instanceof RegexBudgetError) {
        await io.stderr.write(`grep: ${error.message}\n`);
        return 2;
      }
      if (!(error instanceof FileError)) throw error;
      if (!options.has('s')) await io.stderr.write(`grep: ${name}: ${error.message}\n`);
      failed = true;
    }
    if (matched && options.has('q')) return 0;
  }
  return failed ? 2 : matched ? 0 : 1;
};

function makeRegex(patterns: readonly string[], options: ParsedOptions): Matcher {
  const sources = patterns.map((pattern) => {
    if (options.has('F')) return escapeRegex(pattern);
    if (options.has('P')) return pattern;
    return options.has('E') ? convertExtended(pattern) : convertBasic(pattern);
  });
  let source = sources.map((each) => `(?:${each})`).join('|');
  const flag = options.has('P') && sources.every((each) => each.startsWith('(?i)'));
  if (flag) source = sources.map((each) => `(?:${each.slice(4)})`).join('|');
  if (options.has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
  if (options.has('x')) source = `^(?:${source})$`;
  return safeRegex(source, options.has('i') || flag, options.has('P'));
}

async function searchInput(
  io: ProgramIo,
  reader: Reader,
  name: string,
  regex: Matcher,
  options: ParsedOptions,
  named: boolean,
): Promise<boolean> {
  const shown = name === '-' ? '(standard input)' : name;
  const size = (letter: string) => Number(options.values.get(letter) ?? options.values.get('C') ?? 0);
  const after = size('A');
  const before = size('B');
  const limit = options.has('m') ? Number(options.values.get('m')) : Number.POSITIVE_INFINITY;
  const silent = ['q', 'c', 'l', 'L'].some((letter) => options.has(letter));
  const context = options.has('A') || options.has('B') || options.has('C');
  const label = (line: number, mark: string) =>
    `${named ? `${shown}${mark}` : ''}${options.has('n') ? `${line}${mark}` : ''}`;
  let held: { text: string; line: number }[] = [];
  let count = 0;
  let line = 0;
  let lastShown = 0;
  let following = 0;
  for await (const { text } of linesOf(reader)) {
    line++;
    if (count < limit && (regex(text) !== undefined) !== options.has('v')) {
      count++;
      if (options.has('q') || options.has('l')) break;
      if (silent) continue;
      if (options.has('o')) {
        if (options.has('v')) continue;
        await io.stdout.write(
          matchesIn(text, regex)
            .map((match) => `${label(line, ':')}${match}\n`)
            .join(''),
        );
        continue;
      }
      const first = held[0]?.line ?? line;
      if (context && lastShown > 0 && first > lastShown + 1) await io.stdout.write('--\n');
      for (const each of held) await io.stdout.write(`${label(each.line, '-')}${each.text}\n`);
      held = [];
      await io.stdout.write(`${label(line, ':')}${text}\n`);
      lastShown = line;
      following = after;
    } else if (following > 0 && !silent) {
      following--;
      await io.stdout.write(`${label(line, '-')}${text}\n`);
      lastShown = line;
    } else if (count >= limit) break;
    else if (before > 0) {
      held.push({ text, line });
      if (held.length > before) held.shift();
    }
  }
  if (options.has('c')) await io.stdout.write(`${named ? `${shown}:` : ''}${count}\n`);
  if (options.has('l') && count > 0) await io.stdout.write(`${shown}\n`);
  if (options.has('L') && count === 0) await io.stdout.write(`${shown}\n`);
  return count > 0;
}

/** All matches that are not empty, from left to right. */
function matchesIn(text: string, regex: Matcher): readonly string[] {
  const found: string[] = [];
  for (let from = 0; from < text.length; ) {
    const match = regex(text, from);
    if (match === undefined) break;
    const [whole = ''] = match.captures;
    if (whole !== '') found.push(whole);
    from = match.index + Math.max(1, whole.length);
  }
  return found;
}

function walk(io: ProgramIo, name: string): string[] {
  const path = resolvePath(io.cwd, name);
  if (io.files.kind(path) !== 'directory') return [name];
  return io.files
    .list(path)
    .flatMap((child) => walk(io, name === '/' ? `/${child}` : `${name.replace(/\/$/, '')}/${child}`));
}
