import type { ConnectTarget, KubectlIo } from '../kubectl/io.ts';
import { runKubectl } from '../kubectl/run-kubectl.ts';
import type { FileSystem } from '../shell/file-system.ts';
import type { Program, ProgramIo } from '../shell/program.ts';
import { resolvePath } from '../shell/resolve-path.ts';

/** What kubectl reaches over the simulated network, and where its seeded suffixes come from. */
export interface KubectlSurroundings {
  connect: KubectlIo['connect'];
  randomSuffix(): string;
  /** The time it takes to start and to reach the server. */
  latency(): Promise<void>;
}

/** kubectl as a program of the simulated shell. */
export const kubectlProgram =
  (surroundings: KubectlSurroundings): Program =>
  async (io) => {
    await surroundings.latency();
    return runKubectl(kubectlIo(io, surroundings));
  };

/** Lends kubectl the streams, files and clock of a running program. */
export function kubectlIo(io: ProgramIo, surroundings: KubectlSurroundings): KubectlIo {
  const path = (name: string) => resolvePath(io.cwd, name);
  const lines = lineReader(io);
  return {
    args: io.args,
    env: io.env,
    stdout: io.stdout,
    stderr: io.stderr,
    readStdin: lines.rest,
    readStdinLine: lines.line,
    files: {
      read: (name) => io.files.read(path(name)),
      write: (name, text) => io.files.write(path(name), text),
      remove: (name) => io.files.remove(path(name), { recursive: true }),
      kind: (name) => io.files.kind(path(name)),
      list: (name) => io.files.list(path(name)),
      makeDirectory: (name) => io.files.makeDirectory(path(name), { parents: true }),
    },
    clock: io.clock,
    signal: io.signal,
    terminal: io.stdout.isTerminal ? io.terminal : undefined,
    connect: (target) => surroundings.connect(withCertificate(target, (name) => textAt(io.files, path(name)))),
    run: (line, stdout) =>
      io.run(line, stdout === undefined ? {} : { stdout: { write: (text) => stdout.write(text), isTerminal: false } }),
    randomSuffix: surroundings.randomSuffix,
  };
}

function lineReader(io: ProgramIo): { line(): Promise<string | undefined>; rest(): Promise<string> } {
  let buffer = '';
  return {
    async line() {
      while (!buffer.includes('\n')) {
        const more = await io.stdin.read();
        if (more === undefined) break;
        buffer += more;
      }
      if (buffer === '') return undefined;
      const end = buffer.indexOf('\n');
      const line = end < 0 ? buffer : buffer.slice(0, end);
      buffer = end < 0 ? '' : buffer.slice(end + 1);
      return line;
    },
    async rest() {
      const parts = [buffer];
      buffer = '';
      for (let more = await io.stdin.read(); more !== undefined; more = await io.stdin.read()) parts.push(more);
      return parts.join('');
    },
  };
}

/** The target with the text of its certificate in place of the file's name. */
export function withCertificate(target: ConnectTarget, read: (path: string) => string | undefined): ConnectTarget {
  const { clientCertificate } = target;
  return clientCertificate === undefined ? target : { ...target, clientCertificate: read(clientCertificate) ?? '' };
}

export const textAt = (files: FileSystem, path: string): string | undefined =>
  files.kind(path) === 'file' ? files.read(path) : undefined;
