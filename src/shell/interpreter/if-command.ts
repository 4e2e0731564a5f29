import type { CompoundList, If } from 'unbash';
import type { ShellState } from './shell-state.ts';
import { withoutErrexit } from './without-errexit.ts';

export async function runIf(state: ShellState, node: If): Promise<number> {
  if (await holds(state, node.clause)) return state.host.interpreter.runStatements(state, node.then.commands);
  for (const elif of node.elif) {
    if (await holds(state, elif.clause)) return state.host.interpreter.runStatements(state, elif.then.commands);
  }
  return node.else === undefined ? 0 : state.host.interpreter.runStatements(state, node.else.commands);
}

/** Whether a condition succeeds. */
export async function holds(state: ShellState, clause: CompoundList): Promise<boolean> {
  return (await withoutErrexit(state, () => state.host.interpreter.runStatements(state, clause.commands))) === 0;
}
