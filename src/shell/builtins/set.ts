import { quoteWord } from '../expansion/quote-word.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

const LETTERS: Readonly<Record<string, string>> = {
  a: 'allexport',
  e: 'errexit',
  f: 'noglob',
  n: 'noexec',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  C: 'noclobber',
  h: 'hashall',
  B: 'braceexpand',
  m: 'monitor',
  E: 'errtrace',
  b: 'notify',
};

export const set: Builtin = async (state, args) => {
  if (args.length === 0) {
    for (const name of state.variables.names()) {
      const value = state.variables.get(name);
      if (value !== undefined)
        await print(state, `${name}=${/^[\w@%+:,./-]*$/.test(value) ? value : quoteWord(value)}\n`);
    }
    return 0;
  }
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--' || arg === '-') {
      state.positional = args.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(arg)) {
      state.positional = args.slice(at);
      return 0;
    }
    for (const letter of arg.slice(1)) {
      const name = letter === 'o' ? args[++at] : LETTERS[letter];
      if (name === undefined) {
        await complain(state, `set: ${arg[0]}${letter}: invalid option`);
        return 2;
      }
      if (arg[0] === '-') state.options.add(name);
      else state.options.delete(name);
    }
  }
  return 0;
};
