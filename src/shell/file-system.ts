import type { Reader } from './program.ts';

/** A directory tree of text files. Paths are absolute and normalised by the caller with `resolvePath`. Synchronous. */
export interface FileSystem {
  /** undefined when there is no such file; throws FileError for a directory. */
  read(path: string): string | undefined;
  /** Makes or replaces a file; throws FileError when the directory is missing or `path` is a directory. */
  write(path: string, text: string, options?: { readonly append?: boolean; readonly mode?: number }): void;
  kind(path: string): 'file' | 'directory' | undefined;
  /** Sorted names; throws FileError when it is not a directory. */
  /** Opens a device that gives text without end; undefined for everything else. */
  stream?(path: string): Reader | undefined;
  list(path: string): readonly string[];
  makeDirectory(path: string, options?: { readonly parents?: boolean }): void;
  remove(path: string, options?: { readonly recursive?: boolean }): void;
  rename(from: string, to: string): void;
  info(path: string): FileInfo | undefined;
  chmod(path: string, mode: number): void;
  setModified(path: string, modifiedMs: number): void;
  /** Called after every change of a file below `directory`; returns a function that ends it. */
  watch(directory: string, changed: (path: string) => void): () => void;
}

export interface FileInfo {
  readonly kind: 'file' | 'directory';
  readonly sizeBytes: number;
  readonly mode: number;
  readonly modifiedMs: number;
  /** Set for devices, which are neither regular files nor directories. */
  readonly device?: boolean;
}

/** `code` is ENOENT, EISDIR, ENOTDIR, EEXIST, ENOTEMPTY or EACCES; the message is the words a shell prints. */
export class FileError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'FileError';
    this.code = code;
  }
}
