import { assignElement } from '../expansion/parameter.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import { formatText } from '../programs/format-text.ts';
import type { Builtin } from './builtin.ts';

export const printf: Builtin = async (state, args) => {
  let rest = args;
  let variable: string | undefined;
  if (rest[0] === '-v') {
    variable = rest[1];
    rest = rest.slice(2);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const [format, ...values] = rest;
  if (format === undefined) {
    await complain(state, 'printf: usage: printf [-v var] format [arguments]');
    return 2;
  }
  const { text, mistakes } = formatText(format, values, state.host.clock.now());
  if (variable === undefined) await print(state, text);
  else await assignElement(state, variable, undefined, text);
  for (const mistake of mistakes) await complain(state, `printf: ${mistake}`);
  return mistakes.length > 0 ? 1 : 0;
};
