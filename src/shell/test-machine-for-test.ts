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
  let draws = 0;
  const shell = createShell({
    ...options,
    programs: new Map(),
    files,
    env: { HOME: '/root', USER: 'root', HOSTNAME: 'controlplane', PATH: '/usr/bin:/bin' },
    clock: {
      now: () => now,
      async sleep(ms, signal) {
        if (signal?.aborted) throw signal.reason;
        const at = now + ms;
        // Whoever can go on at this time does so first.
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted) throw signal.reason;
        now = Math.max(now, at);
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
