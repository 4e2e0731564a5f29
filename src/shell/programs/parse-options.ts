export interface ParsedOptions {
  /** Values by letter or long name; flags without a value have ''. The last one counts. */
  readonly values: ReadonlyMap<string, string>;
  /** All values of an option that may be repeated. */
  all(name: string): readonly string[];
  has(name: string): boolean;
  readonly rest: readonly string[];
}

/**
 * Reads GNU style options. `withValue` names the letters that take a value; `long` maps long names to letters.
 * Throws `invalid option -- 'x'` for others.
 */
export function parseOptions(
  args: readonly string[],
  flags: string,
  withValue: string,
  long: Readonly<Record<string, string>> = {},
  stopAtFirst = false,
): ParsedOptions {
  const values = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const rest: string[] = [];
  const put = (name: string, value: string) => {
    values.set(name, value);
    lists.set(name, [...(lists.get(name) ?? []), value]);
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--') {
      rest.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=');
      const name = arg.slice(2, equals === -1 ? undefined : equals);
      const letter = Object.hasOwn(long, name) ? long[name]! : undefined;
      if (letter === undefined) throw new Error(`unrecognized option '--${name}'`);
      if (equals !== -1) put(letter, arg.slice(equals + 1));
      else if (withValue.includes(letter)) put(letter, args[++at] ?? missing(letter));
      else put(letter, '');
    } else if (arg.length > 1 && arg[0] === '-') {
      for (let i = 1; i < arg.length; i++) {
        const letter = arg[i]!;
        if (withValue.includes(letter)) {
          put(letter, arg.slice(i + 1) || (args[++at] ?? missing(letter)));
          break;
        }
        if (!flags.includes(letter)) throw new Error(`invalid option -- '${letter}'`);
        put(letter, '');
      }
    } else if (stopAtFirst) {
      rest.push(...args.slice(at));
      break;
    } else rest.push(arg);
  }
  return { values, rest, has: (name) => values.has(name), all: (name) => lists.get(name) ?? [] };
}

function missing(letter: string): never {
  throw new Error(`option requires an argument -- '${letter}'`);
}
