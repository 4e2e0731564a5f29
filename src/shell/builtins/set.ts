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

const KNOWN: ReadonlySet<string> = new Set(
  [...Object.values(LETTERS), 'emacs', 'vi', 'history', 'histexpand', 'ignoreeof', 'interactive-comments', 'pipefail']
    .concat('posix', 'privileged', 'physical', 'functrace', 'nolog', 'onecmd', 'keyword')
    .sort(),
);

/** Options that would change what the shell does, which it does not do here. */
const REFUSED: ReadonlySet<string> = new Set([
  'noexec',
  'verbose',
  'vi',
  'ignoreeof',
  'onecmd',
  'keyword',
  'functrace',
]);

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
    if ((arg === '-o' || arg === '+o') && args[at + 1] === undefined) {
      const line = (name: string, on: boolean) =>
        arg === '-o' ? `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `set ${on ? '-' : '+'}o ${name}\n`;
      await print(state, [...KNOWN].map((name) => line(name, state.options.has(name))).join(''));
      return 0;
    }
    for (const letter of arg.slice(1)) {
      const name = letter === 'o' ? args[++at] : LETTERS[letter];
      if (name === undefined) {
        await complain(state, `set: ${arg[0]}${letter}: invalid option`);
        return 2;
      }
      if (letter === 'o' && !KNOWN.has(name)) {
        await complain(state, `set: ${name}: invalid option name`);
        return 2;
      }
      if (arg[0] === '-' && REFUSED.has(name)) {
        await complain(state, `set: not simulated in Drydock: ${name}`);
        return 1;
      }
      if (arg[0] === '-') state.options.add(name);
      else state.options.delete(name);
    }
  }
  return 0;
};
