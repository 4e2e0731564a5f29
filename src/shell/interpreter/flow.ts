/** Leaves `levels` loops. */
export class BreakFlow {
  readonly levels: number;
  constructor(levels: number) {
    this.levels = levels;
  }
}

/** Goes on with the next turn of the loop `levels` up. */
export class ContinueFlow {
  readonly levels: number;
  constructor(levels: number) {
    this.levels = levels;
  }
}

/** Leaves a function or a sourced file. */
export class ReturnFlow {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** Ends the shell or subshell. */
export class ExitFlow {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** Drops the rest of an interactive line after a grave mistake. */
export class DiscardFlow {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

export type SignalName = 'INT' | 'TERM' | 'KILL' | 'HUP' | 'PIPE' | 'QUIT' | 'USR1' | 'USR2';

export const SIGNAL_NUMBERS: Readonly<Record<SignalName, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  TERM: 15,
};

/** The reason of an abort: a signal ended the process. */
export class Terminated extends Error {
  readonly signal: SignalName;
  constructor(signal: SignalName) {
    super(`terminated by SIG${signal}`);
    this.name = 'Terminated';
    this.signal = signal;
  }

  get status(): number {
    return 128 + SIGNAL_NUMBERS[this.signal];
  }
}

/**
 * A mistake that bash answers with a message on standard error. When `fatal`, a shell that is not interactive ends
 * (an unset variable under `set -u`, a bad substitution); otherwise only the command fails.
 */
export class ShellError extends Error {
  readonly status: number;
  readonly fatal: boolean;
  constructor(message: string, status = 1, fatal = false) {
    super(message);
    this.name = 'ShellError';
    this.status = status;
    this.fatal = fatal;
  }
}
