import { print } from '../interpreter/run-program.ts';
import type { Builtin } from './builtin.ts';

export const history: Builtin = async (state, args) => {
  if (args[0] === '-c') {
    state.history.length = 0;
    return 0;
  }
  const count = args[0] === undefined ? state.history.length : Number(args[0]);
  const first = Math.max(0, state.history.length - count);
  await print(
    state,
    state.history
      .slice(first)
      .map((line, index) => `${String(first + index + 1).padStart(5)}  ${line}\n`)
      .join(''),
  );
  return 0;
};
