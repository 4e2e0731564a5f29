import { print } from '../interpreter/run-program.ts';
import type { Builtin } from './builtin.ts';

export const pwd: Builtin = async (state) => {
  await print(state, `${state.cwd}\n`);
  return 0;
};
