import { FileError } from '../file-system.ts';
import type { Program } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { parseOptions } from './parse-options.ts';

export const tee: Program = async (io) => {
  const options = parseOptions(io.args, 'ai', '', { append: 'a' });
  const paths: string[] = [];
  let status = 0;
  for (const name of options.rest) {
    const path = resolvePath(io.cwd, name);
    try {
      io.files.write(path, '', { append: options.has('a') });
      paths.push(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await io.stderr.write(`tee: ${name}: ${error.message}\n`);
      status = 1;
    }
  }
  for (let chunk = await io.stdin.read(); chunk !== undefined; chunk = await io.stdin.read()) {
    for (const path of paths) io.files.write(path, chunk, { append: true });
    await io.stdout.write(chunk);
  }
  return status;
};
