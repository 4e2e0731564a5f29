import { FileError, type FileSystem } from '../../shell/file-system.ts';

/**
 * The files of a machine as someone sees them who is not root: what others may read can be read, and only the own home, /tmp
 * and /dev can be changed. Unlike Linux, files have no owners here: what is below the home is the user's, all else is root's.
 */
export function restrictFiles(files: FileSystem, home: string): FileSystem {
  const within = (path: string, directory: string) => path === directory || path.startsWith(`${directory}/`);
  const own = (path: string) => within(path, home);
  const mayChange = (path: string) => own(path) || within(path, '/tmp') || within(path, '/dev');

  /** Directories that others may not enter hide what is in them. */
  function reach(path: string): void {
    if (own(path)) return;
    for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1)) {
      const info = files.info(path.slice(0, at));
      if (info !== undefined && (info.mode & 0o001) === 0) refuse();
    }
  }
  function readable(path: string): void {
    reach(path);
    const info = files.info(path);
    if (info !== undefined && !own(path) && (info.mode & 0o004) === 0) refuse();
  }
  function changeable(path: string): void {
    reach(path);
    if (!mayChange(path)) refuse();
  }

  return {
    ...files,
    read(path) {
      readable(path);
      return files.read(path);
    },
    list(path) {
      readable(path);
      return files.list(path);
    },
    kind(path) {
      try {
        reach(path);
      } catch {
        return undefined;
      }
      return files.kind(path);
    },
    info(path) {
      try {
        reach(path);
      } catch {
        return undefined;
      }
      return files.info(path);
    },
    write(path, text, options) {
      changeable(path);
      files.write(path, text, options);
    },
    makeDirectory(path, options) {
      if (files.kind(path) === undefined) changeable(path);
      files.makeDirectory(path, options);
    },
    remove(path, options) {
      changeable(path);
      files.remove(path, options);
    },
    rename(from, to) {
      changeable(from);
      changeable(to);
      files.rename(from, to);
    },
    chmod(path, mode) {
      changeable(path);
      files.chmod(path, mode);
    },
    setModified(path, modifiedMs) {
      changeable(path);
      files.setModified(path, modifiedMs);
    },
  };
}

function refuse(): never {
  throw new FileError('EACCES', 'Permission denied');
}
