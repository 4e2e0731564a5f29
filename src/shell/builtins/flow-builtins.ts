import { BreakFlow, ContinueFlow, ExitFlow, ReturnFlow } from '../interpreter/flow.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

const numeric = /^[+-]?\d+$/;

export const exit: Builtin = async (state, args) => {
  if (args[0] !== undefined && !numeric.test(args[0])) {
    await complain(state, `exit: ${args[0]}: numeric argument required`);
    throw new ExitFlow(2);
  }
  if (state.interactive && !state.warnedOfJobs && state.jobs.jobs.some(({ stopped }) => stopped)) {
    state.warnedOfJobs = true;
    await state.descriptors.get(2)?.output?.write('There are stopped jobs.\n');
    return 1;
  }
  throw new ExitFlow(args[0] === undefined ? state.status : Number(args[0]) & 255);
};

export const returnBuiltin: Builtin = async (state, args) => {
  if (state.calls.length === 0 && state.sourcing === 0) {
    await complain(state, "return: can only `return' from a function or sourced script");
    return 2;
  }
  if (args[0] !== undefined && !numeric.test(args[0])) {
    await complain(state, `return: ${args[0]}: numeric argument required`);
    throw new ReturnFlow(2);
  }
  throw new ReturnFlow(args[0] === undefined ? state.status : Number(args[0]) & 255);
};

function loopFlow(name: string, flow: (levels: number) => unknown): Builtin {
  return async (state, args) => {
    if (state.loops === 0) {
      await complain(state, `${name}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    const levels = args[0] === undefined ? 1 : Number(args[0]);
    if (!(levels >= 1)) {
      await complain(state, `${name}: ${args[0]}: loop count out of range`);
      throw new BreakFlow(state.loops);
    }
    throw flow(levels);
  };
}

export const breakBuiltin = loopFlow('break', (levels) => new BreakFlow(levels));
export const continueBuiltin = loopFlow('continue', (levels) => new ContinueFlow(levels));
