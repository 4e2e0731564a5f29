import { quoteWord } from '../expansion/quote-word.ts';
import { SIGNAL_NUMBERS } from '../interpreter/flow.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

const UNKNOWN: ReadonlySet<string> = new Set(['DEBUG', 'RETURN', 'CHLD', 'WINCH', 'TSTP', 'CONT', 'ALRM']);

export const trap: Builtin = async (state, args) => {
  if (args.length === 0 || args[0] === '-p') {
    for (const [name, action] of state.traps) {
      await print(state, `trap -- ${quoteWord(action)} ${Object.hasOwn(SIGNAL_NUMBERS, name) ? `SIG${name}` : name}\n`);
    }
    return 0;
  }
  const rest = args[0] === '--' ? args.slice(1) : args;
  const reset = rest[0] === '-' || rest.length === 1;
  for (const signal of rest.length === 1 ? rest : rest.slice(1)) {
    const number = Object.entries(SIGNAL_NUMBERS).find(([, value]) => String(value) === signal)?.[0];
    const name = signal === '0' ? 'EXIT' : (number ?? signal.toUpperCase().replace(/^SIG/, ''));
    if (UNKNOWN.has(name)) {
      await complain(state, `trap: not simulated in Drydock: ${name}`);
      return 1;
    }
    if (!Object.hasOwn(SIGNAL_NUMBERS, name) && name !== 'EXIT' && name !== 'ERR') {
      await complain(state, `trap: ${signal}: invalid signal specification`);
      return 1;
    }
    if (reset) state.traps.delete(name);
    else state.traps.set(name, rest[0]!);
  }
  state.process.trapped = (signal) => state.traps.has(signal);
  return 0;
};
