/** What `complete` set for a command. */
export interface CompletionRule {
  /** A function that fills COMPREPLY. */
  readonly function: string | undefined;
  /** Words as source text (`-W`). */
  readonly words: string | undefined;
  /** Kinds of things (`-A` and the letters that stand for it). */
  readonly actions: readonly CompletionAction[];
  /** `default`, `nospace`, `filenames` ... */
  readonly options: readonly string[];
}

export const COMPLETION_ACTIONS = ['file', 'directory', 'command', 'variable', 'alias', 'function', 'builtin'] as const;
export type CompletionAction = (typeof COMPLETION_ACTIONS)[number];

const ACTION_LETTERS: Readonly<Record<string, CompletionAction>> = {
  f: 'file',
  d: 'directory',
  c: 'command',
  v: 'variable',
  a: 'alias',
  b: 'builtin',
};

/** Reads the options that `complete` and `compgen` share; `refused` names one that Drydock does not have. */
export function parseCompletionRule(args: readonly string[]): {
  readonly rule: CompletionRule;
  readonly flags: string;
  readonly rest: readonly string[];
  readonly refused?: string;
} {
  const actions: CompletionAction[] = [];
  const options: string[] = [];
  let named: string | undefined;
  let words: string | undefined;
  let flags = '';
  let refused: string | undefined;
  let at = 0;
  for (; at < args.length && /^[-+]./.test(args[at]!); at++) {
    if (args[at] === '--') {
      at++;
      break;
    }
    const letters = args[at]!.slice(1);
    for (let i = 0; i < letters.length; i++) {
      const letter = letters[i]!;
      if (ACTION_LETTERS[letter] !== undefined) actions.push(ACTION_LETTERS[letter]);
      else if ('FWoA'.includes(letter)) {
        const value = letters.slice(i + 1) || (args[++at] ?? '');
        const action = COMPLETION_ACTIONS.find((each) => each === value);
        if (letter === 'F') named = value;
        else if (letter === 'W') words = value;
        else if (letter === 'o') options.push(value);
        else if (action !== undefined) actions.push(action);
        else refused ??= `-A ${value}`;
        break;
      } else if ('pr'.includes(letter)) flags += letter;
      else refused ??= `-${letter}`;
    }
  }
  const rule = { function: named, words, actions, options };
  const parsed = { rule, flags, rest: args.slice(at) };
  return refused === undefined ? parsed : { ...parsed, refused };
}
