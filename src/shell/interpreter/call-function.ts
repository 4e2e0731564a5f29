import { ReturnFlow, ShellError } from './flow.ts';
import type { ShellFunction, ShellState } from './shell-state.ts';

const NESTING_LIMIT = 1000;

export async function callFunction(
  state: ShellState,
  name: string,
  called: ShellFunction,
  args: readonly string[],
): Promise<number> {
  if (state.calls.length >= NESTING_LIMIT) {
    throw new ShellError(`${name}: maximum function nesting level exceeded (${NESTING_LIMIT})`, 1, true);
  }
  const { positional, source, loops, calls, position, firstLine } = state;
  // Going on from the host's queue keeps recursion from growing the host's stack.
  await undefined;
  state.positional = args;
  state.source = called.source;
  state.loops = 0;
  state.calls = [...calls, name];
  state.variables.enterFunction();
  try {
    const { body } = called;
    return await (body.type === 'CompoundList'
      ? state.host.interpreter.runStatements(state, body.commands)
      : state.host.interpreter.runCommand(state, body));
  } catch (flow) {
    if (flow instanceof ReturnFlow) return flow.status;
    throw flow;
  } finally {
    state.variables.leaveFunction();
    Object.assign(state, { positional, source, loops, calls, position, firstLine });
  }
}
