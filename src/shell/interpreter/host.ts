import type { FileSystem } from '../file-system.ts';
import type { Completer, Program, ProgramClock } from '../program.ts';
import type { Interpreter } from './interpreter.ts';
import type { ProcessTable } from './process.ts';
import type { StepCounter } from './step-counter.ts';

/** What all shells of one machine share. */
export interface Host {
  readonly interpreter: Interpreter;
  readonly programs: ReadonlyMap<string, Program>;
  readonly completers: ReadonlyMap<string, Completer>;
  readonly files: FileSystem;
  readonly clock: ProgramClock;
  readonly random: { int(below: number): number };
  readonly processes: ProcessTable;
  readonly steps: StepCounter;
  /** Marks work of the host, during which virtual time must not move. */
  readonly busy: <T>(work: Promise<T>) => Promise<T>;
}
