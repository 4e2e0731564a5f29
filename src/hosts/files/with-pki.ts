import type { FileSystem } from '../../shell/file-system.ts';

const MARK = '\0pki ';

/** What stands in a file of keys that nobody has read yet: when its certificates begin. */
export const pkiMark = (from: number): string => `${MARK}${from}`;

/**
 * Makes certificates and keys when someone reads them, because each takes some tenths of a second. What is made is written,
 * so that it stays what it was.
 */
export function withPki(files: FileSystem, make: (path: string, from: number) => string): FileSystem {
  const original = new Map<string, string>();
  const filled = (path: string, text: string | undefined): string | undefined => {
    if (text?.startsWith(MARK) !== true) return text;
    const [, home = path, from = '0'] = /^\0pki (?:(\/\S*) )?(\d+)$/.exec(text) ?? [];
    const key = `${home} ${from}`;
    const made = original.get(key) ?? make(home, Number(from));
    original.set(key, made);
    return made;
  };
  return {
    ...files,
    read: (path) => filled(path, files.read(path)),
    info(path) {
      const info = files.info(path);
      if (info?.kind !== 'file' || info.sizeBytes > 200 || files.read(path)?.startsWith(MARK) !== true) return info;
      // About what such files have; the size is not worth making a key.
      return { ...info, sizeBytes: path.endsWith('.key') ? 1675 : 1123 };
    },
    rename(from, to) {
      // A file keeps what it would have held at its first place.
      const text = files.kind(from) === 'file' ? files.read(from) : undefined;
      if (text?.startsWith(MARK) === true && !text.includes('/')) {
        files.write(from, `${MARK}${from} ${text.slice(MARK.length)}`);
      }
      files.rename(from, to);
    },
    write(path, text, options) {
      if (options?.append === true && files.kind(path) === 'file') {
        const before = files.read(path);
        if (before?.startsWith(MARK) === true) files.write(path, filled(path, before)!);
      }
      files.write(path, text, options);
    },
  };
}
