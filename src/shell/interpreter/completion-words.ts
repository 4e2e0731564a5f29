import { parse } from 'unbash';
import { resolvePath } from '../resolve-path.ts';
import type { CompletionAction, CompletionRule } from './completion-rule.ts';
import type { ShellState } from './shell-state.ts';

/** The words of a rule (its function aside) that begin with what was typed. */
export async function completionWords(state: ShellState, rule: CompletionRule, typed: string): Promise<string[]> {
  const found: string[] = [];
  for (const action of rule.actions) found.push(...actionWords(state, action, typed));
  if (rule.words !== undefined) {
    const command = parse(`: ${rule.words.replaceAll('\n', ' ')}`).commands[0]?.command;
    for (const word of command?.type === 'Command' ? command.suffix : []) {
      if (word.type === 'Word')
        found.push(...(await state.host.interpreter.expandText(state, word, 'word')).split(/\s+/));
    }
  }
  return found.filter((word) => word !== '' && word.startsWith(typed));
}

/** All things of a kind that begin with what was typed. */
export function actionWords(state: ShellState, action: CompletionAction, typed: string): readonly string[] {
  const { programs, interpreter } = state.host;
  switch (action) {
    case 'file':
      return pathWords(state, typed, false);
    case 'directory':
      return pathWords(state, typed, true);
    case 'command':
      return beginning(typed, [
        ...interpreter.builtins.keys(),
        ...programs.keys(),
        ...state.functions.keys(),
        ...state.aliases.keys(),
      ]);
    case 'variable':
      return beginning(typed, state.variables.names());
    case 'alias':
      return beginning(typed, [...state.aliases.keys()]);
    case 'function':
      return beginning(typed, [...state.functions.keys()]);
    case 'builtin':
      return beginning(typed, [...interpreter.builtins.keys()]);
  }
}

function beginning(typed: string, names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => name.startsWith(typed)).sort();
}

/** Paths in the form in which they were begun; directories end in a slash. */
function pathWords(state: ShellState, typed: string, directoriesOnly: boolean): readonly string[] {
  const slash = typed.lastIndexOf('/');
  const base = typed.slice(0, slash + 1);
  const name = typed.slice(slash + 1);
  const home = state.variables.get('HOME') ?? '/root';
  const directory = resolvePath(state.cwd, base.startsWith('~/') ? home + base.slice(1) : base || '.');
  const { files } = state.host;
  if (files.kind(directory) !== 'directory') return [];
  return files
    .list(directory)
    .filter((each) => each.startsWith(name) && (name !== '' || !each.startsWith('.')))
    .map((each) => ({ each, inner: files.kind(resolvePath(directory, each)) === 'directory' }))
    .filter(({ inner }) => inner || !directoriesOnly)
    .map(({ each, inner }) => base + each + (inner ? '/' : ''));
}
