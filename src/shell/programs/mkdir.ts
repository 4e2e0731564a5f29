import type { Program } from '../program.ts';
import { forEachFile } from './for-each-file.ts';
import { parseOptions } from './parse-options.ts';

export const mkdir: Program = async (io) => {
  const options = parseOptions(io.args, 'pv', 'm', { parents: 'p', mode: 'm', verbose: 'v' });
  if (options.rest.length === 0) throw new Error('missing operand');
  const mode = options.values.get('m');
  if (mode !== undefined && !/^[0-7]{1,4}$/.test(mode)) {
    throw new Error(`not simulated in Drydock: mode '${mode}' of -m, only octal ones`);
  }
  return forEachFile(io, options.rest, "mkdir: cannot create directory '%'", async (path, name) => {
    const before = io.files.kind(path);
    io.files.makeDirectory(path, { parents: options.has('p') });
    if (before !== undefined) return;
    if (mode !== undefined) io.files.chmod(path, Number.parseInt(mode, 8));
    if (options.has('v')) await io.stdout.write(`mkdir: created directory '${name}'\n`);
  });
};
