import type { IFileSystem } from 'just-bash/browser';
import type { FileSystem } from '../file-system.ts';
import { resolvePath } from '../resolve-path.ts';

function refuse(code: string, path: string): never {
  const words =
    code === 'ENOENT'
      ? 'no such file or directory'
      : code === 'EISDIR'
        ? 'illegal operation on a directory'
        : 'operation not permitted';
  throw new Error(`${code}: ${words}, '${path}'`);
}

/** Our files as just-bash wants to see them. There are no links. */
export function createBoxFiles(files: FileSystem): IFileSystem {
  const text = (path: string) => {
    if (files.kind(path) === 'directory') refuse('EISDIR', path);
    return files.read(path) ?? refuse('ENOENT', path);
  };
  const asText = (content: string | Uint8Array) =>
    typeof content === 'string' ? content : new TextDecoder().decode(content);
  const stat = async (path: string) => {
    const info = files.info(path) ?? refuse('ENOENT', path);
    return {
      isFile: info.kind === 'file',
      isDirectory: info.kind === 'directory',
      isSymbolicLink: false,
      mode: info.mode,
      size: info.sizeBytes,
      mtime: new Date(info.modifiedMs),
    };
  };
  const copy = (from: string, to: string) => {
    if (files.kind(from) !== 'directory') return files.write(to, text(from));
    files.makeDirectory(to, { parents: true });
    for (const name of files.list(from)) copy(`${from}/${name}`, `${to}/${name}`);
  };
  const walk = (path: string): string[] =>
    files.kind(path) === 'directory'
      ? [path, ...files.list(path).flatMap((name) => walk(path === '/' ? `/${name}` : `${path}/${name}`))]
      : [path];
  return {
    readFile: async (path) => text(path),
    readFileBuffer: async (path) => new TextEncoder().encode(text(path)),
    writeFile: async (path, content) => files.write(path, asText(content)),
    appendFile: async (path, content) => files.write(path, asText(content), { append: true }),
    // Where this directory exists, just-bash looks for its tools in it.
    exists: async (path) => path !== '/usr/bin' && files.kind(path) !== undefined,
    stat,
    lstat: stat,
    mkdir: async (path, options) => files.makeDirectory(path, { parents: options?.recursive === true }),
    readdir: async (path) => [...files.list(path)],
    readdirWithFileTypes: async (path) =>
      files.list(path).map((name) => {
        const kind = files.kind(path === '/' ? `/${name}` : `${path}/${name}`);
        return { name, isFile: kind === 'file', isDirectory: kind === 'directory', isSymbolicLink: false };
      }),
    rm: async (path, options) => {
      if (files.kind(path) === undefined && options?.force === true) return;
      files.remove(path, { recursive: options?.recursive === true });
    },
    cp: async (from, to) => copy(from, to),
    mv: async (from, to) => files.rename(from, to),
    resolvePath,
    getAllPaths: () => walk('/'),
    chmod: async (path, mode) => files.chmod(path, mode),
    symlink: async (_target, path) => refuse('EPERM', path),
    link: async (from, to) => files.write(to, text(from)),
    readlink: async (path) => refuse('EINVAL', path),
    realpath: async (path) => (files.kind(path) === undefined ? refuse('ENOENT', path) : resolvePath('/', path)),
    utimes: async (path, _accessed, modified) => files.setModified(path, modified.getTime()),
  };
}
