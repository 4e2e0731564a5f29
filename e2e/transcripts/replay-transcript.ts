import { hostTurn } from '../../src/cli/host-turn.ts';
import { clusterOptions } from '../../src/cli/options.ts';
import { createCluster } from '../../src/cluster/create-cluster.ts';
import { createMachine } from '../../src/session/machine.ts';
import { normalise } from './normalise.mjs';
import type { TranscriptStep } from './transcript.ts';

export interface ReplayedStep {
  readonly step: TranscriptStep;
  readonly output: string;
  readonly status: number;
}

/** Runs a transcript's commands, each in a shell of its own, on a fresh bare cluster; both sides are normalised alike. */
export async function replayTranscript(steps: readonly TranscriptStep[]): Promise<readonly ReplayedStep[]> {
  const machine = createMachine(createCluster(clusterOptions({ bare: true })), { hostTurn });
  const replayed: ReplayedStep[] = [];
  for (const step of steps) {
    const out: string[] = [];
    const err: string[] = [];
    const into = (parts: string[]) => ({ isTerminal: false, write: async (text: string) => void parts.push(text) });
    const command = step.command === 'settle' ? 'sleep 60' : step.command;
    const status = await machine.time.runUntilDone(
      machine.shell.runScript(command, {
        stdin: { read: async () => undefined },
        stdout: into(out),
        stderr: into(err),
      }),
    );
    replayed.push({ step, output: tidy(out.join('') + err.join('')), status });
  }
  return replayed;
}

/** What the format itself loses: outer blank lines and trailing blanks. */
export const tidy = (text: string): string =>
  (text.trim() === '' ? '' : normalise(text))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n+$/, '');
