import { BreakFlow } from './flow.ts';
import type { Job } from './job-table.ts';
import type { Process } from './process.ts';
import type { ShellState } from './shell-state.ts';

/** What a command that Ctrl-Z stopped leaves in `$?`. */
const STOPPED = 148;

/** Waits for what runs in the foreground of a shell; Ctrl-Z in an interactive one makes a stopped job of it. */
export function inForeground(
  state: ShellState,
  processes: readonly Process[],
  text: () => string,
  done: Promise<number>,
): Promise<number> {
  const [first] = processes;
  if (!state.interactive || first === undefined) return done;
  return untilStopped(state, first, done, () => state.jobs.add(first, text(), done, processes.slice(1)));
}

/** `fg`: lets a job go on and waits for it. */
export function bringToForeground(state: ShellState, job: Job): Promise<number> {
  resume(job);
  job.told = true;
  for (const process of [job.process, ...job.others]) {
    process.background = false;
    state.process.children.add(process);
  }
  return untilStopped(state, job.process, job.done, () => job).then((status) => {
    if (!job.stopped) state.jobs.remove(job);
    return status;
  });
}

export function resume(job: Job): void {
  job.stopped = false;
  for (const process of [job.process, ...job.others]) process.resume();
}

async function untilStopped(
  state: ShellState,
  first: Process,
  done: Promise<number>,
  jobOf: () => Job,
): Promise<number> {
  let listener = () => {};
  const stopped = new Promise<'stopped'>((resolve) => {
    listener = () => resolve('stopped');
  });
  first.stopListeners.add(listener);
  try {
    const end = await Promise.race([done, stopped]);
    if (end !== 'stopped') return end;
  } finally {
    first.stopListeners.delete(listener);
  }
  const job = jobOf();
  job.stopped = true;
  job.told = false;
  for (const process of [job.process, ...job.others]) {
    process.background = true;
    state.process.children.delete(process);
  }
  const mark = job === state.jobs.jobs.at(-1) ? '+' : '-';
  await state.descriptors.get(2)?.output?.write(`\n[${job.id}]${mark}  ${'Stopped'.padEnd(24)}${job.text}\n`);
  // A loop that began the command is left, as in bash.
  if (state.loops > 0) throw new BreakFlow(state.loops);
  return STOPPED;
}
