import { FileError } from '../file-system.ts';
import type { Program } from '../program.ts';
import { forEachFile } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const rmdir: Program = async (io) =>
  forEachFile(io, parseOptions(io.args, 'p', '').rest, "rmdir: failed to remove '%'", (path) => {
    if (io.files.kind(path) === 'file') throw new FileError('ENOTDIR', 'Not a directory');
    io.files.remove(path);
  });
