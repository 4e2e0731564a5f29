import type { CompletionAction, CompletionRule } from '../interpreter/completion-rule.ts';
import { actionWords, completionWords } from '../interpreter/completion-words.ts';
import type { ShellState } from '../interpreter/shell-state.ts';
import { elementsOf } from '../interpreter/variables.ts';
import { wordsBefore } from './words-before.ts';

export interface Completions {
  /** Where in the line the completed word starts. */
  readonly start: number;
  /** Whole words as they are to stand in the line, sorted; directories end in a slash. */
  readonly words: readonly string[];
  /** No space is to follow. */
  readonly noSpace?: boolean;
}

/** What the arguments of some commands are; those of others are files. */
const KINDS: Readonly<Record<string, CompletionAction>> = {
  cd: 'directory',
  pushd: 'directory',
  rmdir: 'directory',
  export: 'variable',
  unset: 'variable',
  readonly: 'variable',
  type: 'command',
  which: 'command',
  command: 'command',
  unalias: 'alias',
};

/** What Tab offers for the word before the cursor. */
export async function completeWord(state: ShellState, before: string): Promise<Completions> {
  const { words, start, quote, redirected } = wordsBefore(before);
  const typed = words.at(-1)!;
  const raw = before.slice(start);
  const variable = quote === "'" ? null : /^(.*)(\$\{?)(\w*)$/.exec(raw);
  if (variable !== null) {
    const [, head, mark, name] = variable as unknown as [string, string, string, string];
    const end = mark === '${' ? '}' : '';
    return { start, words: actionWords(state, 'variable', name).map((each) => head + mark + each + end) };
  }
  const offered = redirected
    ? { words: actionWords(state, 'file', typed), noSpace: false }
    : words.length === 1
      ? { words: typed.includes('/') ? actionWords(state, 'file', typed) : commandNames(state, typed), noSpace: false }
      : await argumentWords(state, words, before);
  const whole = [...new Set(offered.words)]
    .filter((word) => word.startsWith(typed))
    .sort()
    .map((word) => raw + escaped(word.slice(typed.length), quote) + (/[/=:]$/.test(word) ? '' : quote));
  return { start, words: whole, noSpace: offered.noSpace };
}

function commandNames(state: ShellState, typed: string): readonly string[] {
  return typed === '' ? [] : actionWords(state, 'command', typed);
}

function escaped(text: string, quote: string): string {
  return quote === '' ? text.replace(/[\s'"\\$`|&;()<>*?[\]!#{}]/g, '\\$&') : text;
}

interface Offer {
  readonly words: readonly string[];
  readonly noSpace: boolean;
}

async function argumentWords(state: ShellState, words: readonly string[], before: string): Promise<Offer> {
  const typed = words.at(-1)!;
  const rule = state.completions.get(words[0]!);
  if (rule !== undefined) {
    const found = await ruleWords(state, rule, words, before);
    const noSpace = rule.options.includes('nospace');
    if (found.length > 0 || !rule.options.some((option) => option === 'default' || option === 'bashdefault'))
      return { words: found, noSpace };
    return { words: actionWords(state, 'file', typed), noSpace };
  }
  const alias = state.aliases.get(words[0]!)?.trim().split(/\s+/);
  const full = alias === undefined ? words : [...alias, ...words.slice(1)];
  const offered = await offerOf(state, full[0]!, full);
  if (offered.length > 0) return { words: offered, noSpace: false };
  const kind = Object.hasOwn(KINDS, full[0]!) ? KINDS[full[0]!]! : 'file';
  return { words: actionWords(state, kind, typed), noSpace: false };
}

/** What the completer of a program offers. */
async function offerOf(state: ShellState, name: string, words: readonly string[]): Promise<readonly string[]> {
  const { completers, files } = state.host;
  const request = { words, env: state.variables.environment(), cwd: state.cwd, files };
  return (await completers.get(name)?.(request)) ?? [];
}

async function ruleWords(
  state: ShellState,
  rule: CompletionRule,
  words: readonly string[],
  before: string,
): Promise<readonly string[]> {
  const typed = words.at(-1)!;
  const found = await completionWords(state, rule, typed);
  if (rule.function === undefined) return found;
  // `complete -F __start_kubectl k`: kubectl's own completion, which is built in.
  const program = /^__start_(.+)$/.exec(rule.function)?.[1];
  if (program !== undefined && state.host.completers.has(program)) {
    return [...found, ...(await offerOf(state, program, [program, ...words.slice(1)]))];
  }
  if (!state.functions.has(rule.function)) return found;
  const { variables } = state;
  variables.setArray('COMP_WORDS', words);
  variables.set('COMP_CWORD', String(words.length - 1));
  variables.set('COMP_LINE', before);
  variables.set('COMP_POINT', String(before.length));
  variables.setArray('COMPREPLY', []);
  await state.host.interpreter.invoke(state, rule.function, [words[0]!, typed, words.at(-2) ?? '']);
  const reply = elementsOf(variables.find('COMPREPLY'));
  for (const name of ['COMP_WORDS', 'COMP_CWORD', 'COMP_LINE', 'COMP_POINT', 'COMPREPLY']) variables.unset(name);
  return [...found, ...reply.map((word) => word.trimEnd())];
}

/** The longest text that all words begin with. */
export function commonPrefix(words: readonly string[]): string {
  let prefix = words[0] ?? '';
  for (const word of words) while (!word.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
