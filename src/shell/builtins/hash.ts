import { findProgram } from '../interpreter/find-program.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

/** Programs are not looked up along PATH, so there is nothing to remember: only whether they exist counts. */
export const hash: Builtin = async (state, args) => {
  const names = args.filter((arg) => !arg.startsWith('-'));
  if (args.length === 0) await print(state, 'hash: hash table empty\n');
  let status = 0;
  for (const name of names) {
    if (findProgram(state, name) !== undefined || state.host.interpreter.builtins.has(name)) continue;
    await complain(state, `hash: ${name}: not found`);
    status = 1;
  }
  return status;
};
