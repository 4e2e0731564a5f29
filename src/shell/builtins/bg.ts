import { resume } from '../interpreter/foreground-job.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

/** Lets a job that Ctrl-Z stopped go on behind the prompt. */
export const bg: Builtin = async (state, args) => {
  const job = state.jobs.find(args[0] ?? '%+');
  if (job === undefined) {
    await complain(state, `bg: ${args[0] ?? 'current'}: no such job`);
    return 1;
  }
  if (!job.stopped) {
    await complain(state, `bg: job ${job.id} already in background`);
    return 0;
  }
  await print(state, `[${job.id}]+ ${job.text} &\n`);
  resume(job);
  return 0;
};
