import { type SignalName, Terminated } from './flow.ts';

/** A running shell, subshell or program. */
export interface Process {
  readonly pid: number;
  readonly children: Set<Process>;
  readonly signal: AbortSignal;
  /** Signals that arrived for a trap and wait for the next command. */
  readonly pending: SignalName[];
  /** Set by the shell that runs in this process; programs have none. */
  trapped: ((signal: SignalName) => boolean) | undefined;
  /** Whether Ctrl-C leaves it alone (a background job of an interactive shell). */
  background: boolean;
  /** Wakes a shell that waits in `wait` or `read` when a trapped signal arrives. */
  readonly wakers: Set<() => void>;
  send(signal: SignalName): void;
  /** Ctrl-Z: it and what is below it do nothing more until they are resumed. */
  stop(): void;
  resume(): void;
  /** Resolves once the process may go on; undefined while it may. */
  gate(): Promise<void> | undefined;
  /** Called when it is stopped. */
  readonly stopListeners: Set<() => void>;
  /** Ends it and everything in the foreground below it. */
  abort(reason: unknown): void;
  end(): void;
}

export interface ProcessTable {
  readonly live: Map<number, Process>;
  start(parent: Process | undefined): Process;
  /** Ends every process but the first shells; the answer to a fork bomb. */
  terminateAll(): void;
}

/** More processes than this at once are a fork bomb. */
export const PROCESS_LIMIT = 400;

export class TooManyProcesses extends Error {
  constructor() {
    super('fork: Resource temporarily unavailable');
    this.name = 'TooManyProcesses';
  }
}

export function createProcessTable(firstPid: number): ProcessTable {
  const live = new Map<number, Process>();
  const roots = new WeakSet<Process>();
  let nextPid = firstPid;

  return {
    live,
    terminateAll() {
      for (const process of [...live.values()]) if (!roots.has(process)) process.send('KILL');
    },
    start(parent) {
      if (live.size >= PROCESS_LIMIT) throw new TooManyProcesses();
      const controller = new AbortController();
      let stopped: { readonly promise: Promise<void>; readonly go: () => void } | undefined;
      const pid = nextPid++;
      const process: Process = {
        pid,
        children: new Set(),
        signal: controller.signal,
        pending: [],
        trapped: undefined,
        background: false,
        wakers: new Set(),
        stopListeners: new Set(),
        gate: () => stopped?.promise,
        stop() {
          if (stopped === undefined) {
            let go = () => {};
            const promise = new Promise<void>((resolve) => {
              go = resolve;
            });
            stopped = { promise, go };
          }
          for (const child of process.children) child.stop();
          for (const listener of [...process.stopListeners]) listener();
        },
        resume() {
          const held = stopped;
          stopped = undefined;
          for (const child of process.children) child.resume();
          held?.go();
        },
        send(signal) {
          if (signal !== 'KILL' && process.trapped?.(signal)) {
            process.pending.push(signal);
            for (const wake of [...process.wakers]) wake();
          } else process.abort(new Terminated(signal));
        },
        abort(reason) {
          if (controller.signal.aborted) return;
          controller.abort(reason);
          process.resume();
          for (const child of [...process.children]) if (!child.background) child.abort(reason);
        },
        end() {
          live.delete(pid);
          parent?.children.delete(process);
        },
      };
      if (parent === undefined) roots.add(process);
      live.set(pid, process);
      parent?.children.add(process);
      if (parent?.signal.aborted) process.abort(parent.signal.reason);
      else if (parent?.gate() !== undefined) process.stop();
      return process;
    },
  };
}

/** What a terminal does on Ctrl-C: everything in the foreground below `process` gets the signal. */
export function signalForeground(process: Process, signal: SignalName): void {
  const below = [...process.children].filter((child) => !child.background);
  process.send(signal);
  for (const child of below) signalForeground(child, signal);
}
