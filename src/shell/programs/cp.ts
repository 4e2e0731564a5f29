import type { Program } from '../program.ts';
import { confirm } from './confirm.ts';
import { destination, shownDestination } from './destination.ts';
import { forEachFile, notThere } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const cp: Program = async (io) => {
  const options = parseOptions(io.args, 'rRafpvin', '', {
    recursive: 'r',
    archive: 'a',
    force: 'f',
    verbose: 'v',
    'no-clobber': 'n',
  });
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
    if (options.has('p') || options.has('a')) io.files.setModified(to, io.files.info(from)?.modifiedMs ?? 0);
  };
  return forEachFile(io, names, "cp: cannot stat '%'", async (path, name) => {
    const kind = io.files.kind(path) ?? notThere();
    const to = destination(io, target, name);
    if (kind === 'directory' && !recursive) throw new Error(`-r not specified; omitting directory '${name}'`);
    if (to === path) throw new Error(`'${name}' and '${target}' are the same file`);
    if (to.startsWith(`${path}/`)) throw new Error(`cannot copy a directory, '${name}', into itself, '${target}'`);
    const shown = shownDestination(io, target, name);
    const exists = io.files.kind(to) === 'file';
    if (exists && options.has('n')) return;
    if (exists && options.has('i') && !(await confirm(io, `cp: overwrite '${shown}'? `))) return;
    copy(path, to);
    if (options.has('v')) await io.stdout.write(`'${name}' -> '${shown}'\n`);
  });
};
