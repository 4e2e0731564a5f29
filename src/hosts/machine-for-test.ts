import { hostTurn } from '../cli/host-turn.ts';
import { defaultNodes } from '../cluster/cluster-shapes.ts';
import { createCluster } from '../cluster/create-cluster.ts';
import { createMachine, type Machine } from '../session/machine.ts';
import { runScript } from '../session/run-script.ts';

export interface TestMachine {
  readonly machine: Machine;
  /** Runs a script to its end; both outputs as they came. */
  run(script: string): Promise<string>;
}

/** A cluster of a control plane and `workers` nodes, and a shell on it. */
export function createTestHosts(workers = 2): TestMachine {
  const cluster = createCluster({
    seed: 5,
    startAt: Date.UTC(2026, 10, 24, 10),
    nodes: defaultNodes(workers),
    bare: false,
  });
  const machine = createMachine(cluster, { hostTurn });
  return { machine, run: async (script) => (await runScript(machine, script)).output };
}

/**
 * Runs the commands of a transcript (`$ COMMAND`, then what it says) and returns it with what they really said. A line
 * `~ TEXT` stands for a line that holds TEXT.
 */
export async function replay({ run }: TestMachine, transcript: string): Promise<string> {
  const blocks = transcript.trim().split(/^\$ /m).slice(1);
  const said: string[] = [];
  for (const block of blocks) {
    const [command = '', ...expected] = block.trimEnd().split('\n');
    const output = (await run(command)).trimEnd();
    const lines = output === '' ? [] : output.split('\n');
    const shown = lines.map((line, index) => {
      const wish = expected[index];
      if (wish?.includes('$IP') && line.replace(/\b10\.\d+\.\d+\.\d+\b/, '$IP') === wish) return wish;
      return wish?.startsWith('~ ') && line.includes(wish.slice(2)) ? wish : line;
    });
    said.push([`$ ${command}`, ...shown].join('\n'));
  }
  return said.join('\n');
}
