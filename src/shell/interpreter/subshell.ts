import { releaseDescriptors } from '../streams/open-file.ts';
import { BrokenPipe } from '../streams/pipe.ts';
import { DiscardFlow, ExitFlow, ReturnFlow, ShellError, Terminated } from './flow.ts';
import { TooManyProcesses } from './process.ts';
import { complain, forkState, type ShellState } from './shell-state.ts';
import { runTrap } from './trap.ts';

export interface SubshellWork {
  /** Changes the copy before it runs, at once and in order (redirections). */
  readonly prepare?: (inner: ShellState) => void;
  readonly run: (inner: ShellState) => Promise<number>;
  readonly background?: boolean;
}

/** Runs work in a copy of the shell; never rejects but for a fork bomb. */
export function runSubshell(state: ShellState, work: SubshellWork): Promise<number> {
  return startSubshell(state, work).done;
}

export function startSubshell(state: ShellState, work: SubshellWork): { inner: ShellState; done: Promise<number> } {
  let process: ShellState['process'];
  try {
    process = state.host.processes.start(state.process);
  } catch (error) {
    if (error instanceof TooManyProcesses) state.host.processes.terminateAll();
    throw error;
  }
  process.background = work.background === true;
  const inner = forkState(state, process);
  work.prepare?.(inner);
  return { inner, done: finish(inner, work) };
}

async function finish(inner: ShellState, work: SubshellWork): Promise<number> {
  try {
    // Starting anew from the host's queue keeps nested subshells from growing the host's stack.
    await undefined;
    return await endShell(inner, () => work.run(inner));
  } finally {
    releaseDescriptors(inner.descriptors);
    inner.process.end();
  }
}

/** Runs a whole shell to its end: catches what ends it, and runs the EXIT trap. */
export async function endShell(state: ShellState, run: () => Promise<number>): Promise<number> {
  let status = await catchEnd(state, run);
  state.status = status;
  if (state.traps.has('EXIT') && !state.exiting && !state.process.signal.aborted) {
    state.exiting = true;
    const ended = await catchEnd(state, async () => {
      await runTrap(state, 'EXIT');
      return -1;
    });
    if (ended !== -1) status = ended;
  }
  return status;
}

/** The status with which `run` ended the shell. */
export async function catchEnd(state: ShellState, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ExitFlow || error instanceof ReturnFlow || error instanceof DiscardFlow) return error.status;
    if (error instanceof Terminated) return error.status;
    if (error instanceof BrokenPipe) return 141;
    if (state.process.signal.aborted) return 130;
    const status = error instanceof ShellError ? error.status : error instanceof TooManyProcesses ? 254 : 1;
    const message =
      error instanceof RangeError ? exhausted(error) : error instanceof Error ? error.message : String(error);
    await complain(state, message).catch(() => undefined);
    return status;
  }
}

/** What the host ran out of. */
function exhausted(error: RangeError): string {
  return /stack|recursion/i.test(error.message) ? 'recursion: too deep' : 'cannot allocate memory';
}
