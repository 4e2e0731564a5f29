import type { CrictlCall } from './crictl.ts';

/** Reads the flags of one crictl command; a text is what is wrong with them. With `stop`, the first argument ends the flags. */
export function parseCall(words: readonly string[], valued: readonly string[], stop: boolean): CrictlCall | string {
  const flags = new Map<string, string>();
  const args: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      args.push(...rest);
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      args.push(word);
      // The first argument of exec is the container; what follows is the command's own.
      if (stop) {
        args.push(...rest);
        break;
      }
      continue;
    }
    const [, name = '', , value] = /^--?([^=]+)(=([\s\S]*))?$/.exec(word) ?? [];
    if (valued.includes(name)) {
      const given = value ?? rest.shift();
      if (given === undefined) return `flag needs an argument: -${name}`;
      flags.set(name, given);
    } else if (/^-[a-z]{2,}$/.test(word)) for (const letter of word.slice(1)) flags.set(letter, 'true');
    else flags.set(name, value ?? 'true');
  }
  return { flags, args };
}

/** The value of a flag under one of its names. */
export const flagOf = ({ flags }: CrictlCall, ...names: readonly string[]): string | undefined =>
  names.map((name) => flags.get(name)).find((value) => value !== undefined);
