import { FileError } from '../file-system.ts';
import type { Program, ProgramIo, Reader, Writer } from '../program.ts';
import { Input, orAbort, readerSource, textSource } from '../streams/input.ts';
import { OpenFile, type Output, setDescriptor } from '../streams/open-file.ts';
import { BrokenPipe } from '../streams/pipe.ts';
import { ShellError, Terminated } from './flow.ts';
import { inForeground } from './foreground-job.ts';
import type { Process } from './process.ts';
import { complain, type ShellState } from './shell-state.ts';
import { runSubshell } from './subshell.ts';

/** Runs a program in a process of its own, and waits for its end or that of the process. */
export async function runProgram(
  state: ShellState,
  name: string,
  program: Program,
  args: readonly string[],
): Promise<number> {
  const process = state.host.processes.start(state.process);
  const io = programIo(state, process, args);
  const done = runToEnd(name, program, io, process);
  return inForeground(state, [process], () => [name, ...args].join(' '), done);
}

async function runToEnd(name: string, program: Program, io: ProgramIo, process: Process): Promise<number> {
  try {
    return await orAbort(program(io), process.signal);
  } catch (error) {
    if (process.signal.aborted) {
      // A program's failure after an interrupt is the interrupt's.
      const reason: unknown = process.signal.reason;
      return reason instanceof Terminated ? reason.status : 130;
    }
    if (error instanceof BrokenPipe) return 141;
    await io.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    process.end();
  }
}

function programIo(state: ShellState, process: Process, args: readonly string[]): ProgramIo {
  const { host, descriptors } = state;
  const stdin = reader(state, descriptors.get(0)?.input ?? new Input(textSource(() => '')), process);
  const stdout = writer(state, descriptors.get(1)?.output, process);
  const stderr = writer(state, descriptors.get(2)?.output, process);
  return {
    args,
    env: state.variables.environment(),
    cwd: state.cwd,
    stdin,
    stdout,
    stderr,
    files: host.files,
    clock: {
      now: () => host.clock.now(),
      async sleep(ms, signal) {
        await host.clock.sleep(ms, signal ?? process.signal);
        await process.gate();
      },
    },
    signal: process.signal,
    get terminal() {
      return state.terminal();
    },
    run: (line, streams) =>
      runSubshell(state, {
        prepare: (inner) => {
          process.children.add(inner.process);
          streams?.signal?.addEventListener('abort', () => inner.process.send('TERM'), { once: true });
          if (streams?.stdin !== undefined && streams.stdin !== stdin) {
            const input = new Input(readerSource(streams.stdin));
            setDescriptor(inner.descriptors, 0, new OpenFile({ input }));
          }
          if (streams?.stdout !== undefined)
            setDescriptor(inner.descriptors, 1, new OpenFile({ output: streams.stdout }));
          if (streams?.stderr !== undefined)
            setDescriptor(inner.descriptors, 2, new OpenFile({ output: streams.stderr }));
        },
        run: (inner) => host.interpreter.evaluate(inner, line),
      }),
  };
}

function reader(state: ShellState, input: Input, process: Process): Reader {
  return {
    isTerminal: input.isTerminal,
    async read() {
      const turn = state.host.steps.tick();
      if (turn !== undefined) await turn;
      for (;;) {
        const gate = process.gate();
        if (gate !== undefined) await gate;
        const waiting = new AbortController();
        const leave = () => waiting.abort(process.signal.reason);
        process.signal.addEventListener('abort', leave, { once: true });
        process.stopListeners.add(leave);
        if (process.signal.aborted) leave();
        try {
          return await input.read(waiting.signal);
        } catch (error) {
          // Whoever was stopped while it waited asks again later.
          if (process.gate() === undefined) throw process.signal.aborted ? process.signal.reason : error;
        } finally {
          process.signal.removeEventListener('abort', leave);
          process.stopListeners.delete(leave);
        }
      }
    },
  };
}

function writer(state: ShellState, output: Output | undefined, process: Process): Writer {
  return {
    isTerminal: output?.isTerminal === true,
    async write(text) {
      const turn = state.host.steps.tick();
      if (turn !== undefined) await turn;
      const gate = process.gate();
      if (gate !== undefined) await gate;
      if (process.signal.aborted) throw process.signal.reason;
      if (output === undefined) throw new Error('write error: Bad file descriptor');
      try {
        await output.write(text, process.signal);
      } catch (error) {
        if (error instanceof BrokenPipe) process.send('PIPE');
        throw error;
      }
    },
  };
}

/** For builtins: writes to a descriptor of the shell. */
export async function print(state: ShellState, text: string, descriptor = 1): Promise<void> {
  const turn = state.host.steps.tick();
  if (turn !== undefined) await turn;
  const output = state.descriptors.get(descriptor)?.output;
  if (output === undefined) {
    await complain(state, 'write error: Bad file descriptor');
    return;
  }
  try {
    await output.write(text, state.process.signal);
  } catch (error) {
    if (error instanceof FileError) throw new ShellError(`write error: ${error.message}`);
    throw error;
  }
}
