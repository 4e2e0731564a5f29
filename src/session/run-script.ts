import type { Machine } from './machine.ts';

export interface ScriptResult {
  readonly status: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/** Runs shell lines on a machine to their end, moving virtual time as the programs ask for it. */
export async function runScript(machine: Machine, text: string): Promise<ScriptResult> {
  const parts: string[] = [];
  const writer = {
    isTerminal: false,
    write: async (piece: string) => {
      parts.push(piece);
    },
  };
  const status = await machine.time.runUntilDone(
    machine.shell.runScript(text, { stdin: { read: async () => undefined }, stdout: writer, stderr: writer }),
  );
  return { status, output: parts.join('') };
}
