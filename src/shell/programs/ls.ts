import type { Program, ProgramIo } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { formatTime } from './format-time.ts';
import { inColumns } from './in-columns.ts';
import { parseOptions } from './parse-options.ts';

export const ls: Program = async (io) => {
  const options = parseOptions(io.args, 'alAh1FdRrtS', '', { all: 'a', color: 'G' });
  const names = options.rest.length === 0 ? ['.'] : options.rest;
  let status = 0;
  const plain: string[] = [];
  const directories: string[] = [];
  for (const name of [...names].sort()) {
    const kind = io.files.kind(resolvePath(io.cwd, name));
    if (kind === undefined) {
      await io.stderr.write(`ls: cannot access '${name}': No such file or directory\n`);
      status = 2;
    } else (kind === 'file' || options.has('d') ? plain : directories).push(name);
  }
  const show = async (items: readonly string[], base: string) => {
    const sorted = [...items];
    const info = (name: string) => io.files.info(resolvePath(base, name));
    if (options.has('t')) sorted.sort((a, b) => (info(b)?.modifiedMs ?? 0) - (info(a)?.modifiedMs ?? 0));
    if (options.has('S')) sorted.sort((a, b) => (info(b)?.sizeBytes ?? 0) - (info(a)?.sizeBytes ?? 0));
    if (options.has('r')) sorted.reverse();
    const mark = (name: string) => (options.has('F') && info(name)?.kind === 'directory' ? `${name}/` : name);
    if (options.has('l')) await io.stdout.write(longList(io, base, sorted, mark));
    else if (io.stdout.isTerminal && !options.has('1'))
      await io.stdout.write(inColumns(sorted.map(mark), io.terminal?.columns ?? 80));
    else await io.stdout.write(sorted.map((name) => `${mark(name)}\n`).join(''));
  };
  if (plain.length > 0) await show(plain, io.cwd);
  for (const [index, name] of (options.has('R')
    ? directories.flatMap((each) => below(io, each))
    : directories
  ).entries()) {
    const path = resolvePath(io.cwd, name);
    if (names.length > 1 || options.has('R'))
      await io.stdout.write(`${index > 0 || plain.length > 0 ? '\n' : ''}${name}:\n`);
    const children = io.files
      .list(path)
      .filter((child) => !child.startsWith('.') || options.has('a') || options.has('A'));
    if (options.has('l')) await io.stdout.write(`total ${children.length * 4}\n`);
    await show(options.has('a') ? ['.', '..', ...children] : children, path);
  }
  return status;
};

/** A directory and all that are below it. */
function below(io: ProgramIo, name: string): string[] {
  const path = resolvePath(io.cwd, name);
  const inner = io.files.list(path).filter((child) => !child.startsWith('.'));
  const directories = inner.filter((child) => io.files.kind(resolvePath(path, child)) === 'directory');
  return [name, ...directories.flatMap((child) => below(io, `${name.replace(/\/$/, '')}/${child}`))];
}

/** Homes belong to their users, all else to root. */
const ownerOf = (path: string): string => /^\/home\/([^/]+)/.exec(path)?.[1] ?? 'root';

function longList(io: ProgramIo, base: string, names: readonly string[], mark: (name: string) => string): string {
  const rows = names.map((name) => ({ name, info: io.files.info(resolvePath(base, name)) }));
  const ownerWidth = Math.max(0, ...names.map((name) => ownerOf(resolvePath(base, name)).length));
  const width = Math.max(0, ...rows.map(({ info }) => String(info?.sizeBytes ?? 0).length));
  return rows
    .map(({ name, info }) => {
      const mode = info?.mode ?? 0;
      const letters = [...'rwxrwxrwx'].map((letter, bit) => ((mode >> (8 - bit)) & 1 ? letter : '-')).join('');
      const directory = info?.kind === 'directory';
      const size = String(info?.sizeBytes ?? 0).padStart(width);
      const owner = ownerOf(resolvePath(base, name)).padEnd(ownerWidth);
      return `${directory ? 'd' : info?.device === true ? 'c' : '-'}${letters} ${directory ? 2 : 1} ${owner} ${owner} ${size} ${formatTime('%b %e %H:%M', info?.modifiedMs ?? 0)} ${mark(name)}\n`;
    })
    .join('');
}
