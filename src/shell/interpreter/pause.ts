import type { ShellState } from './shell-state.ts';
import { runTrap } from './trap.ts';

/** Counts a step; ends the shell when it was told to, and runs the traps of signals that came. */
export function pause(state: ShellState): Promise<void> | undefined {
  const turn = state.host.steps.tick();
  if (turn !== undefined || state.process.pending.length > 0) return pauseLonger(state, turn);
  if (state.process.signal.aborted) throw state.process.signal.reason;
  return undefined;
}

async function pauseLonger(state: ShellState, turn: Promise<void> | undefined): Promise<void> {
  if (turn !== undefined) await turn;
  if (state.process.signal.aborted) throw state.process.signal.reason;
  if (state.trapping) return;
  for (let signal = state.process.pending.shift(); signal !== undefined; signal = state.process.pending.shift()) {
    await runTrap(state, signal);
  }
}
