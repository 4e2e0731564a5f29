import { quoteWord } from '../expansion/quote-word.ts';
import { type CompletionRule, parseCompletionRule } from '../interpreter/completion-rule.ts';
import { completionWords } from '../interpreter/completion-words.ts';
import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

function describe(name: string, rule: CompletionRule): string {
  const parts = [
    ...rule.options.map((option) => `-o ${option}`),
    ...rule.actions.map((action) => `-A ${action}`),
    ...(rule.words === undefined ? [] : [`-W ${quoteWord(rule.words)}`]),
    ...(rule.function === undefined ? [] : [`-F ${rule.function}`]),
  ];
  return `complete ${parts.join(' ')} ${name}\n`;
}

/** `complete [-o OPTION] [-F FUNCTION] [-W WORDS] [-A ACTION] NAME...`, `complete -p`, `complete -r`. */
export const complete: Builtin = async (state, args) => {
  const { rule, flags, rest, refused } = parseCompletionRule(args);
  if (refused !== undefined) {
    await complain(state, `complete: not simulated in Drydock: ${refused}`);
    return 1;
  }
  const names = rest.length > 0 ? rest : [...state.completions.keys()];
  if (args.length === 0 || flags.includes('p')) {
    let status = 0;
    for (const name of names) {
      const found = state.completions.get(name);
      if (found !== undefined) await print(state, describe(name, found));
      else {
        await complain(state, `complete: ${name}: no completion specification`);
        status = 1;
      }
    }
    return status;
  }
  for (const name of names) {
    if (flags.includes('r')) state.completions.delete(name);
    else state.completions.set(name, rule);
  }
  return 0;
};

/** `compgen [-W WORDS] [-A ACTION] [WORD]` prints what would be offered. */
export const compgen: Builtin = async (state, args) => {
  const { rule, rest, refused } = parseCompletionRule(args);
  if (refused !== undefined || rule.function !== undefined) {
    await complain(state, `compgen: not simulated in Drydock: ${refused ?? '-F'}`);
    return 1;
  }
  const found = await completionWords(state, rule, rest[0] ?? '');
  await print(state, found.map((word) => `${word}\n`).join(''));
  return found.length > 0 ? 0 : 1;
};
