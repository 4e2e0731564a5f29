import type { Flag, KubectlCommand } from './command.ts';
import { normaliseFlagName, valueWithoutArgument } from './flags.ts';
import { globalFlags, helpFlag } from './global-flags.ts';

export interface FoundCommand {
  /** From the root down; the last one is to be run. Empty when only `kubectl` was named. */
  readonly chain: readonly KubectlCommand[];
  /** The words left for the command's own parsing: flags and arguments, without the names of the commands. */
  readonly words: readonly string[];
}

/** Walks the command tree by the words that are no flags. Models cobra Command.Find. */
export function findCommand(roots: readonly KubectlCommand[], words: readonly string[]): FoundCommand {
  const chain: KubectlCommand[] = [];
  let rest = [...words];
  let below: readonly KubectlCommand[] = roots;
  for (;;) {
    const flags = commandFlags(chain.at(-1));
    const at = firstArgument(rest, flags);
    if (at === undefined) break;
    const name = rest[at]!;
    const next = below.find((command) => command.name === name || command.aliases?.includes(name));
    if (next === undefined) break;
    chain.push(next);
    rest = [...rest.slice(0, at), ...rest.slice(at + 1)];
    below = next.subcommands ?? [];
    if (below.length === 0) break;
  }
  return { chain, words: rest };
}

/** All flags a command knows: its own, the global ones and --help. A command's own flag hides a global one of its name. */
export function commandFlags(command: KubectlCommand | undefined): readonly Flag[] {
  const own = command?.flags ?? [];
  const taken = new Set(own.map((flag) => flag.name));
  const letters = new Set(own.map((flag) => flag.shorthand));
  return [...own, ...globalFlags, helpFlag]
    .filter((flag) => own.includes(flag) || !taken.has(flag.name))
    .map((flag) =>
      !own.includes(flag) && flag.shorthand !== undefined && letters.has(flag.shorthand)
        ? { ...flag, shorthand: undefined }
        : flag,
    );
}

/** The words that are neither flags nor their values. Models cobra stripFlags. */
export function argumentsOf(words: readonly string[], flags: readonly Flag[]): readonly string[] {
  const found: string[] = [];
  let rest = words;
  for (;;) {
    const at = firstArgument(rest, flags);
    if (at === undefined) return found;
    found.push(rest[at]!);
    rest = rest.slice(at + 1);
  }
}

function firstArgument(words: readonly string[], flags: readonly Flag[]): number | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') return undefined;
    if (takesNextWord(word, flags)) at++;
    else if (word !== '' && !word.startsWith('-')) return at;
  }
  return undefined;
}

function takesNextWord(word: string, flags: readonly Flag[]): boolean {
  if (!word.startsWith('-') || word.includes('=')) return false;
  if (word.startsWith('--')) {
    const flag = flags.find((one) => one.name === normaliseFlagName(word.slice(2)));
    return flag === undefined || valueWithoutArgument(flag) === undefined;
  }
  if (word.length !== 2) return false;
  const flag = flags.find((one) => one.shorthand === word[1]);
  return flag === undefined || valueWithoutArgument(flag) === undefined;
}
