import type { Program, ProgramIo } from '../../shell/program.ts';
import type { HostContext } from '../host-context.ts';
import { isHostUser, LOGIN_PROMPT } from '../host-user.ts';

/** Options that take a value. */
const WITH_VALUE = 'bcDEeFIiJLlmOopQRSWw';

interface SshCall {
  readonly user: string | undefined;
  readonly host: string;
  readonly command: string;
  readonly terminal: boolean;
}

/** `ssh [USER@]HOST [COMMAND]`: a login shell, or one command, on another machine of the cluster. */
export const ssh =
  ({ hosts }: HostContext): Program =>
  async (io) => {
    const call = parseCall(io.args);
    if (call === undefined) {
      await io.stderr.write(
        'usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-l login_name] [-o option] [-p port]\n           destination [command [argument ...]]\n',
      );
      return 255;
    }
    const { host } = call;
    const refuse = async (why: string) => {
      await io.stderr.write(`${why}\n`);
      return 255;
    };
    const node = hosts.resolve(host);
    if (node === undefined) {
      if (/^\d+(\.\d+){3}$/.test(host)) return refuse(`ssh: connect to host ${host} port 22: No route to host`);
      return refuse(`ssh: Could not resolve hostname ${host}: Name or service not known`);
    }
    const user = call.user ?? 'candidate';
    if (!isHostUser(user)) return refuse(`${user}@${host}: Permission denied (publickey).`);
    const shell = hosts.shell(node, user);
    if (call.command !== '') {
      return shell.runScript(call.command, {
        stdin: io.stdin,
        stdout: io.stdout,
        stderr: io.stderr,
        signal: io.signal,
        name: 'bash',
        ...(call.terminal ? { terminal: io.terminal } : {}),
      });
    }
    const nest = io.terminal?.nest;
    if (io.stdin.isTerminal && nest !== undefined) {
      const status = await nest(
        (connection) => shell.interactive(connection, { login: true, prompt: LOGIN_PROMPT }),
        io.signal,
      );
      await io.stderr.write(`Connection to ${host} closed.\n`);
      return status;
    }
    await io.stderr.write('Pseudo-terminal will not be allocated because stdin is not a terminal.\n');
    return shell.runScript(await readAll(io), {
      stdout: io.stdout,
      stderr: io.stderr,
      signal: io.signal,
      name: '-bash',
    });
  };

async function readAll(io: ProgramIo): Promise<string> {
  let text = '';
  for (let piece = await io.stdin.read(); piece !== undefined; piece = await io.stdin.read()) text += piece;
  return text;
}

function parseCall(args: readonly string[]): SshCall | undefined {
  let user: string | undefined;
  let terminal = false;
  let at = 0;
  for (; at < args.length && args[at]!.startsWith('-') && args[at] !== '-'; at++) {
    const word = args[at]!;
    if (word === '--') {
      at++;
      break;
    }
    for (let i = 1; i < word.length; i++) {
      const letter = word[i]!;
      if (letter === 't') terminal = true;
      if (!WITH_VALUE.includes(letter)) continue;
      const value = word.slice(i + 1) || args[++at];
      if (value === undefined) return undefined;
      if (letter === 'l') user = value;
      if (letter === 'o' && /^user[= ]/i.test(value)) user = value.slice(5);
      break;
    }
  }
  const destination = args[at]?.replace(/^ssh:\/\//, '');
  if (destination === undefined || destination === '') return undefined;
  const mark = destination.lastIndexOf('@');
  return {
    user: mark < 0 ? user : destination.slice(0, mark),
    host: destination.slice(mark + 1),
    command: args.slice(args[at + 1] === '--' ? at + 2 : at + 1).join(' '),
    terminal,
  };
}
