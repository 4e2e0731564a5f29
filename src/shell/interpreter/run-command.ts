import type { CommandNode, Redirected } from 'unbash';
import { computeArithmetic } from '../expansion/arithmetic-part.ts';
import { finishProcessSubstitutions } from '../expansion/process-substitution.ts';
import { runCase } from './case-command.ts';
import { DiscardFlow, ExitFlow, ShellError } from './flow.ts';
import { runIf } from './if-command.ts';
import { runArithmeticFor, runFor, runSelect, runWhile } from './loops.ts';
import { withRedirections } from './redirections.ts';
import { complain, type ShellState } from './shell-state.ts';
import { runSimpleCommand } from './simple-command.ts';
import { runSubshell } from './subshell.ts';
import { runTest } from './test-command.ts';

/** Runs one command of any kind. Mistakes in expansions are told and make it fail. */
export async function runCommand(state: ShellState, node: CommandNode): Promise<number> {
  state.position = node.pos;
  try {
    return await dispatch(state, node);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    await complain(state, error.message);
    if (!error.fatal) return error.status;
    throw state.interactive ? new DiscardFlow(error.status) : new ExitFlow(error.status);
  } finally {
    await finishProcessSubstitutions(state);
  }
}

async function dispatch(state: ShellState, node: CommandNode): Promise<number> {
  switch (node.type) {
    case 'Command':
      return runSimpleCommand(state, node);
    case 'If':
      return runIf(state, node);
    case 'For':
      return runFor(state, node);
    case 'ArithmeticFor':
      return runArithmeticFor(state, node);
    case 'Select':
      return runSelect(state, node);
    case 'While':
      return runWhile(state, node);
    case 'Case':
      return runCase(state, node);
    case 'BraceGroup':
      return state.host.interpreter.runStatements(state, node.body.commands);
    case 'Subshell':
      return runSubshell(state, { run: (inner) => state.host.interpreter.runStatements(inner, node.body.commands) });
    case 'TestCommand':
      return runTest(state, node.expression);
    case 'ArithmeticCommand':
      return (await computeArithmetic(state, node.body)) === 0n ? 1 : 0;
    case 'Redirected':
      return runRedirected(state, node);
    case 'Function': {
      const text = state.source.slice(node.pos, node.end);
      state.functions.set(node.name.value, { body: node.body, source: state.source, text });
      return 0;
    }
    case 'Coproc':
      throw new ShellError('coproc: not simulated in Drydock');
  }
}

function runRedirected(state: ShellState, node: Redirected): Promise<number> {
  return withRedirections(state, node.redirects, () => dispatch(state, node.command));
}
