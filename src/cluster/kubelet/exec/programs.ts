import { date } from './date.ts';
import { networkPrograms } from './network-programs.ts';
import { absolutePath, isDirectory, namesIn, type Shell } from './shell.ts';
import { testExpression } from './test-expression.ts';
import { cat, grep, head, tail, wc } from './text-programs.ts';

/** A program of a container; returns its exit code. */
export type Program = (shell: Shell, args: readonly string[]) => number;

const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function sleep(shell: Shell, args: readonly string[]): number {
  let ms = 0;
  for (const arg of args) {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(arg);
    if (/^inf(inity)?$/.test(arg)) ms = Number.POSITIVE_INFINITY;
    else if (match === null) {
      shell.err(`sleep: invalid number '${arg}'\n`);
      return 1;
    } else ms += Number(match[1]) * unitMs[match[2]!]!;
  }
  shell.atMs += ms;
  if (shell.atMs >= shell.around.limitMs) shell.ended = true;
  return 0;
}

function echo(shell: Shell, args: readonly string[]): number {
  let rest = args;
  let newline = true;
  let escaped = false;
  while (/^-[neE]+$/.test(rest[0] ?? '')) {
    if (rest[0]!.includes('n')) newline = false;
    if (rest[0]!.includes('e')) escaped = true;
    rest = rest.slice(1);
  }
  const text = rest.join(' ');
  shell.out((escaped ? withEscapes(text) : text) + (newline ? '\n' : ''));
  return 0;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '0': '\0', a: '\x07' };
const withEscapes = (text: string): string =>
  text.replace(/\\([ntr\\0a])/g, (_all, letter: string) => escapes[letter]!);

function printf(shell: Shell, [format = '', ...args]: readonly string[]): number {
  let at = 0;
  do {
    shell.out(
      withEscapes(format).replace(/%(-?0?\d*)([sd%])/g, (_all, width: string, verb: string) => {
        if (verb === '%') return '%';
        const value = args[at++] ?? (verb === 'd' ? '0' : '');
        const size = Math.min(Math.abs(Number(width)) || 0, 1000);
        if (width.startsWith('-')) return value.padEnd(size);
        return value.padStart(size, width.startsWith('0') ? '0' : ' ');
      }),
    );
  } while (at > 0 && at < args.length);
  return 0;
}

function ls(shell: Shell, args: readonly string[]): number {
  const flags = args.filter((arg) => arg.startsWith('-')).join('');
  const paths = args.filter((arg) => !arg.startsWith('-'));
  let status = 0;
  for (const path of paths.length > 0 ? paths : ['.']) {
    const full = absolutePath(shell, path);
    if (shell.around.files.has(full) && !isDirectory(shell, full)) {
      shell.out(`${path}\n`);
    } else if (isDirectory(shell, full)) {
      if (flags.includes('l')) shell.missing ??= 'the long listing of ls in a container';
      if (paths.length > 1) shell.out(`${path}:\n`);
      for (const name of namesIn(shell, full)) if (flags.includes('a') || !name.startsWith('.')) shell.out(`${name}\n`);
    } else {
      shell.err(`ls: ${path}: No such file or directory\n`);
      status = 1;
    }
  }
  return status;
}

function touch(shell: Shell, args: readonly string[]): number {
  for (const path of args.filter((arg) => !arg.startsWith('-'))) {
    const full = absolutePath(shell, path);
    const parent = full.slice(0, full.lastIndexOf('/')) || '/';
    if (!isDirectory(shell, parent)) {
      shell.err(`touch: ${path}: No such file or directory\n`);
      return 1;
    }
    if (!isDirectory(shell, full)) shell.around.files.set(full, shell.around.files.get(full) ?? '');
  }
  return 0;
}

function rm(shell: Shell, args: readonly string[]): number {
  const flags = args.filter((arg) => arg.startsWith('-')).join('');
  const { files, directories } = shell.around;
  let status = 0;
  for (const path of args.filter((arg) => !arg.startsWith('-'))) {
    const full = absolutePath(shell, path);
    if (files.delete(full)) continue;
    if (isDirectory(shell, full) && /[rR]/.test(flags)) {
      for (const file of [...files.keys()]) if (file.startsWith(`${full}/`)) files.delete(file);
      for (const name of [...directories]) if (name === full || name.startsWith(`${full}/`)) directories.delete(name);
    } else if (isDirectory(shell, full)) {
      shell.err(`rm: '${path}' is a directory\n`);
      status = 1;
    } else if (!flags.includes('f')) {
      shell.err(`rm: can't remove '${path}': No such file or directory\n`);
      status = 1;
    }
  }
  return status;
}

function mkdir(shell: Shell, args: readonly string[]): number {
  for (const path of args.filter((arg) => !arg.startsWith('-'))) {
    const full = absolutePath(shell, path);
    if (isDirectory(shell, full) && !args.some((arg) => /^-\w*p/.test(arg))) {
      shell.err(`mkdir: can't create directory '${path}': File exists\n`);
      return 1;
    }
    shell.around.directories.add(full);
  }
  return 0;
}

function environment(shell: Shell): number {
  for (const [name, value] of shell.around.env) shell.out(`${name}=${value}\n`);
  return 0;
}

function printenv(shell: Shell, args: readonly string[]): number {
  if (args.length === 0) environment(shell);
  let status = 0;
  for (const name of args) {
    const value = shell.around.env.get(name);
    if (value === undefined) status = 1;
    else shell.out(`${value}\n`);
  }
  return status;
}

function kill(shell: Shell, args: readonly string[]): number {
  const signal =
    args
      .find((arg) => arg.startsWith('-'))
      ?.slice(1)
      .replace(/^SIG/, '') ?? 'TERM';
  for (const process of args.filter((arg) => !arg.startsWith('-'))) {
    if (process === '1') shell.killed = signal;
    else {
      shell.err(`sh: can't kill pid ${process}: No such process\n`);
      return 1;
    }
  }
  return 0;
}

function exit(shell: Shell, [code]: readonly string[]): number {
  shell.ended = true;
  return code === undefined ? shell.status : Number(code) & 255;
}

function cd(shell: Shell, [path = '/root']: readonly string[]): number {
  const full = absolutePath(shell, path);
  if (!isDirectory(shell, full)) {
    shell.err(`sh: cd: can't cd to ${path}: No such file or directory\n`);
    return 1;
  }
  shell.cwd = full;
  return 0;
}

function exportVariables(shell: Shell, args: readonly string[]): number {
  for (const arg of args) {
    const [name = '', ...rest] = arg.split('=');
    shell.around.env.set(name, rest.length > 0 ? rest.join('=') : (shell.variables.get(name) ?? ''));
  }
  return 0;
}

function ps(shell: Shell): number {
  shell.out(
    `PID   USER     TIME  COMMAND\n    1 root      0:00 ${shell.around.mainCommand.join(' ')}\n    7 root      0:00 ps\n`,
  );
  return 0;
}

function env(shell: Shell, args: readonly string[]): number {
  if (args.some((arg) => !arg.includes('='))) shell.missing ??= 'env with a program in a container';
  environment(shell);
  return 0;
}

function uname(shell: Shell, args: readonly string[]): number {
  const name = args.includes('-r') ? '6.8.0-51-generic' : args.includes('-n') ? shell.around.hostname : 'Linux';
  shell.out(`${name}\n`);
  return 0;
}

const say =
  (text: (shell: Shell) => string): Program =>
  (shell) => {
    shell.out(`${text(shell)}\n`);
    return 0;
  };

/** The programs that are simulated, by name. */
export const programs: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...networkPrograms,
  [':', () => 0],
  ['[', (shell, args) => testExpression(shell, args.slice(0, -1))],
  ['cat', cat],
  ['cd', cd],
  ['date', date],
  ['echo', echo],
  ['env', env],
  ['exit', exit],
  ['export', exportVariables],
  ['false', () => 1],
  ['grep', grep],
  ['head', head],
  ['hostname', say(({ around }) => around.hostname)],
  [
    'id',
    (shell, args) => {
      const user = shell.around.userId;
      const name = user === 0 ? '(root)' : '';
      shell.out(args.includes('-u') ? `${user}\n` : `uid=${user}${name} gid=0(root) groups=0(root)\n`);
      return 0;
    },
  ],
  ['kill', kill],
  ['ls', ls],
  ['mkdir', mkdir],
  ['printenv', printenv],
  ['printf', printf],
  ['ps', ps],
  ['pwd', say(({ cwd }) => cwd)],
  ['rm', rm],
  ['set', () => 0],
  ['sleep', sleep],
  ['tail', tail],
  ['test', testExpression],
  ['touch', touch],
  ['trap', () => 0],
  ['true', () => 0],
  ['uname', uname],
  ['wc', wc],
  [
    'whoami',
    (shell) => {
      const { userId } = shell.around;
      if (userId === 0) shell.out('root\n');
      else shell.err(`whoami: unknown uid ${userId}\n`);
      return userId === 0 ? 0 : 1;
    },
  ],
]);
