import { FileError } from '../file-system.ts';
import type { ProgramIo } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';

/** Does something for each name, telling failures as `PROGRAM: cannot DO 'NAME': reason`. */
export async function forEachFile(
  io: ProgramIo,
  names: readonly string[],
  failure: string,
  act: (path: string, name: string) => void | Promise<void>,
): Promise<number> {
  let status = 0;
  for (const name of names) {
    try {
      await act(resolvePath(io.cwd, name), name);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await io.stderr.write(`${failure.replace('%', name)}: ${error.message}\n`);
      status = 1;
    }
  }
  return status;
}

/** Refuses a name that there is no file of. */
export function notThere(): never {
  throw new FileError('ENOENT', 'No such file or directory');
}
