import { FileError } from '../file-system.ts';
import type { Program } from '../program.ts';
import { confirm } from './confirm.ts';
import { forEachFile } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const rm: Program = async (io) => {
  const options = parseOptions(io.args, 'rRfiv', '', { recursive: 'r', force: 'f', verbose: 'v' });
  const recursive = options.has('r') || options.has('R');
  if (options.rest.length === 0 && !options.has('f')) throw new Error('missing operand');
  return forEachFile(io, options.rest, "rm: cannot remove '%'", async (path, name) => {
    const kind = io.files.kind(path);
    if (kind === undefined && options.has('f')) return;
    if (kind === 'directory' && !recursive) throw new FileError('EISDIR', 'Is a directory');
    const what = kind === 'directory' ? 'directory' : 'regular file';
    if (options.has('i') && !(await confirm(io, `rm: remove ${what} '${name}'? `))) return;
    io.files.remove(path, { recursive });
    if (options.has('v')) await io.stdout.write(`removed ${kind === 'directory' ? 'directory ' : ''}'${name}'\n`);
  });
};
