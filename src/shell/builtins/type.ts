import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';
import { classifyName } from './classify-name.ts';

export const type: Builtin = async (state, args) => {
  const short = args[0] === '-t';
  let status = 0;
  for (const name of args.filter((arg) => !/^-[tapPf]+$/.test(arg))) {
    const [kind, text] = classifyName(state, name);
    if (kind === '') {
      status = 1;
      if (!short) await complain(state, `type: ${name}: not found`);
    } else await print(state, short ? `${kind}\n` : `${text}\n`);
  }
  return status;
};
