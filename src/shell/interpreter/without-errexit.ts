import type { ShellState } from './shell-state.ts';

/** Runs a condition: its failure does not end the shell. */
export async function withoutErrexit<T>(state: ShellState, run: () => Promise<T>): Promise<T> {
  state.ignoreErrexit++;
  try {
    return await run();
  } finally {
    state.ignoreErrexit--;
  }
}
