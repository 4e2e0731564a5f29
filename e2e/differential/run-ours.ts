import { hostTurn } from '../../src/cli/host-turn.ts';
import { clusterOptions } from '../../src/cli/options.ts';
import { createCluster } from '../../src/cluster/create-cluster.ts';
import { createMachine } from '../../src/session/machine.ts';
import type { Answer } from './answer.ts';
import { type GroupStep, SETTLE, settleFor } from './command-group.ts';

const LONGEST_MS = 600_000;

/** Runs a group with Drydock's kubectl and shell on a fresh cluster, all in this process and in virtual time. */
export async function runOurs(steps: readonly GroupStep[]): Promise<readonly Answer[]> {
  const machine = createMachine(createCluster(clusterOptions({ bare: true })), { hostTurn });
  const beganAt = machine.time.now();
  const answers: Answer[] = [];
  for (const { command } of steps) {
    let stdout = '';
    let stderr = '';
    let status = 0;
    if (command === SETTLE) {
      const now = machine.time.now();
      await machine.time.advanceTo(now + settleFor(now - beganAt));
    } else {
      const stdin = { read: async () => undefined };
      // A command that would never end has failed, and must not hold up the others.
      const ended = new AbortController();
      const endless = new AbortController();
      machine.time.sleep(LONGEST_MS, ended.signal).then(
        () => endless.abort(new Error('endless')),
        () => undefined,
      );
      status = await machine.time.runUntilDone(
        machine.shell.runScript(command, {
          stdin,
          signal: endless.signal,
          stdout: {
            isTerminal: false,
            write: async (text) => {
              stdout += text;
            },
          },
          stderr: {
            isTerminal: false,
            write: async (text) => {
              stderr += text;
            },
          },
        }),
      );
      ended.abort();
    }
    answers.push({ status, stdout, stderr });
  }
  return answers;
}
