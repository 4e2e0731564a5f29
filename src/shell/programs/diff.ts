import { FileError } from '../file-system.ts';
import type { Program, ProgramIo } from '../program.ts';
import { baseName, resolvePath } from '../resolve-path.ts';
import { diffLines, type Hunk, normalHunks, unifiedHunks } from './diff-lines.ts';
import { formatTime } from './format-time.ts';
import { readAll } from './open-inputs.ts';
import { type ParsedOptions, parseOptions } from './parse-options.ts';

const LONG = {
  unified: 'U',
  'new-file': 'N',
  recursive: 'r',
  brief: 'q',
  label: 'L',
  'ignore-all-space': 'w',
  'ignore-space-change': 'b',
  color: 'K',
};

/** GNU diff: status 0 for the same, 1 for different, 2 for trouble. */
export const diff: Program = async (io) => {
  try {
    const options = parseOptions(io.args, 'uNrqwbBias', 'UL', LONG);
    if (options.rest.length !== 2) {
      const last = options.rest.at(-1);
      throw new Error(
        last === undefined || options.rest.length === 1
          ? `missing operand after '${last ?? 'diff'}'`
          : `extra operand '${options.rest[2]}'`,
      );
    }
    const [a, b] = options.rest as [string, string];
    return await compare(io, options, a, b);
  } catch (error) {
    if (io.signal.aborted) throw error;
    await io.stderr.write(`diff: ${(error as Error).message}\n`);
    return 2;
  }
};

async function compare(io: ProgramIo, options: ParsedOptions, a: string, b: string): Promise<number> {
  const kindOf = (name: string) => (name === '-' ? 'file' : io.files.kind(resolvePath(io.cwd, name)));
  const kinds = [kindOf(a), kindOf(b)];
  if (kinds[0] === 'directory' && kinds[1] === 'directory') return compareDirectories(io, options, a, b);
  if (kinds[0] === 'directory') return compare(io, options, `${a.replace(/\/$/, '')}/${baseName(b)}`, b);
  if (kinds[1] === 'directory') return compare(io, options, a, `${b.replace(/\/$/, '')}/${baseName(a)}`);
  const absent = [a, b].filter((_, index) => kinds[index] === undefined);
  if (absent.length === 2 || (absent.length === 1 && !options.has('N'))) {
    for (const name of absent) await io.stderr.write(`diff: ${name}: No such file or directory\n`);
    return 2;
  }
  return compareFiles(io, options, a, b, false);
}

async function compareFiles(
  io: ProgramIo,
  options: ParsedOptions,
  a: string,
  b: string,
  nested: boolean,
): Promise<number> {
  const read = async (name: string) =>
    name === '-' ? readAll(io.stdin) : (io.files.read(resolvePath(io.cwd, name)) ?? '');
  const before = await read(a);
  const after = await read(b);
  if (before === after) return 0;
  const key = (line: string) =>
    options.has('w') ? line.replace(/\s+/g, '') : options.has('b') ? line.replace(/\s+/g, ' ').trimEnd() : line;
  const changes = diffLines(splitLines(before), splitLines(after), key);
  if (changes.every((change) => change.kind === 'same')) return 0;
  if (options.has('q')) {
    await io.stdout.write(`Files ${a} and ${b} differ\n`);
    return 1;
  }
  const unified = options.has('u') || options.has('U');
  const context = Number(options.values.get('U') || 3);
  if (nested) await io.stdout.write(`diff ${flagsOf(io)}${a} ${b}\n`);
  if (unified) {
    const labels = options.all('L');
    await io.stdout.write(`--- ${labels[0] ?? `${a}\t${stamp(io, a)}`}\n+++ ${labels[1] ?? `${b}\t${stamp(io, b)}`}\n`);
  }
  const hunks: readonly Hunk[] = unified ? unifiedHunks(changes, context) : normalHunks(changes);
  for (const hunk of hunks) await io.stdout.write(hunk.text);
  return 1;
}

/** The options as they were given, for the line that names two files of directories. */
function flagsOf(io: ProgramIo): string {
  return io.args
    .filter((arg) => /^-./.test(arg))
    .map((arg) => `${arg} `)
    .join('');
}

function stamp(io: ProgramIo, name: string): string {
  const ms = name === '-' ? io.clock.now() : (io.files.info(resolvePath(io.cwd, name))?.modifiedMs ?? 0);
  return formatTime('%Y-%m-%d %H:%M:%S.%N +0000', ms);
}

async function compareDirectories(io: ProgramIo, options: ParsedOptions, a: string, b: string): Promise<number> {
  const list = (name: string) => io.files.list(resolvePath(io.cwd, name));
  const names = [...new Set([...list(a), ...list(b)])].sort();
  let status = 0;
  for (const name of names) {
    const left = `${a.replace(/\/$/, '')}/${name}`;
    const right = `${b.replace(/\/$/, '')}/${name}`;
    const kinds = [left, right].map((path) => io.files.kind(resolvePath(io.cwd, path)));
    if (kinds.includes('directory')) {
      if (kinds[0] === kinds[1]) {
        if (options.has('r')) status = Math.max(status, await compareDirectories(io, options, left, right));
        else await io.stdout.write(`Common subdirectories: ${left} and ${right}\n`);
        continue;
      }
    }
    if (kinds.includes(undefined) && !options.has('N')) {
      await io.stdout.write(`Only in ${kinds[0] === undefined ? b : a}: ${name}\n`);
      status = Math.max(status, 1);
      continue;
    }
    try {
      status = Math.max(status, await compareFiles(io, options, left, right, true));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await io.stderr.write(`diff: ${left}: ${error.message}\n`);
      status = 2;
    }
  }
  return status;
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
