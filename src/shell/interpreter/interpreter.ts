import type { CommandNode, Statement, Word, WordPart } from 'unbash';
import type { Builtin } from '../builtins/builtin.ts';
import type { Fragment } from '../expansion/fragment.ts';
import type { ShellState } from './shell-state.ts';

export interface FragmentOptions {
  readonly tilde?: 'word' | 'assignment';
  /** Inside double quotes: everything that comes out is quoted. */
  readonly quoted?: boolean;
}

/**
 * What the parts of the interpreter need of those above them: a shell language is recursive (a word holds commands,
 * commands hold words), modules are not. Tied together in create-interpreter.ts.
 */
export interface Interpreter {
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** Parses and runs a text in this shell. */
  evaluate(state: ShellState, text: string): Promise<number>;
  runStatements(state: ShellState, statements: readonly Statement[]): Promise<number>;
  runCommand(state: ShellState, node: CommandNode): Promise<number>;
  /** Runs a function (unless `functions` is false), a builtin or a program by its name. */
  invoke(state: ShellState, name: string, args: readonly string[], functions?: boolean): Promise<number>;
  expandParts(state: ShellState, parts: readonly WordPart[], options: FragmentOptions): Promise<Fragment[]>;
  expandFragments(state: ShellState, word: Word, options: FragmentOptions): Promise<Fragment[]>;
  expandText(state: ShellState, word: Word, tilde?: 'word' | 'assignment'): Promise<string>;
  expandPattern(state: ShellState, word: Word): Promise<string>;
}
