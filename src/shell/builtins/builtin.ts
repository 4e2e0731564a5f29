import type { ShellState } from '../interpreter/shell-state.ts';

/** A command of the shell itself; it may change the shell. Returns its status. */
export type Builtin = (state: ShellState, args: readonly string[]) => Promise<number>;
