import { absolutePath, isDirectory, type Shell } from './shell.ts';

/** Texts of the named files, or of the standard input; says what cannot be opened. */
function inputs(shell: Shell, program: string, paths: readonly string[]): { texts: string[]; status: number } {
  if (paths.length === 0) return { texts: [shell.stdin], status: 0 };
  const texts: string[] = [];
  let status = 0;
  for (const path of paths) {
    const full = absolutePath(shell, path);
    const text = path === '-' ? shell.stdin : full === '/dev/null' ? '' : shell.around.files.get(full);
    if (text !== undefined) texts.push(text);
    else {
      const directory = isDirectory(shell, full);
      shell.err(
        directory
          ? `${program}: read error: Is a directory\n`
          : `${program}: ${program === 'grep' ? '' : "can't open '"}${path}${program === 'grep' ? '' : "'"}: No such file or directory\n`,
      );
      status = 1;
    }
  }
  return { texts, status };
}

const isFlag = (arg: string): boolean => arg.startsWith('-') && arg !== '-';
const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

export function cat(shell: Shell, args: readonly string[]): number {
  const { texts, status } = inputs(
    shell,
    'cat',
    args.filter((arg) => !isFlag(arg)),
  );
  for (const text of texts) shell.out(text);
  return status;
}

export function grep(shell: Shell, args: readonly string[]): number {
  const flags = args.filter(isFlag).join('');
  const [pattern = '', ...paths] = args.filter((arg) => !isFlag(arg));
  const { texts, status } = inputs(shell, 'grep', paths);
  // A pattern is looked for as it stands: one that means more than itself is not simulated.
  if (/[\\[\]*+?(){}|]/.test(pattern) && !flags.includes('F')) {
    shell.missing ??= 'grep with a pattern in a container';
    return 2;
  }
  const start = pattern.startsWith('^') && !flags.includes('F');
  const end = pattern.endsWith('$') && !flags.includes('F');
  const needle = fold(pattern.slice(start ? 1 : 0, end ? -1 : undefined));
  function fold(text: string): string {
    return flags.includes('i') ? text.toLowerCase() : text;
  }
  const matches = (line: string) => {
    const text = fold(line);
    if (start && end) return text === needle;
    return start ? text.startsWith(needle) : end ? text.endsWith(needle) : text.includes(needle);
  };
  const found = texts.flatMap(linesOf).filter((line) => matches(line) !== flags.includes('v'));
  if (flags.includes('c')) shell.out(`${found.length}\n`);
  else if (!flags.includes('q')) for (const line of found) shell.out(`${line}\n`);
  return status === 0 ? (found.length > 0 ? 0 : 1) : 2;
}

/** The number that `-n 5` or `-5` gives, and the paths behind it. */
function countAndPaths(args: readonly string[]): { count: number; paths: string[] } {
  let count = 10;
  const paths: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const match = /^-(?:n)?(\d+)$/.exec(args[index]!);
    if (match !== null) count = Number(match[1]);
    else if (args[index] === '-n') count = Number(args[++index] ?? 10);
    else if (!isFlag(args[index]!)) paths.push(args[index]!);
  }
  return { count, paths };
}

export function head(shell: Shell, args: readonly string[]): number {
  const { count, paths } = countAndPaths(args);
  const { texts, status } = inputs(shell, 'head', paths);
  for (const text of texts) for (const line of linesOf(text).slice(0, count)) shell.out(`${line}\n`);
  return status;
}

export function tail(shell: Shell, args: readonly string[]): number {
  const { count, paths } = countAndPaths(args);
  const { texts, status } = inputs(shell, 'tail', paths);
  for (const text of texts) for (const line of count === 0 ? [] : linesOf(text).slice(-count)) shell.out(`${line}\n`);
  if (args.some((arg) => /^-\w*[fF]/.test(arg))) {
    shell.atMs = shell.around.limitMs;
    shell.ended = true;
  }
  return status;
}

export function wc(shell: Shell, args: readonly string[]): number {
  const paths = args.filter((arg) => !isFlag(arg));
  const { texts, status } = inputs(shell, 'wc', paths);
  const flags = args.filter(isFlag).join('');
  for (const [index, text] of texts.entries()) {
    const counts = {
      l: text.split('\n').length - 1,
      w: text.split(/\s+/).filter((word) => word !== '').length,
      c: text.length,
    };
    const wanted = (['l', 'w', 'c'] as const).filter((letter) => flags === '' || flags.includes(letter));
    const name = paths[index] === undefined ? '' : ` ${paths[index]}`;
    shell.out(`${wanted.map((letter) => counts[letter]).join(' ')}${name}\n`);
  }
  return status;
}
