import { createShell, type Shell, type ShellOptions } from './create-shell.ts';
import { createMemoryFileSystem } from './memory-file-system.ts';

/** A machine for tests: its clock jumps when a program sleeps. */
export function createTestMachine(options: Pick<ShellOptions, 'completers'> = {}): {
  readonly shell: Shell;
  run(text: string, name?: string): Promise<{ out: string; err: string; status: number }>;
} {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5);
  const files = createMemoryFileSystem(() => now);
  for (const path of ['/root', '/tmp']) files.makeDirectory(path, { parents: true });
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  /** Time passes when whoever can go on has done so. */
  async function passTime(): Promise<void> {
    while (sleepers.length > 0) {
      for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
      const first = sleepers.reduce((a, b) => (b.at < a.at ? b : a), sleepers[0]!);
      if (first === undefined) return;
      sleepers.splice(sleepers.indexOf(first), 1);
      now = Math.max(now, first.at);
      first.wake();
    }
  }
  let draws = 0;
  const shell = createShell({
    ...options,
    programs: new Map(),
    files,
    env: { HOME: '/root', USER: 'root', HOSTNAME: 'controlplane', PATH: '/usr/bin:/bin' },
    clock: {
      now: () => now,
      sleep(ms, signal) {
        return new Promise((resolve, reject) => {
          const sleeper = { at: now + ms, wake: resolve };
          sleepers.push(sleeper);
          const abort = () => {
            const at = sleepers.indexOf(sleeper);
            if (at !== -1) sleepers.splice(at, 1);
            reject(signal?.reason);
          };
          if (signal?.aborted) abort();
          signal?.addEventListener('abort', abort);
          if (sleepers.length === 1) void passTime();
        });
      },
    },
    busy: (work) => work,
    hostTurn: () => new Promise((resolve) => setImmediate(resolve)),
    random: { int: (below) => (draws++ * 7919) % below },
  });
  return {
    shell,
    async run(text, name) {
      let out = '';
      let err = '';
      const status = await shell.runScript(text, {
        name,
        stdout: {
          isTerminal: false,
          async write(piece) {
            out += piece;
          },
        },
        stderr: {
          isTerminal: false,
          async write(piece) {
            err += piece;
          },
        },
      });
      return { out, err, status };
    },
  };
}
