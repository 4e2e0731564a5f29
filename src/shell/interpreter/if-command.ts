import type { CompoundList, If } from 'unbash';
import { withoutErrexit } from './and-or.ts';
import { runStatements } from './run-statements.ts';
import type { ShellState } from './shell-state.ts';

export async function runIf(state: ShellState, node: If): Promise<number> {
  if (await holds(state, node.clause)) return runStatements(state, node.then.commands);
  for (const elif of node.elif) {
    if (await holds(state, elif.clause)) return runStatements(state, elif.then.commands);
  }
  return node.else === undefined ? 0 : runStatements(state, node.else.commands);
}

/** Whether a condition succeeds. */
export async function holds(state: ShellState, clause: CompoundList): Promise<boolean> {
  return (await withoutErrexit(state, () => runStatements(state, clause.commands))) === 0;
}
