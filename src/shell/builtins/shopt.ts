import { print } from '../interpreter/run-program.ts';
import type { Builtin } from './builtin.ts';

export const shopt: Builtin = async (state, args) => {
  const flag = args.find((arg) => arg.startsWith('-')) ?? '';
  let status = 0;
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    if (flag.includes('s')) state.options.add(name);
    else if (flag.includes('u')) state.options.delete(name);
    else {
      const on = state.options.has(name);
      if (!on) status = 1;
      if (!flag.includes('q')) await print(state, `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`);
    }
  }
  return status;
};
