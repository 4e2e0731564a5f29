import type { Program } from '../program.ts';
import { destination } from './destination.ts';
import { forEachFile, notThere } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const mv: Program = async (io) => {
  const options = parseOptions(io.args, 'fvin', '', { force: 'f' });
  const names = options.rest.slice(0, -1);
  const target = options.rest.at(-1);
  if (target === undefined) throw new Error('missing file operand');
  if (names.length === 0) throw new Error(`missing destination file operand after '${target}'`);
  return forEachFile(io, names, "mv: cannot stat '%'", (path, name) => {
    if (io.files.kind(path) === undefined) notThere();
    io.files.rename(path, destination(io, target, name));
  });
};
