import { FileError } from '../file-system.ts';
import type { ProgramIo, Reader } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';

/** Opens a file named by an argument, or standard input for `-`. Throws FileError. */
export function openInput(io: ProgramIo, name: string): Reader {
  if (name === '-' || name === '/dev/stdin') return io.stdin;
  const device = io.files.stream?.(resolvePath(io.cwd, name));
  if (device !== undefined) {
    return {
      async read() {
        // The writer of what is read lets others go on; a reader that writes nothing must too.
        if (io.signal.aborted) throw io.signal.reason;
        await io.stdout.write('');
        return device.read();
      },
    };
  }
  const text = readFile(io, name);
  let done = false;
  return {
    async read() {
      if (done || text === '') return undefined;
      done = true;
      return text;
    },
  };
}

/** The text of a file; throws FileError when there is none. */
export function readFile(io: ProgramIo, name: string): string {
  const text = io.files.read(resolvePath(io.cwd, name));
  if (text === undefined) throw new FileError('ENOENT', 'No such file or directory');
  return text;
}

/** Runs `use` for each input, telling files that cannot be read as `NAME: FILE: reason`. Returns the status. */
export async function eachInput(
  io: ProgramIo,
  program: string,
  names: readonly string[],
  use: (reader: Reader, name: string) => Promise<void>,
  failure = 1,
): Promise<number> {
  let status = 0;
  for (const name of names.length === 0 ? ['-'] : names) {
    let reader: Reader;
    try {
      reader = openInput(io, name);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await io.stderr.write(`${program}: ${name}: ${error.message}\n`);
      status = failure;
      continue;
    }
    await use(reader, name);
  }
  return status;
}

/** More than this is not held in memory at once. */
const READ_LIMIT = 64 * 1024 * 1024;

/** Everything up to the end of the input; throws when it is too much. */
export async function readAll(reader: Reader): Promise<string> {
  const chunks: string[] = [];
  let size = 0;
  for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read()) {
    size += chunk.length;
    if (size > READ_LIMIT) throw new Error('memory exhausted');
    chunks.push(chunk);
  }
  return chunks.join('');
}

/** The lines of an input as they come, without their newlines; `whole` is false for a last line that has none. */
export async function* linesOf(reader: Reader): AsyncGenerator<{ readonly text: string; readonly whole: boolean }> {
  let rest: string[] = [];
  /** Of the line that is not finished. */
  let length = 0;
  for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read()) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      rest.push(chunk.slice(start, end));
      yield { text: rest.join(''), whole: true };
      rest = [];
      start = end + 1;
    }
    if (start === 0) length += chunk.length;
    else length = chunk.length - start;
    if (length > READ_LIMIT) throw new Error('memory exhausted');
    if (start < chunk.length) rest.push(chunk.slice(start));
  }
  const last = rest.join('');
  if (last !== '') yield { text: last, whole: false };
}
