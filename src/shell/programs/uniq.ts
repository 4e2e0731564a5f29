import type { Program } from '../program.ts';
import { eachInput, linesOf } from './open-inputs.ts';
import { parseOptions } from './parse-options.ts';

export const uniq: Program = async (io) => {
  const options = parseOptions(io.args, 'cdui', 'fsw', { count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i' });
  const skipped = Number(options.values.get('f') ?? 0);
  const key = (text: string) => {
    const rest = text
      .replace(new RegExp(`^(?:\\s*\\S+){0,${skipped}}`), '')
      .slice(Number(options.values.get('s') ?? 0));
    return options.has('i') ? rest.toLowerCase() : rest;
  };
  return eachInput(io, 'uniq', options.rest.slice(0, 1), async (reader) => {
    let last: string | undefined;
    let count = 0;
    const flush = async () => {
      if (last === undefined || (options.has('d') && count < 2) || (options.has('u') && count > 1)) return;
      await io.stdout.write(`${options.has('c') ? `${String(count).padStart(7)} ` : ''}${last}\n`);
    };
    for await (const { text } of linesOf(reader)) {
      if (last !== undefined && key(text) === key(last)) count++;
      else {
        await flush();
        last = text;
        count = 1;
      }
    }
    await flush();
  });
};
