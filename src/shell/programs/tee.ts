import { FileError } from '../file-system.ts';
import type { Program } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { parseOptions } from './parse-options.ts';

export const tee: Program = async (io) => {
  const options = parseOptions(io.args, 'ai', '', { append: 'a' });
  const paths: string[] = [];
  let status = 0;
  const writers = [io.stdout];
  for (const name of options.rest) {
    if (name === '/dev/stdout' || name === '/dev/stderr' || name === '/dev/tty') {
      writers.push(name === '/dev/stdout' ? io.stdout : io.stderr);
      continue;
    }
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
    for (const writer of writers) await writer.write(chunk);
  }
  return status;
};
