import { quoteWord } from '../../shell/expansion/quote-word.ts';
import type { Program, ProgramIo } from '../../shell/program.ts';
import type { HostContext } from '../host-context.ts';
import { type HostUser, homeOf, isHostUser, LOGIN_PROMPT } from '../host-user.ts';

/** Builtins of bash that are also programs. */
const ALSO_PROGRAMS = ['echo', 'pwd', 'kill', 'test', '[', 'printf', 'true', 'false'];

const USAGE = 'usage: sudo -h | -K | -k | -V\nusage: sudo [-EHin] [-u user] [command [arg ...]]\n';

/** `sudo COMMAND`, `sudo -i`, `sudo -s`: as root, without a password. */
export const sudo =
  (here: HostContext): Program =>
  async (io) => {
    let user: string = 'root';
    let shell: 'login' | 'plain' | undefined;
    let keep = false;
    const args = [...io.args];
    const assigned = new Map<string, string>();
    while (args[0]?.startsWith('-') === true && args[0] !== '-') {
      const word = args.shift()!;
      if (word === '--') break;
      if (word === '--login') shell = 'login';
      else if (word === '--shell') shell = 'plain';
      else if (word === '--preserve-env') keep = true;
      else if (word === '-u' || word === '--user') user = args.shift() ?? '';
      else if (/^-u./.test(word)) user = word.slice(2);
      else if (/^-[EHbinsSkK]+$/.test(word)) {
        if (word.includes('i')) shell = 'login';
        else if (word.includes('s')) shell = 'plain';
        if (word.includes('E')) keep = true;
      } else {
        await io.stderr.write(`sudo: invalid option -- '${word.replace(/^-+/, '')}'\n${USAGE}`);
        return 1;
      }
    }
    for (
      let match = /^(\w+)=([\s\S]*)$/.exec(args[0] ?? '');
      match !== null;
      match = /^(\w+)=([\s\S]*)$/.exec(args[0] ?? '')
    ) {
      assigned.set(match[1]!, match[2]!);
      args.shift();
    }
    if (!isHostUser(user)) {
      await io.stderr.write(`sudo: unknown user ${user}\nsudo: error initializing audit plugin sudoers_audit\n`);
      return 1;
    }
    if (args.length === 0 && shell === undefined) {
      await io.stderr.write(USAGE);
      return 1;
    }
    const extra = new Map([['SUDO_USER', here.user], ['SUDO_COMMAND', args.join(' ')], ...assigned]);
    const env = environment(io, user, keep && shell !== 'login', extra);
    const cwd = shell === 'login' ? homeOf(user) : io.cwd;
    if (args.length === 0) return openShell(here, io, user, { login: shell === 'login', env, cwd });
    const line = args.map(quoteWord).join(' ');
    return runAs(here, io, user, `command ${line}`, { env, cwd }, args[0]!);
  };

/** `su [-] [USER]`: root may become anyone; others would need a password. */
export const su =
  (here: HostContext): Program =>
  async (io) => {
    const args = io.args.filter((arg) => arg !== '-' && arg !== '-l' && arg !== '--login');
    const login = args.length < io.args.length;
    const command = args.indexOf('-c');
    const text = command < 0 ? undefined : args.splice(command, 2)[1];
    const user = args[0] ?? 'root';
    if (!isHostUser(user)) {
      await io.stderr.write(
        `su: user ${user} does not exist or the user entry does not contain all the required fields\n`,
      );
      return 1;
    }
    if (here.user !== 'root' && user !== here.user) {
      await io.stderr.write('su: Authentication failure\n');
      return 1;
    }
    const env = environment(io, user, !login, new Map());
    const cwd = login ? homeOf(user) : io.cwd;
    if (text !== undefined) return runAs(here, io, user, text, { env, cwd }, 'bash');
    return openShell(here, io, user, { login, env, cwd });
  };

function environment(
  io: ProgramIo,
  user: HostUser,
  keep: boolean,
  extra: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const kept = keep
    ? [...io.env]
    : [...io.env].filter(([name]) => ['PATH', 'TERM', 'LANG', 'SHELL', 'HOSTNAME'].includes(name));
  return new Map([...kept, ['HOME', homeOf(user)], ['USER', user], ['LOGNAME', user], ...extra]);
}

async function openShell(
  { hosts, node }: HostContext,
  io: ProgramIo,
  user: HostUser,
  start: { readonly login: boolean; readonly env: ReadonlyMap<string, string>; readonly cwd: string },
): Promise<number> {
  const nest = io.terminal?.nest;
  const shell = hosts.shell(node, user);
  if (io.stdin.isTerminal && nest !== undefined) {
    return nest((connection) => shell.interactive(connection, { ...start, prompt: LOGIN_PROMPT }), io.signal);
  }
  let text = '';
  for (let piece = await io.stdin.read(); piece !== undefined; piece = await io.stdin.read()) text += piece;
  return shell.runScript(text, { ...streams(io), env: start.env, cwd: start.cwd, name: 'bash' });
}

const streams = (io: ProgramIo) => ({
  stdout: io.stdout,
  stderr: io.stderr,
  signal: io.signal,
  terminal: io.terminal,
});

async function runAs(
  { hosts, node }: HostContext,
  io: ProgramIo,
  user: HostUser,
  line: string,
  where: { readonly env: ReadonlyMap<string, string>; readonly cwd: string },
  program: string,
): Promise<number> {
  const shell = hosts.shell(node, user);
  const plain = !program.includes('/') && !ALSO_PROGRAMS.includes(program);
  if (plain && program !== 'bash' && !shell.host.programs.has(program)) {
    await io.stderr.write(`sudo: ${program}: command not found\n`);
    return 1;
  }
  return shell.runScript(line, { ...streams(io), stdin: io.stdin, ...where });
}
