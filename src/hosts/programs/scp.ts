import { FileError, type FileSystem } from '../../shell/file-system.ts';
import type { Program } from '../../shell/program.ts';
import { baseName, resolvePath } from '../../shell/resolve-path.ts';
import type { HostContext } from '../host-context.ts';
import { homeOf, isHostUser } from '../host-user.ts';

interface End {
  readonly files: FileSystem;
  readonly path: string;
  readonly shown: string;
}

/** `scp [-r] FROM... TO`, with ends like `node01:/tmp/x`. */
export const scp =
  ({ hosts }: HostContext): Program =>
  async (io) => {
    const words = io.args.filter((arg) => !arg.startsWith('-'));
    const recursive = io.args.some((arg) => /^-[a-zA-Z]*r/.test(arg));
    const last = words.pop();
    if (last === undefined || words.length === 0) {
      await io.stderr.write('usage: scp [-346ABCOpqRrsTv] [-c cipher] [-i identity_file] source ... target\n');
      return 1;
    }
    const endOf = (text: string): End | string => {
      const match = /^(?:([^@/]+)@)?([^:/]+):(.*)$/.exec(text);
      if (match === null) return { files: io.files, path: resolvePath(io.cwd, text), shown: text };
      const [, user = 'candidate', host = '', path = ''] = match;
      const node = hosts.resolve(host);
      if (node === undefined)
        return `ssh: Could not resolve hostname ${host}: Name or service not known\nscp: Connection closed`;
      if (!isHostUser(user)) return `${user}@${host}: Permission denied (publickey).\nscp: Connection closed`;
      return { files: hosts.shell(node, user).host.files, path: resolvePath(homeOf(user), path || '.'), shown: path };
    };
    const to = endOf(last);
    if (typeof to === 'string') {
      await io.stderr.write(`${to}\n`);
      return 255;
    }
    let status = 0;
    for (const word of words) {
      const from = endOf(word);
      if (typeof from === 'string') {
        await io.stderr.write(`${from}\n`);
        return 255;
      }
      const problem = copy(from, to, recursive);
      if (problem === undefined) continue;
      await io.stderr.write(`scp: ${problem}\n`);
      status = 1;
    }
    return status;
  };

function copy(from: End, to: End, recursive: boolean): string | undefined {
  const kind = from.files.kind(from.path);
  if (kind === undefined) return `${from.shown}: No such file or directory`;
  if (kind === 'directory' && !recursive) return `local "${from.shown}" is not a regular file`;
  const target =
    to.files.kind(to.path) === 'directory' ? `${to.path === '/' ? '' : to.path}/${baseName(from.path)}` : to.path;
  try {
    copyTree(from.files, from.path, to.files, target);
    return undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return `dest open "${to.shown}": ${error.message}`;
  }
}

function copyTree(source: FileSystem, from: string, target: FileSystem, to: string): void {
  if (source.kind(from) === 'file') {
    target.write(to, source.read(from) ?? '');
    return;
  }
  target.makeDirectory(to, { parents: true });
  for (const name of source.list(from)) copyTree(source, `${from}/${name}`, target, `${to}/${name}`);
}
