import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { KubectlIo } from '../kubectl/io.ts';
import { runKubectl } from '../kubectl/run-kubectl.ts';
import { createHttpTransport } from './http-transport.ts';

/** Drydock's kubectl as a real client: real files, real time, a real server. */
export async function runKubectlCommand(args: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  process.on('SIGINT', () => interrupt.abort(new Error('interrupted')));
  process.stdout.on('error', () => interrupt.abort(new Error('broken pipe')));
  return runKubectl(nodeIo(args, interrupt.signal));
}

function nodeIo(args: readonly string[], signal: AbortSignal): KubectlIo {
  const lines = lazyLines();
  return {
    args,
    env: new Map(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    stdout: writer(process.stdout),
    stderr: writer(process.stderr),
    readStdin: lines.rest,
    readStdinLine: lines.line,
    files: {
      read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
      readBytes: (path) => (existsSync(path) ? readFileSync(path) : undefined),
      write: (path, text) => writeFileSync(path, text),
      remove: (path) => rmSync(path, { recursive: true, force: true }),
      kind: (path) => {
        const info = statSync(path, { throwIfNoEntry: false });
        return info === undefined ? undefined : info.isDirectory() ? 'directory' : 'file';
      },
      list: (path) => readdirSync(path).sort(),
      makeDirectory: (path) => void mkdirSync(path, { recursive: true }),
    },
    clock: { now: () => Date.now(), sleep },
    signal,
    terminal: process.stdout.isTTY ? { columns: process.stdout.columns } : undefined,
    connect: createHttpTransport,
    async run(line, stdout) {
      const { status, stdout: text } = spawnSync('/bin/sh', ['-c', line], {
        stdio: ['inherit', stdout === undefined ? 'inherit' : 'pipe', 'inherit'],
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      if (stdout !== undefined && text) await stdout.write(text);
      return status ?? 1;
    },
    randomSuffix: () => `${randomBytes(4).readUInt32BE()}`,
  };
}

const writer = (stream: NodeJS.WriteStream) => ({
  write: (text: string) => new Promise<void>((resolve) => void stream.write(text, () => resolve())),
});

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Reads standard input only when asked, since most commands never do. */
function lazyLines(): { line(): Promise<string | undefined>; rest(): Promise<string> } {
  let iterator: AsyncIterator<string> | undefined;
  return {
    async line() {
      iterator ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
      const next = await iterator.next();
      return next.done ? undefined : next.value;
    },
    async rest() {
      const parts: Buffer[] = [];
      for await (const part of process.stdin) parts.push(part as Buffer);
      return Buffer.concat(parts).toString('utf8');
    },
  };
}
