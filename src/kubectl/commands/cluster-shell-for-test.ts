import { defaultNodes } from '../../cluster/cluster-shapes.ts';
import { createCluster } from '../../cluster/create-cluster.ts';
import { createMachine } from '../../session/machine.ts';

/** A shell with kubectl on a whole bare cluster of three workers; virtual time passes as its programs wait. */
export function clusterShellForTest() {
  const cluster = createCluster({ seed: 1, startAt: Date.UTC(2026, 0, 1), bare: true, nodes: defaultNodes(3) });
  const machine = createMachine(cluster, { hostTurn: () => new Promise((resolve) => void setImmediate(resolve)) });
  /** Runs a script; returns standard output and error in their order, and the status when it is not 0. */
  async function run(script: string): Promise<string> {
    let output = '';
    const write = async (text: string) => {
      output += text;
    };
    const status = await machine.time.runUntilDone(
      machine.shell.runScript(script, {
        stdin: { read: async () => undefined },
        stdout: { isTerminal: false, write },
        stderr: { isTerminal: false, write },
      }),
    );
    return status === 0 ? output : `${output}[${status}]\n`;
  }
  return { run, cluster };
}
