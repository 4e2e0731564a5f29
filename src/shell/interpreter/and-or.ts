import type { AndOr, PipelineNode } from 'unbash';
import { ExitFlow } from './flow.ts';
import { runPipeline } from './pipeline.ts';
import type { ShellState } from './shell-state.ts';
import { runTrap } from './trap.ts';
import { withoutErrexit } from './without-errexit.ts';

/** Runs pipelines joined by `&&` and `||`. Only the last one counts for `set -e`. */
export async function runAndOr(state: ShellState, node: PipelineNode | AndOr): Promise<number> {
  if (node.type !== 'AndOr') return runChecked(state, node);
  let status = 0;
  for (const [index, command] of node.commands.entries()) {
    const operator = node.operators[index - 1];
    if (operator === '&&' && status !== 0) continue;
    if (operator === '||' && status === 0) continue;
    const last = index === node.commands.length - 1;
    if (last) status = await runChecked(state, command);
    else status = await withoutErrexit(state, () => runPipeline(state, command));
    state.status = status;
  }
  return status;
}

async function runChecked(state: ShellState, node: PipelineNode): Promise<number> {
  const status = await runPipeline(state, node);
  state.status = status;
  if (status === 0 || state.ignoreErrexit > 0 || !countsForErrexit(node)) return status;
  if (!state.trapping) await runTrap(state, 'ERR');
  if (state.options.has('errexit')) throw new ExitFlow(status);
  return status;
}

/** A compound command fails because a command in it did, and that one has been looked at already. */
function countsForErrexit(node: PipelineNode): boolean {
  switch (node.type) {
    case 'Pipeline':
      if (node.prefixes.some((prefix) => prefix.type === 'Negation')) return false;
      return node.commands.length > 1 || (node.commands[0] !== undefined && countsForErrexit(node.commands[0]));
    case 'Command':
    case 'Subshell':
    case 'TestCommand':
    case 'ArithmeticCommand':
      return true;
    case 'Redirected':
      return countsForErrexit(node.command);
    default:
      return false;
  }
}
