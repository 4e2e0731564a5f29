import type { Millis } from '../sim/clock.ts';
import { FileError, type FileSystem } from './file-system.ts';
import { baseName, directoryName } from './resolve-path.ts';

interface FileNode {
  readonly kind: 'file';
  text: string;
  mode: number;
  modifiedMs: Millis;
}

export interface DirectoryNode {
  readonly kind: 'directory';
  readonly children: Map<string, FileNode | DirectoryNode>;
  mode: number;
  modifiedMs: Millis;
}

/** More text than this in one file system means that a program writes without end. */
const TEXT_LIMIT = 128 * 1024 * 1024;

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  EACCES: 'Permission denied',
  EINVAL: 'Invalid argument',
  ENOSPC: 'No space left on device',
};

function fail(code: string): never {
  throw new FileError(code, WORDS[code] ?? code);
}

/** The files of an empty machine. */
export const emptyTree = (now: Millis): DirectoryNode => ({
  kind: 'directory',
  children: new Map(),
  mode: 0o755,
  modifiedMs: now,
});

/**
 * A directory tree in memory, which is kept in `root`. Messages of its errors are the bare words (`No such file or
 * directory`).
 */
export function createMemoryFileSystem(clockNow: () => Millis, root = emptyTree(clockNow())): FileSystem {
  const watchers = new Set<{ readonly prefix: string; readonly changed: (path: string) => void }>();
  let stored = sizeOf(root);

  function find(path: string): FileNode | DirectoryNode | undefined {
    let node: FileNode | DirectoryNode = root;
    for (const name of path.split('/')) {
      if (name === '') continue;
      if (node.kind !== 'directory') fail('ENOTDIR');
      const child = node.children.get(name);
      if (child === undefined) return undefined;
      node = child;
    }
    return node;
  }

  function directory(path: string): DirectoryNode {
    const node = find(path) ?? fail('ENOENT');
    return node.kind === 'directory' ? node : fail('ENOTDIR');
  }

  function notify(path: string): void {
    for (const watcher of [...watchers]) if (path.startsWith(watcher.prefix)) watcher.changed(path);
  }

  function touch(node: DirectoryNode): void {
    node.modifiedMs = clockNow();
  }

  function notifyTree(path: string, node: FileNode | DirectoryNode): void {
    if (node.kind === 'file') notify(path);
    else for (const [name, child] of node.children) notifyTree(`${path}/${name}`, child);
  }

  function sizeOf(node: FileNode | DirectoryNode): number {
    if (node.kind === 'file') return node.text.length;
    let total = 0;
    for (const child of node.children.values()) total += sizeOf(child);
    return total;
  }

  return {
    read(path) {
      const node = find(path);
      if (node?.kind === 'directory') fail('EISDIR');
      return node?.text;
    },
    write(path, text, options) {
      const parent = directory(directoryName(path));
      const name = baseName(path);
      const old = parent.children.get(name);
      if (old?.kind === 'directory' || name === '/') fail('EISDIR');
      const kept = options?.append === true && old !== undefined ? old.text.length : 0;
      const growth = text.length + kept - (old?.text.length ?? 0);
      if (growth > 0 && stored + growth > TEXT_LIMIT) fail('ENOSPC');
      stored += growth;
      if (old === undefined) {
        parent.children.set(name, { kind: 'file', text, mode: options?.mode ?? 0o644, modifiedMs: clockNow() });
        touch(parent);
      } else {
        old.text = kept > 0 ? old.text + text : text;
        old.mode = options?.mode ?? old.mode;
        old.modifiedMs = clockNow();
      }
      notify(path);
    },
    kind(path) {
      try {
        return find(path)?.kind;
      } catch {
        return undefined;
      }
    },
    list(path) {
      return [...directory(path).children.keys()].sort();
    },
    makeDirectory(path, options) {
      let node: DirectoryNode = root;
      const names = path.split('/').filter((name) => name !== '');
      if (names.length === 0 && options?.parents !== true) fail('EEXIST');
      for (const [index, name] of names.entries()) {
        const last = index === names.length - 1;
        const child = node.children.get(name);
        if (child === undefined) {
          if (!last && options?.parents !== true) fail('ENOENT');
          const made: DirectoryNode = { kind: 'directory', children: new Map(), mode: 0o755, modifiedMs: clockNow() };
          node.children.set(name, made);
          touch(node);
          node = made;
        } else if (child.kind === 'file') fail(last ? 'EEXIST' : 'ENOTDIR');
        else if (last && options?.parents !== true) fail('EEXIST');
        else node = child;
      }
    },
    remove(path, options) {
      const node = find(path) ?? fail('ENOENT');
      if (node === root) fail('EACCES');
      if (node.kind === 'directory' && node.children.size > 0 && options?.recursive !== true) fail('ENOTEMPTY');
      const parent = directory(directoryName(path));
      parent.children.delete(baseName(path));
      stored -= sizeOf(node);
      touch(parent);
      notifyTree(path, node);
    },
    rename(from, to) {
      const node = find(from) ?? fail('ENOENT');
      if (from === to) return;
      if (to.startsWith(`${from}/`) || node === root) fail('EINVAL');
      const target = directory(directoryName(to));
      const old = target.children.get(baseName(to));
      if (old?.kind === 'directory') {
        if (node.kind === 'file') fail('EISDIR');
        if (old.children.size > 0) fail('ENOTEMPTY');
      } else if (old !== undefined && node.kind === 'directory') fail('ENOTDIR');
      const source = directory(directoryName(from));
      if (old !== undefined) stored -= sizeOf(old);
      source.children.delete(baseName(from));
      target.children.set(baseName(to), node);
      touch(source);
      touch(target);
      notifyTree(from, node);
      notifyTree(to, node);
    },
    info(path) {
      let node: FileNode | DirectoryNode | undefined;
      try {
        node = find(path);
      } catch {
        return undefined;
      }
      if (node === undefined) return undefined;
      const sizeBytes = node.kind === 'file' ? byteLength(node.text) : 4096;
      return { kind: node.kind, sizeBytes, mode: node.mode, modifiedMs: node.modifiedMs };
    },
    chmod(path, mode) {
      const node = find(path) ?? fail('ENOENT');
      node.mode = mode;
    },
    setModified(path, modifiedMs) {
      const node = find(path) ?? fail('ENOENT');
      node.modifiedMs = modifiedMs;
    },
    watch(path, changed) {
      const watcher = { prefix: path.endsWith('/') ? path : `${path}/`, changed };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** Length of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length) {
      i++;
    }
  }
  return bytes;
}
