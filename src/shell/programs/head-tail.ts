import type { Program, ProgramIo } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { eachInput, linesOf, readAll } from './open-inputs.ts';
import { type ParsedOptions, parseOptions } from './parse-options.ts';

const LONG = { lines: 'n', bytes: 'c', quiet: 'q', verbose: 'v', follow: 'f' };

/** `head -3` and `tail -3` are `-n 3`. */
function options(io: ProgramIo, flags: string): ParsedOptions {
  const args = io.args.map((arg, index) =>
    /^-\d+$/.test(arg) && !/^-[a-z]*[nc]$|^--/.test(io.args[index - 1] ?? '') ? `-n${arg.slice(1)}` : arg,
  );
  return parseOptions(args, flags, 'nc', LONG);
}

function count(given: string | undefined, what: string): { readonly value: number; readonly sign: string } {
  const match = /^([+-]?)(\d+)([kKM]?)$/.exec(given ?? '10');
  if (match === null) throw new Error(`invalid number of ${what}: '${given}'`);
  const unit = match[3] === 'M' ? 1_048_576 : match[3] === '' ? 1 : 1024;
  return { value: Number(match[2]) * unit, sign: match[1]! };
}

async function title(io: ProgramIo, parsed: ParsedOptions, name: string, first: boolean): Promise<void> {
  if (parsed.has('q') || (parsed.rest.length < 2 && !parsed.has('v'))) return;
  await io.stdout.write(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
}

export const head: Program = async (io) => {
  const parsed = options(io, 'qv');
  let first = true;
  return eachInput(io, 'head', parsed.rest, async (reader, name) => {
    await title(io, parsed, name, first);
    first = false;
    const bytes = parsed.values.get('c');
    if (bytes !== undefined) {
      const { value, sign } = count(bytes, 'bytes');
      if (sign === '-') {
        const text = await readAll(reader);
        await io.stdout.write(text.slice(0, Math.max(0, text.length - value)));
        return;
      }
      for (let left = value; left > 0; ) {
        const chunk = await reader.read();
        if (chunk === undefined) return;
        await io.stdout.write(chunk.slice(0, left));
        left -= chunk.length;
      }
      return;
    }
    const { value, sign } = count(parsed.values.get('n'), 'lines');
    const held: string[] = [];
    let taken = 0;
    if (value === 0 && sign !== '-') return;
    for await (const line of linesOf(reader)) {
      const text = line.whole ? `${line.text}\n` : line.text;
      if (sign === '-') {
        held.push(text);
        if (held.length > value) await io.stdout.write(held.shift()!);
        continue;
      }
      await io.stdout.write(text);
      if (++taken >= value) break;
    }
  });
};

export const tail: Program = async (io) => {
  const parsed = options(io, 'qvfF');
  let first = true;
  const status = await eachInput(io, 'tail', parsed.rest, async (reader, name) => {
    await title(io, parsed, name, first);
    first = false;
    const bytes = parsed.values.get('c');
    if (bytes !== undefined) {
      const { value, sign } = count(bytes, 'bytes');
      const text = await readAll(reader);
      await io.stdout.write(sign === '+' ? text.slice(Math.max(0, value - 1)) : value === 0 ? '' : text.slice(-value));
      return;
    }
    const { value, sign } = count(parsed.values.get('n'), 'lines');
    let kept: string[] = [];
    let at = 0;
    for await (const line of linesOf(reader)) {
      const text = line.whole ? `${line.text}\n` : line.text;
      if (sign === '+') {
        if (++at >= value) await io.stdout.write(text);
        continue;
      }
      kept.push(text);
      if (kept.length > 2 * value + 1000) kept = kept.slice(-value);
    }
    if (value > 0) await io.stdout.write(kept.slice(-value).join(''));
  });
  const name = parsed.rest.at(-1);
  if ((parsed.has('f') || parsed.has('F')) && name !== undefined && status === 0) await follow(io, name);
  return status;
};

/** Prints what is added to a file, until the program is interrupted. */
async function follow(io: ProgramIo, name: string): Promise<void> {
  const path = resolvePath(io.cwd, name);
  let shown = io.files.read(path)?.length ?? 0;
  for (;;) {
    await new Promise<void>((resolve, reject) => {
      const end = io.files.watch(path.slice(0, path.lastIndexOf('/')) || '/', (changed) => {
        if (changed !== path) return;
        end();
        io.signal.removeEventListener('abort', abort);
        resolve();
      });
      const abort = () => {
        end();
        reject(io.signal.reason);
      };
      io.signal.addEventListener('abort', abort);
    });
    const text = io.files.read(path) ?? '';
    if (text.length < shown) shown = 0;
    if (text.length > shown) await io.stdout.write(text.slice(shown));
    shown = text.length;
  }
}
