import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

/** Nothing can be stopped here (there is no Ctrl-Z), so a job that is found runs already. */
export const bg: Builtin = async (state, args) => {
  const job = state.jobs.find(args[0] ?? '%+');
  if (job === undefined) {
    await complain(state, `bg: ${args[0] ?? 'current'}: no such job`);
    return 1;
  }
  await complain(state, `bg: job ${job.id} already in background`);
  return 0;
};
