import { goQuote } from '../api/go-quote.ts';
import type { Flag, FlagValues } from './command.ts';
import { defaultFlagValue, type FlagValue, parseFlagValue } from './flag-value.ts';

export interface ParsedFlags {
  readonly args: readonly string[];
  readonly argsBeforeDash: number;
  readonly flags: FlagValues;
}

/** The command line did not fit the flags; pflag's words. */
export interface FlagError {
  readonly error: string;
  /** The flag that was given without its value. */
  readonly needsArgument?: Flag;
}

/** Flag names are the same with `_` and `-`. Models component-base WordSepNormalizeFunc. */
export const normaliseFlagName = (name: string): string => name.replaceAll('_', '-');

/** Parses a command line as spf13/pflag does: flags and arguments may be mixed, `--` ends the flags. */
export function parseFlags(words: readonly string[], flags: readonly Flag[]): ParsedFlags | FlagError {
  const byName = new Map(flags.map((flag) => [flag.name, flag]));
  const byShorthand = new Map(flags.flatMap((flag) => (flag.shorthand === undefined ? [] : [[flag.shorthand, flag]])));
  const given = new Map<string, FlagValue>();
  const inOrder: (readonly [flag: Flag, text: string])[] = [];
  const args: string[] = [];
  let argsBeforeDash = -1;
  let next = 0;

  function set(flag: Flag, text: string): FlagError | undefined {
    const before = given.get(flag.name);
    const value = parseFlagValue(flag, text, Array.isArray(before) ? before : []);
    if (typeof value === 'object' && 'error' in value) {
      const shown = flag.shorthand === undefined ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
      return { error: `invalid argument ${goQuote(text)} for ${goQuote(shown)} flag: ${value.error}` };
    }
    given.set(flag.name, value);
    inOrder.push([flag, text]);
    return undefined;
  }

  function long(word: string): FlagError | undefined {
    const body = word.slice(2);
    if (body === '' || body[0] === '-' || body[0] === '=') return { error: `bad flag syntax: ${word}` };
    const equals = body.indexOf('=');
    const name = normaliseFlagName(equals < 0 ? body : body.slice(0, equals));
    const flag = byName.get(name);
    if (flag === undefined) return { error: `unknown flag: --${name}` };
    if (equals >= 0) return set(flag, body.slice(equals + 1));
    const alone = valueWithoutArgument(flag);
    if (alone !== undefined) return set(flag, alone);
    if (next >= words.length) return { error: `flag needs an argument: ${word}`, needsArgument: flag };
    return set(flag, words[next++]!);
  }

  function shorthands(word: string): FlagError | undefined {
    let rest = word.slice(1);
    while (rest !== '') {
      const letter = rest[0]!;
      const flag = byShorthand.get(letter);
      if (flag === undefined) return { error: `unknown shorthand flag: ${quoteRune(letter)} in -${rest}` };
      const alone = valueWithoutArgument(flag);
      if (rest.length > 2 && rest[1] === '=') return set(flag, rest.slice(2));
      if (alone !== undefined) {
        const error = set(flag, alone);
        if (error !== undefined) return error;
        rest = rest.slice(1);
        continue;
      }
      if (rest.length > 1) return set(flag, rest.slice(1));
      if (next >= words.length)
        return { error: `flag needs an argument: ${quoteRune(letter)} in -${rest}`, needsArgument: flag };
      return set(flag, words[next++]!);
    }
    return undefined;
  }

  while (next < words.length) {
    const word = words[next++]!;
    if (word === '--') {
      argsBeforeDash = args.length;
      args.push(...words.slice(next));
      break;
    }
    if (word.length < 2 || word[0] !== '-') {
      args.push(word);
      continue;
    }
    const error = word[1] === '-' ? long(word) : shorthands(word);
    if (error !== undefined) return error;
  }
  return { args, argsBeforeDash, flags: flagValues(byName, given, inOrder) };
}

/** The value of a flag given by its name alone; undefined when the next word is its value. Models pflag NoOptDefVal. */
export function valueWithoutArgument(flag: Flag): string | undefined {
  return flag.noValue ?? (flag.type === 'bool' ? 'true' : undefined);
}

const quoteRune = (letter: string): string => `'${letter === "'" ? "\\'" : letter}'`;

function flagValues(
  flags: ReadonlyMap<string, Flag>,
  given: ReadonlyMap<string, FlagValue>,
  inOrder: readonly (readonly [flag: Flag, text: string])[],
): FlagValues {
  function read(name: string, ...types: readonly Flag['type'][]): FlagValue {
    const flag = flags.get(name);
    if (flag === undefined) throw new Error(`the flag --${name} is read but not declared`);
    if (!types.includes(flag.type)) throw new Error(`the flag --${name} is a ${flag.type}`);
    return given.get(name) ?? defaultFlagValue(flag);
  }
  return {
    string: (name) => read(name, 'string') as string,
    bool: (name) => read(name, 'bool') as boolean,
    int: (name) => read(name, 'int') as number,
    duration: (name) => read(name, 'duration') as number,
    list: (name) => read(name, 'stringArray', 'stringSlice') as readonly string[],
    has: (name) => flags.has(name),
    isText: (name) => flags.get(name)?.type === 'string',
    changed: (name) => given.has(name),
    given: () => inOrder,
  };
}
