import { findProgram } from '../interpreter/find-program.ts';
import { ExitFlow } from '../interpreter/flow.ts';
import { runProgram } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

export const exec: Builtin = async (state, args) => {
  const program = findProgram(state, args[0]!);
  if (program === undefined) {
    await complain(state, `exec: ${args[0]}: not found`);
    throw new ExitFlow(127);
  }
  throw new ExitFlow(await runProgram(state, args[0]!, program, args.slice(1)));
};
