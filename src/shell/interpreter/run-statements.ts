import type { Statement } from 'unbash';
import { runAndOr } from './and-or.ts';
import { runBackground } from './background.ts';
import { pause } from './pause.ts';
import type { ShellState } from './shell-state.ts';

/** Runs statements one after the other; the status is that of the last. */
export async function runStatements(state: ShellState, statements: readonly Statement[]): Promise<number> {
  let status = 0;
  for (const statement of statements) {
    const paused = pause(state);
    if (paused !== undefined) await paused;
    if (statement.background === true) status = await runBackground(state, statement);
    else status = await runAndOr(state, statement.command);
    state.status = status;
  }
  return status;
}
