import { findProgram } from '../interpreter/find-program.ts';
import type { ShellState } from '../interpreter/shell-state.ts';
import { KEYWORDS } from './keywords.ts';

/** What a name stands for: its kind, and the sentence `type` prints. The kind is empty for none. */
export function classifyName(state: ShellState, name: string): readonly [string, string] {
  const alias = state.aliases.get(name);
  if (alias !== undefined) return ['alias', `${name} is aliased to \`${alias}'`];
  if (KEYWORDS.has(name)) return ['keyword', `${name} is a shell keyword`];
  const found = state.functions.get(name);
  if (found !== undefined) return ['function', `${name} is a function\n${found.text}`];
  if (state.host.interpreter.builtins.has(name)) return ['builtin', `${name} is a shell builtin`];
  if (findProgram(state, name) !== undefined)
    return ['file', `${name} is ${name.includes('/') ? name : `/usr/bin/${name}`}`];
  return ['', ''];
}
