import type { Builtin } from './builtin.ts';

export const evalBuiltin: Builtin = (state, args) => state.host.interpreter.evaluate(state, args.join(' '));
