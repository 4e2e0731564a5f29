import { FileError } from '../file-system.ts';
import type { Program, ProgramIo } from '../program.ts';
import { createBoxFiles } from './box-files.ts';
import { readAll } from './open-inputs.ts';

/** The text tools that just-bash provides. */
export const TEXT_TOOLS = [
  'awk',
  'sed',
  'jq',
  'sort',
  'cut',
  'find',
  'base64',
  'column',
  'comm',
  'join',
  'paste',
  'rev',
  'tac',
  'nl',
  'fold',
  'expand',
  'unexpand',
  'split',
  'stat',
  'tree',
  'du',
  'basename',
  'dirname',
  'md5sum',
  'sha1sum',
  'sha256sum',
  'od',
  'expr',
  'chmod',
  'readlink',
  'strings',
  'file',
] as const;

/** Programs that read standard input only when no file is named; the others get it always. */
const WITHOUT_INPUT = new Set(['find', 'tree', 'du', 'stat', 'basename', 'dirname', 'expr', 'chmod', 'readlink']);

/** Runs text tools of just-bash over our files. The chunk is loaded when the first of them is used. */
export function createTextBox(busy: <T>(work: Promise<T>) => Promise<T>): (name: string) => Program {
  return (name) => async (io) => {
    const stdin = WITHOUT_INPUT.has(name) ? '' : await inputFor(name, io);
    const result = await busy(runInBox(name, io, stdin));
    if (result.stdout !== '') await io.stdout.write(decode(result.stdout, result.stdoutKind));
    if (result.stderr !== '') await io.stderr.write(result.stderr);
    return result.exitCode;
  };
}

/** Standard input is not touched when files are named, so that a loop around the command can go on reading it. */
async function inputFor(name: string, io: ProgramIo): Promise<string> {
  const words = io.args.filter((arg) => !arg.startsWith('-') || arg === '-');
  const scripts = name === 'awk' || name === 'sed' || name === 'jq' || name === 'cut' ? 1 : 0;
  const files = words.filter((word) => io.files.kind(word.startsWith('/') ? word : `${io.cwd}/${word}`) === 'file');
  if (files.length > 0 && words.length > scripts && !words.includes('-')) return '';
  if (io.args.includes('-n') && name === 'jq') return '';
  return readAll(io.stdin);
}

/** Runs one text tool; what it writes is given back. */
export async function runInBox(name: string, io: ProgramIo, stdin: string) {
  const { Bash } = await import('just-bash/browser');
  let refused: string | undefined;
  const box = new Bash({
    fs: createBoxFiles({
      ...io.files,
      write(path, text, options) {
        try {
          io.files.write(path, text, options);
        } catch (error) {
          if (error instanceof FileError) refused = `${name}: couldn't write ${path}: ${error.message}\n`;
          throw error;
        }
      },
    }),
    cwd: io.cwd,
    env: Object.fromEntries(io.env),
    defenseInDepth: false,
  });
  const result = await box.exec(name, { args: [...io.args], stdin, cwd: io.cwd, signal: io.signal });
  // The tools take every error of a file for a missing file.
  return refused === undefined ? result : { ...result, stderr: refused, exitCode: 4 };
}

/** Tools that pass bytes through give each byte as a character. */
function decode(text: string, kind: 'text' | 'bytes' | undefined): string {
  if (kind !== 'bytes' || !/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}
