import { FileError } from '../file-system.ts';
import type { Program, ProgramIo } from '../program.ts';
import { baseName, resolvePath } from '../resolve-path.ts';
import { formatTime } from './format-time.ts';
import { parseOptions } from './parse-options.ts';

/** Does something for each name, telling failures as `PROGRAM: cannot DO 'NAME': reason`. */
async function forEach(
  io: ProgramIo,
  names: readonly string[],
  failure: string,
  act: (path: string, name: string) => void | Promise<void>,
): Promise<number> {
  let status = 0;
  for (const name of names) {
    try {
      await act(resolvePath(io.cwd, name), name);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await io.stderr.write(`${failure.replace('%', name)}: ${error.message}\n`);
      status = 1;
    }
  }
  return status;
}

function notThere(): never {
  throw new FileError('ENOENT', 'No such file or directory');
}

export const mkdir: Program = async (io) => {
  const options = parseOptions(io.args, 'pv', 'm', { parents: 'p', mode: 'm' });
  if (options.rest.length === 0) throw new Error('missing operand');
  return forEach(io, options.rest, "mkdir: cannot create directory '%'", (path) =>
    io.files.makeDirectory(path, { parents: options.has('p') }),
  );
};

export const touch: Program = async (io) => {
  const options = parseOptions(io.args, 'acm', 'dtr');
  return forEach(io, options.rest, "touch: cannot touch '%'", (path) => {
    if (io.files.kind(path) !== 'directory' && !(options.has('c') && io.files.kind(path) === undefined))
      io.files.write(path, '', { append: true });
  });
};

export const rm: Program = async (io) => {
  const options = parseOptions(io.args, 'rRfiv', '', { recursive: 'r', force: 'f' });
  const recursive = options.has('r') || options.has('R');
  if (options.rest.length === 0 && !options.has('f')) throw new Error('missing operand');
  return forEach(io, options.rest, "rm: cannot remove '%'", (path) => {
    const kind = io.files.kind(path);
    if (kind === undefined && options.has('f')) return;
    if (kind === 'directory' && !recursive) throw new FileError('EISDIR', 'Is a directory');
    io.files.remove(path, { recursive });
  });
};

export const rmdir: Program = async (io) =>
  forEach(io, parseOptions(io.args, 'p', '').rest, "rmdir: failed to remove '%'", (path) => {
    if (io.files.kind(path) === 'file') throw new FileError('ENOTDIR', 'Not a directory');
    io.files.remove(path);
  });

/** Where `name` goes when copied or moved to `target`. */
function destination(io: ProgramIo, target: string, name: string): string {
  const path = resolvePath(io.cwd, target);
  return io.files.kind(path) === 'directory' ? resolvePath(path, baseName(name)) : path;
}

export const cp: Program = async (io) => {
  const options = parseOptions(io.args, 'rRafpvin', '', { recursive: 'r', archive: 'a', force: 'f' });
  const names = options.rest.slice(0, -1);
  const target = options.rest.at(-1);
  if (target === undefined) throw new Error('missing file operand');
  if (names.length === 0) throw new Error(`missing destination file operand after '${target}'`);
  const recursive = ['r', 'R', 'a'].some((letter) => options.has(letter));
  const copy = (from: string, to: string) => {
    if (io.files.kind(from) === 'directory') {
      io.files.makeDirectory(to, { parents: true });
      for (const child of io.files.list(from)) copy(`${from}/${child}`, `${to}/${child}`);
    } else io.files.write(to, io.files.read(from) ?? '', { mode: io.files.info(from)?.mode });
  };
  return forEach(io, names, "cp: cannot stat '%'", async (path, name) => {
    const kind = io.files.kind(path) ?? notThere();
    const to = destination(io, target, name);
    if (kind === 'directory' && !recursive) throw new Error(`-r not specified; omitting directory '${name}'`);
    if (to === path) throw new Error(`'${name}' and '${target}' are the same file`);
    if (to.startsWith(`${path}/`)) throw new Error(`cannot copy a directory, '${name}', into itself, '${target}'`);
    copy(path, to);
  });
};

export const mv: Program = async (io) => {
  const options = parseOptions(io.args, 'fvin', '', { force: 'f' });
  const names = options.rest.slice(0, -1);
  const target = options.rest.at(-1);
  if (target === undefined) throw new Error('missing file operand');
  if (names.length === 0) throw new Error(`missing destination file operand after '${target}'`);
  return forEach(io, names, "mv: cannot stat '%'", (path, name) => {
    if (io.files.kind(path) === undefined) notThere();
    io.files.rename(path, destination(io, target, name));
  });
};

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
  for (const [index, name] of directories.entries()) {
    const path = resolvePath(io.cwd, name);
    if (names.length > 1) await io.stdout.write(`${index > 0 || plain.length > 0 ? '\n' : ''}${name}:\n`);
    const children = io.files
      .list(path)
      .filter((child) => !child.startsWith('.') || options.has('a') || options.has('A'));
    if (options.has('l')) await io.stdout.write(`total ${children.length * 4}\n`);
    await show(options.has('a') ? ['.', '..', ...children] : children, path);
  }
  return status;
};

function longList(io: ProgramIo, base: string, names: readonly string[], mark: (name: string) => string): string {
  const rows = names.map((name) => ({ name, info: io.files.info(resolvePath(base, name)) }));
  const width = Math.max(0, ...rows.map(({ info }) => String(info?.sizeBytes ?? 0).length));
  return rows
    .map(({ name, info }) => {
      const mode = info?.mode ?? 0;
      const letters = [...'rwxrwxrwx'].map((letter, bit) => ((mode >> (8 - bit)) & 1 ? letter : '-')).join('');
      const directory = info?.kind === 'directory';
      const size = String(info?.sizeBytes ?? 0).padStart(width);
      return `${directory ? 'd' : '-'}${letters} ${directory ? 2 : 1} root root ${size} ${formatTime('%b %e %H:%M', info?.modifiedMs ?? 0)} ${mark(name)}\n`;
    })
    .join('');
}

/** Lists names down columns, as many as fit. */
export function inColumns(names: readonly string[], width: number): string {
  if (names.length === 0) return '';
  const cell = Math.max(...names.map((name) => name.length)) + 2;
  const columns = Math.max(1, Math.floor((width + 2) / cell));
  const rows = Math.ceil(names.length / columns);
  let text = '';
  for (let row = 0; row < rows; row++) {
    const line = names.filter((_, index) => index % rows === row).map((name) => name.padEnd(cell));
    text += `${line.join('').trimEnd()}\n`;
  }
  return text;
}
