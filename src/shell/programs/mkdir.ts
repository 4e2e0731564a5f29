import type { Program } from '../program.ts';
import { forEachFile } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const mkdir: Program = async (io) => {
  const options = parseOptions(io.args, 'pv', 'm', { parents: 'p', mode: 'm' });
  if (options.rest.length === 0) throw new Error('missing operand');
  return forEachFile(io, options.rest, "mkdir: cannot create directory '%'", (path) =>
    io.files.makeDirectory(path, { parents: options.has('p') }),
  );
};
