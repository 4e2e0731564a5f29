import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import { inColumns } from '../programs/in-columns.ts';
import type { Builtin } from './builtin.ts';

/** Lists what can be run. */
export const help: Builtin = async (state, args) => {
  if (args.length > 0) {
    await complain(state, 'help: not simulated in Drydock: help on single commands');
    return 1;
  }
  const width = state.terminal()?.columns ?? 80;
  const section = (title: string, names: Iterable<string>) => `${title}\n${inColumns([...names].sort(), width)}`;
  const { interpreter, programs } = state.host;
  await print(state, section('Built into the shell:', interpreter.builtins.keys()));
  await print(state, `\n${section('Programs:', programs.keys())}`);
  return 0;
};
