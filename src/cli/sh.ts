import { readFileSync } from 'node:fs';
import { createCluster } from '../cluster/create-cluster.ts';
import { createMachine } from '../session/machine.ts';
import { hostTurn } from './host-turn.ts';
import { CLUSTER_FLAGS, type ClusterFlags, clusterOptions, parseFlags } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Runs a shell script in a fresh simulated cluster; output, errors and the exit status are those of the script. */
export async function runSh(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags({ args: [...args], options: CLUSTER_FLAGS, allowPositionals: true });
  if (positionals.length > 1)
    throw new UsageError('usage: drydock sh [FILE] [--nodes N] [--cluster FILE] [--seed N] [--bare]');
  const script = readScript(positionals[0]);
  const machine = createMachine(createCluster(clusterOptions(values as ClusterFlags)), { hostTurn });
  let open = true;
  process.stdout.on('error', () => {
    open = false;
  });
  const writer = (stream: NodeJS.WriteStream) => ({
    isTerminal: false,
    write: (text: string) =>
      open
        ? machine.foreground.busy(new Promise<void>((resolve) => void stream.write(text, () => resolve())))
        : Promise.reject(new Error('broken pipe')),
  });
  return machine.time.runUntilDone(
    machine.shell.runScript(script, {
      stdin: { read: async () => undefined },
      stdout: writer(process.stdout),
      stderr: writer(process.stderr),
    }),
  );
}

function readScript(file: string | undefined): string {
  try {
    return readFileSync(file ?? 0, 'utf8');
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
