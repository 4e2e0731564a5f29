import { FileError } from '../file-system.ts';
import { resolvePath } from '../resolve-path.ts';
import { Input, readerSource, textSource } from '../streams/input.ts';
import { OpenFile } from '../streams/open-file.ts';
import { ShellError } from './flow.ts';
import type { ShellState } from './shell-state.ts';

const STANDARD: Readonly<Record<string, number>> = {
  '/dev/stdin': 0,
  '/dev/stdout': 1,
  '/dev/stderr': 2,
  '/dev/tty': 2,
};

export function openForReading(state: ShellState, path: string): OpenFile {
  const full = resolvePath(state.cwd, path);
  const standard = descriptorOf(state, full);
  if (standard !== undefined) return standard.retain();
  const { files } = state.host;
  try {
    const device = files.stream?.(full);
    if (device !== undefined) return new OpenFile({ input: new Input(readerSource(device)) });
    const kind = files.kind(full);
    if (kind === undefined) throw new FileError('ENOENT', 'No such file or directory');
    if (kind === 'directory') throw new FileError('EISDIR', 'Is a directory');
    return new OpenFile({ input: new Input(textSource(() => files.read(full) ?? '')) });
  } catch (error) {
    throw refusal(path, error);
  }
}

export function openForWriting(state: ShellState, path: string, append: boolean): OpenFile {
  const full = resolvePath(state.cwd, path);
  const standard = descriptorOf(state, full);
  if (standard !== undefined) return standard.retain();
  const { files } = state.host;
  try {
    if (path === '') throw new FileError('ENOENT', 'No such file or directory');
    files.write(full, '', { append });
  } catch (error) {
    throw refusal(path, error);
  }
  return new OpenFile({
    output: {
      isTerminal: false,
      async write(text) {
        files.write(full, text, { append: true });
      },
    },
  });
}

function descriptorOf(state: ShellState, path: string): OpenFile | undefined {
  if (Object.hasOwn(STANDARD, path)) return state.descriptors.get(STANDARD[path]!);
  const number = /^\/dev\/fd\/(\d+)$/.exec(path)?.[1];
  if (number === undefined || state.host.files.kind(path) !== undefined) return undefined;
  return state.descriptors.get(Number(number));
}

function refusal(path: string, error: unknown): unknown {
  return error instanceof FileError ? new ShellError(`${path}: ${error.message}`) : error;
}
