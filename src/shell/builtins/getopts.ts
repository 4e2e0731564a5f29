import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

/** Reads the next option into a variable. The place inside `-abc` is kept in `__getopts_at`, reset with OPTIND. */
export const getopts: Builtin = async (state, args) => {
  const [spec, name, ...given] = args;
  if (spec === undefined || name === undefined) {
    await complain(state, 'getopts: usage: getopts optstring name [arg ...]');
    return 2;
  }
  const { variables } = state;
  const words = given.length > 0 ? given : state.positional;
  const silent = spec.startsWith(':');
  let index = Number(variables.get('OPTIND') ?? '1') || 1;
  let at = Number(variables.get('__getopts_at') ?? '1');
  const word = words[index - 1];
  if (word === undefined || !/^-./.test(word) || word === '--') {
    if (word === '--') index++;
    variables.set('OPTIND', String(index));
    variables.set(name, '?');
    return 1;
  }
  if (at >= word.length) at = 1;
  const letter = word[at]!;
  at++;
  const known = spec.indexOf(letter, silent ? 1 : 0);
  variables.unset('OPTARG');
  let result = letter;
  if (known === -1 || letter === ':') {
    result = '?';
    if (silent) variables.set('OPTARG', letter);
    else await complain(state, `illegal option -- ${letter}`);
  } else if (spec[known + 1] === ':') {
    const value = at < word.length ? word.slice(at) : words[index];
    if (at >= word.length) index++;
    at = word.length;
    if (value === undefined) {
      result = silent ? ':' : '?';
      if (silent) variables.set('OPTARG', letter);
      else await complain(state, `option requires an argument -- ${letter}`);
    } else variables.set('OPTARG', value);
  }
  if (at >= word.length) {
    index++;
    at = 1;
  }
  variables.set('__getopts_at', String(at));
  variables.set('OPTIND', String(index));
  variables.set(name, result);
  return 0;
};
