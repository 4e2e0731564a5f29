import type { Program } from '../program.ts';
import { forEachFile } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const touch: Program = async (io) => {
  const options = parseOptions(io.args, 'acm', 'dtr');
  return forEachFile(io, options.rest, "touch: cannot touch '%'", (path) => {
    if (io.files.kind(path) !== 'directory' && !(options.has('c') && io.files.kind(path) === undefined))
      io.files.write(path, '', { append: true });
  });
};
