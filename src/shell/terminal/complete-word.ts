import { builtins } from '../builtins/builtins.ts';
import type { ShellState } from '../interpreter/shell-state.ts';
import { resolvePath } from '../resolve-path.ts';

export interface Completions {
  /** Where in the line the completed word starts. */
  readonly start: number;
  /** Whole words, sorted; directories end in a slash. */
  readonly words: readonly string[];
}

/** What Tab offers for the word before the cursor. */
export async function completeWord(state: ShellState, before: string): Promise<Completions> {
  const command = before
    .slice(Math.max(...['|', ';', '&', '(', '`'].map((mark) => before.lastIndexOf(mark))) + 1)
    .trimStart();
  const words = command.split(/\s+/);
  const word = words.at(-1) ?? '';
  const start = before.length - word.length;
  if (/^\$\{?\w*$/.test(word)) {
    const lead = word.startsWith('${') ? '${' : '$';
    const names = state.variables.names().filter((name) => name.startsWith(word.slice(lead.length)));
    return { start, words: names.map((name) => lead + name + (lead === '${' ? '}' : '')) };
  }
  if (words.length === 1 && !word.includes('/')) {
    const names = [
      ...builtins.keys(),
      ...state.host.programs.keys(),
      ...state.functions.keys(),
      ...state.aliases.keys(),
    ];
    return { start, words: [...new Set(names)].filter((name) => name.startsWith(word) && word !== '').sort() };
  }
  const alias = state.aliases.get(words[0]!)?.trim().split(/\s+/);
  const full = alias === undefined ? words : [...alias, ...words.slice(1)];
  const completer = state.host.completers.get(full[0]!);
  if (completer !== undefined) {
    const offered = await completer({
      words: full,
      env: state.variables.environment(),
      cwd: state.cwd,
      files: state.host.files,
    });
    if (offered.length > 0) return { start, words: [...new Set(offered)].sort() };
  }
  return { start, words: completePath(state, word) };
}

function completePath(state: ShellState, word: string): string[] {
  const slash = word.lastIndexOf('/');
  const base = word.slice(0, slash + 1);
  const name = word.slice(slash + 1);
  const home = state.variables.get('HOME') ?? '/root';
  const directory = resolvePath(state.cwd, base.startsWith('~/') ? home + base.slice(1) : base || '.');
  const { files } = state.host;
  if (files.kind(directory) !== 'directory') return [];
  return files
    .list(directory)
    .filter((each) => each.startsWith(name) && (name !== '' || !each.startsWith('.')))
    .map((each) => base + each + (files.kind(resolvePath(directory, each)) === 'directory' ? '/' : ''));
}

/** The longest text that all words begin with. */
export function commonPrefix(words: readonly string[]): string {
  let prefix = words[0] ?? '';
  for (const word of words) while (!word.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
