import { FileError, type FileSystem } from './file-system.ts';

/** Makes the next piece of a device's text; undefined at its end. */
type Device = (random: { int(below: number): number }) => string | undefined;

const PIECE = 1024;

/** Random bytes have 7 bits here, so that each of them is a character. */
const noise: Device = (random) => {
  const codes: number[] = [];
  while (codes.length < PIECE) {
    const bits = random.int(2 ** 28);
    codes.push(bits & 127, (bits >> 7) & 127, (bits >> 14) & 127, (bits >> 21) & 127);
  }
  return String.fromCharCode(...codes);
};

const empty: Device = () => undefined;

const DEVICES: Readonly<Record<string, Device>> = {
  '/dev/null': empty,
  '/dev/zero': () => '\0'.repeat(PIECE),
  '/dev/random': noise,
  '/dev/urandom': noise,
  '/dev/full': () => '\0'.repeat(PIECE),
  // Shells and programs take these for their own descriptors; here they only exist.
  '/dev/tty': empty,
  '/dev/stdin': empty,
  '/dev/stdout': empty,
  '/dev/stderr': empty,
};

const isDevice = (path: string): boolean => Object.hasOwn(DEVICES, path);

/** Adds the devices of a machine to its files. */
export function withDevices(files: FileSystem, random: { int(below: number): number }): FileSystem {
  if (files.kind('/dev') === undefined) files.makeDirectory('/dev', { parents: true });
  const guard = (path: string) => {
    if (isDevice(path)) throw new FileError('EACCES', 'Operation not permitted');
  };
  return {
    ...files,
    read(path) {
      if (!isDevice(path)) return files.read(path);
      if (DEVICES[path] === empty) return '';
      throw new FileError('EINVAL', 'not simulated in Drydock: reading an endless device at once');
    },
    stream(path) {
      if (!isDevice(path) || DEVICES[path] === empty) return undefined;
      return { read: async () => DEVICES[path]!(random) };
    },
    write(path, text, options) {
      if (path === '/dev/full' && text !== '') throw new FileError('ENOSPC', 'No space left on device');
      if (!isDevice(path)) files.write(path, text, options);
    },
    kind: (path) => (isDevice(path) ? 'file' : files.kind(path)),
    list(path) {
      if (path !== '/dev') return files.list(path);
      const names = Object.keys(DEVICES).map((device) => device.slice('/dev/'.length));
      return [...new Set([...files.list(path), ...names])].sort();
    },
    remove(path, options) {
      guard(path);
      files.remove(path, options);
    },
    rename(from, to) {
      guard(from);
      guard(to);
      files.rename(from, to);
    },
    info(path) {
      if (!isDevice(path)) return files.info(path);
      const modifiedMs = files.info('/dev')?.modifiedMs ?? 0;
      return { kind: 'file', sizeBytes: 0, mode: 0o666, modifiedMs, device: true };
    },
    setModified(path, modifiedMs) {
      if (!isDevice(path)) files.setModified(path, modifiedMs);
    },
    chmod(path, mode) {
      guard(path);
      files.chmod(path, mode);
    },
  };
}
