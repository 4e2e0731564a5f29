import type { Program } from '../program.ts';
import { confirm } from './confirm.ts';
import { destination, shownDestination } from './destination.ts';
import { forEachFile, notThere } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const mv: Program = async (io) => {
  const options = parseOptions(io.args, 'fvin', '', { force: 'f', verbose: 'v', 'no-clobber': 'n' });
  const names = options.rest.slice(0, -1);
  const target = options.rest.at(-1);
  if (target === undefined) throw new Error('missing file operand');
  if (names.length === 0) throw new Error(`missing destination file operand after '${target}'`);
  return forEachFile(io, names, "mv: cannot stat '%'", async (path, name) => {
    if (io.files.kind(path) === undefined) notThere();
    const to = destination(io, target, name);
    const shown = shownDestination(io, target, name);
    const exists = io.files.kind(to) === 'file';
    if (exists && options.has('n')) return;
    if (exists && options.has('i') && !(await confirm(io, `mv: overwrite '${shown}'? `))) return;
    io.files.rename(path, to);
    if (options.has('v')) await io.stdout.write(`renamed '${name}' -> '${shown}'\n`);
  });
};
