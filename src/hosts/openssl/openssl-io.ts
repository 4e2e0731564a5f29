import { utf8Bytes } from '../../api/base64.ts';
import type { RandomSource } from '../../api/x509/rsa.ts';
import type { ProgramIo } from '../../shell/program.ts';
import { resolvePath } from '../../shell/resolve-path.ts';

/** What a command of openssl works with. */
export interface OpensslWork {
  readonly io: ProgramIo;
  readonly random: RandomSource;
  /** Lets the host's event loop turn once. */
  readonly rest: () => Promise<void>;
  readonly options: ReadonlyMap<string, string>;
  /** Options in the order they were given. */
  readonly order: readonly string[];
  readonly args: readonly string[];
}

export interface OpensslCommand {
  /** Options that take a value, without the dash; the others are flags. */
  readonly valued: readonly string[];
  readonly flags: readonly string[];
  run(work: OpensslWork): Promise<number>;
}

/** A refusal of openssl, with what it prints. */
export class OpensslError extends Error {}

/** The text of the file that an option names, or of standard input. */
export async function inputOf({ io, options }: OpensslWork, option: string, what: string): Promise<string> {
  const name = options.get(option);
  if (name === undefined || name === '-' || name === '/dev/stdin') {
    let text = '';
    for (let piece = await io.stdin.read(); piece !== undefined; piece = await io.stdin.read()) text += piece;
    return text;
  }
  return fileText(io, name, what);
}

export function fileText(io: ProgramIo, name: string, what: string): string {
  const path = resolvePath(io.cwd, name);
  const text = io.files.kind(path) === 'file' ? io.files.read(path) : undefined;
  if (text !== undefined) return text;
  throw new OpensslError(`Could not open file or uri for loading ${what} from ${name}: No such file or directory`);
}

/** Writes to the file of `-out`, or to standard output. */
export async function output({ io, options }: OpensslWork, text: string, option = 'out', mode?: number): Promise<void> {
  const name = options.get(option);
  if (name === undefined || name === '-' || name === '/dev/stdout') await io.stdout.write(text);
  else io.files.write(resolvePath(io.cwd, name), text, mode === undefined ? {} : { mode });
}

/** Text as the bytes it stands for: a character is a byte, unless some character cannot be one. */
export function textBytes(text: string): number[] {
  return /[^\x00-\xff]/.test(text) ? [...utf8Bytes(text)] : Array.from(text, (character) => character.charCodeAt(0));
}

export const bytesText = (bytes: readonly number[]): string => bytes.map((byte) => String.fromCharCode(byte)).join('');

export const hex = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** `AA:BB:CC`. */
export const colons = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
