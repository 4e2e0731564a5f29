import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

export const builtin: Builtin = async (state, args) => {
  const found = state.host.interpreter.builtins.get(args[0] ?? '');
  if (found !== undefined) return found(state, args.slice(1));
  await complain(state, `builtin: ${args[0] ?? ''}: not a shell builtin`);
  return 1;
};
