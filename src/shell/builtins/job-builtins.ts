import { SIGNAL_NUMBERS, type SignalName } from '../interpreter/flow.ts';
import { bringToForeground } from '../interpreter/foreground-job.ts';
import type { Job } from '../interpreter/job-table.ts';
import { signalForeground } from '../interpreter/process.ts';
import { print } from '../interpreter/run-program.ts';
import { complain, type ShellState } from '../interpreter/shell-state.ts';
import { orAbort } from '../streams/input.ts';
import type { Builtin } from './builtin.ts';

/** `[1]+  Running                 sleep 100 &`. */
export function jobLine(state: ShellState, job: Job, withPid = false): string {
  const mark = job === state.jobs.jobs.at(-1) ? '+' : job === state.jobs.jobs.at(-2) ? '-' : ' ';
  const word = job.stopped
    ? 'Stopped'
    : job.status === undefined
      ? 'Running'
      : job.status === 0
        ? 'Done'
        : job.status === 143
          ? 'Terminated'
          : job.status === 137
            ? 'Killed'
            : `Exit ${job.status}`;
  const pid = withPid ? `${String(job.pid).padStart(5)} ` : ' ';
  return `[${job.id}]${mark} ${pid}${word.padEnd(24)}${job.text}${job.status === undefined && !job.stopped ? ' &' : ''}\n`;
}

/** Tells of jobs that ended, before a prompt. */
export async function reportJobs(state: ShellState): Promise<void> {
  for (const job of state.jobs.jobs.filter((each) => each.status !== undefined)) {
    if (!job.told) await print(state, jobLine(state, job), 2);
    state.jobs.remove(job);
  }
}

export const jobs: Builtin = async (state, args) => {
  for (const job of [...state.jobs.jobs]) {
    await print(state, args.includes('-p') ? `${job.pid}\n` : jobLine(state, job, args.includes('-l')));
    if (job.status !== undefined) state.jobs.remove(job);
  }
  return 0;
};

/** Waits for a job, but not beyond a trapped signal. */
async function waitFor(state: ShellState, job: Job): Promise<number> {
  job.told = true;
  let wake = () => {};
  const woken = new Promise<'woken'>((resolve) => {
    wake = () => resolve('woken');
  });
  state.process.wakers.add(wake);
  try {
    const status = await orAbort(Promise.race([job.done, woken]), state.process.signal);
    if (status === 'woken') return 128 + SIGNAL_NUMBERS[state.process.pending[0] ?? 'INT'];
    state.jobs.remove(job);
    return status;
  } finally {
    state.process.wakers.delete(wake);
  }
}

export const wait: Builtin = async (state, args) => {
  const names = args.filter((arg) => !arg.startsWith('-'));
  if (names.length === 0) {
    for (const job of [...state.jobs.jobs]) {
      const status = await waitFor(state, job);
      if (args.includes('-n')) return status;
      if (state.process.pending.length > 0) return status;
    }
    return 0;
  }
  let status = 0;
  for (const name of names) {
    const job = state.jobs.find(name);
    if (job !== undefined) status = await waitFor(state, job);
    else {
      status = 127;
      await complain(
        state,
        name.startsWith('%') ? `wait: ${name}: no such job` : `wait: pid ${name} is not a child of this shell`,
      );
    }
  }
  return status;
};

export const fg: Builtin = async (state, args) => {
  const job = state.jobs.find(args[0] ?? '%+');
  if (job === undefined) {
    await complain(state, `fg: ${args[0] ?? 'current'}: no such job`);
    return 1;
  }
  await print(state, `${job.text}\n`);
  return bringToForeground(state, job);
};

export const disown: Builtin = async (state, args) => {
  const job = state.jobs.find(args[0] ?? '%+');
  if (job !== undefined) state.jobs.remove(job);
  return 0;
};

export const kill: Builtin = async (state, args) => {
  let signal: SignalName = 'TERM';
  let rest = args;
  if (args[0] === '-l') {
    await print(
      state,
      `${Object.entries(SIGNAL_NUMBERS)
        .map(([name, number]) => `${String(number).padStart(2)}) SIG${name}`)
        .join('\n')}\n`,
    );
    return 0;
  }
  if (/^-/.test(args[0] ?? '')) {
    const text = args[0] === '-s' || args[0] === '-n' ? (args[1] ?? '') : args[0]!.slice(1);
    rest = args.slice(args[0] === '-s' || args[0] === '-n' ? 2 : 1);
    const name = text.toUpperCase().replace(/^SIG/, '');
    const found = Object.entries(SIGNAL_NUMBERS).find(
      ([each, number]) => each === name || String(number) === text,
    )?.[0];
    if (text === '0') {
      return rest.every((pid) => state.host.processes.live.has(Number(pid))) ? 0 : 1;
    }
    if (found === undefined) {
      await complain(state, `kill: ${text}: invalid signal specification`);
      return 1;
    }
    signal = found as SignalName;
  }
  let status = 0;
  for (const name of rest) {
    const job = state.jobs.find(name);
    const process = job?.process ?? state.host.processes.live.get(Number(name));
    if (process !== undefined) for (const each of [process, ...(job?.others ?? [])]) signalForeground(each, signal);
    else {
      await complain(state, name.startsWith('%') ? `kill: ${name}: no such job` : `kill: (${name}) - No such process`);
      status = 1;
    }
  }
  return status;
};
