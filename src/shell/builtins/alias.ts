import { quoteWord } from '../expansion/quote-word.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

export const alias: Builtin = async (state, args) => {
  const show = (name: string) => print(state, `alias ${name}=${quoteWord(state.aliases.get(name)!)}\n`);
  let status = 0;
  if (args.length === 0) for (const name of [...state.aliases.keys()].sort()) await show(name);
  for (const arg of args) {
    const equals = arg.indexOf('=');
    if (equals > 0) state.aliases.set(arg.slice(0, equals), arg.slice(equals + 1));
    else if (state.aliases.has(arg)) await show(arg);
    else if (arg !== '-p') {
      await complain(state, `alias: ${arg}: not found`);
      status = 1;
    }
  }
  return status;
};

export const unalias: Builtin = async (state, args) => {
  let status = 0;
  if (args[0] === '-a') state.aliases.clear();
  for (const name of args[0] === '-a' ? [] : args) {
    if (state.aliases.delete(name)) continue;
    await complain(state, `unalias: ${name}: not found`);
    status = 1;
  }
  return status;
};
