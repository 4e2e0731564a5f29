import { completeKubectl } from '../kubectl/complete-kubectl.ts';
import type { KubectlIo } from '../kubectl/io.ts';
import type { Completer, ProgramClock } from '../shell/program.ts';
import { resolvePath } from '../shell/resolve-path.ts';
import { textAt, withCertificate } from './kubectl-program.ts';

/** Tab for kubectl: it may read the server and files, but it prints and runs nothing. */
export const kubectlCompleter =
  (connect: KubectlIo['connect'], clock: ProgramClock): Completer =>
  async ({ words, env, cwd, files }) => {
    const silent = { write: async () => {} };
    const path = (name: string) => resolvePath(cwd, name);
    const offered = await completeKubectl(words.slice(1), {
      args: [],
      env,
      stdout: silent,
      stderr: silent,
      readStdin: async () => '',
      readStdinLine: async () => undefined,
      files: {
        read: (name) => files.read(path(name)),
        kind: (name) => files.kind(path(name)),
        list: (name) => files.list(path(name)),
        write: refuse,
        remove: refuse,
        makeDirectory: refuse,
      },
      clock,
      signal: new AbortController().signal,
      terminal: undefined,
      connect: (target) => connect(withCertificate(target, (name) => textAt(files, path(name)))),
      run: async () => 1,
      randomSuffix: () => '0',
    });
    return offered ?? [];
  };

function refuse(): never {
  throw new Error('completion must not change files');
}
