import type { ShellState } from './shell-state.ts';

/** Runs what `trap` set for a signal or for EXIT, ERR; `$?` is afterwards what it was before. */
export async function runTrap(state: ShellState, name: string): Promise<void> {
  const action = state.traps.get(name);
  if (action === undefined || action === '') return;
  const { status, trapping } = state;
  state.trapping = true;
  try {
    await state.host.interpreter.evaluate(state, action);
  } finally {
    state.trapping = trapping;
  }
  state.status = status;
}
