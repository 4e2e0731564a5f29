import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

/** A builtin of bash that Drydock does not have; it says so. */
export function notSimulated(name: string, what: string): Builtin {
  return async (state) => {
    await complain(state, `${name}: not simulated in Drydock: ${what}`);
    return 1;
  };
}
