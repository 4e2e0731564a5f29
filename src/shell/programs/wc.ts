import { byteLength } from '../memory-file-system.ts';
import type { Program } from '../program.ts';
import { eachInput } from './open-inputs.ts';
import { parseOptions } from './parse-options.ts';

export const wc: Program = async (io) => {
  const options = parseOptions(io.args, 'lwcmL', '', { lines: 'l', words: 'w', bytes: 'c', chars: 'm' });
  const order = ['l', 'w', 'm', 'c'].filter((letter) =>
    options.values.size === 0 ? letter !== 'm' : options.has(letter),
  );
  const rows: { numbers: number[]; name: string }[] = [];
  const status = await eachInput(io, 'wc', options.rest, async (reader, name) => {
    const totals: Record<string, number> = { l: 0, w: 0, m: 0, c: 0 };
    let inWord = false;
    for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read()) {
      for (const character of chunk) {
        const space = /\s/.test(character);
        if (character === '\n') totals.l!++;
        if (!space && !inWord) totals.w!++;
        inWord = !space;
        totals.m!++;
      }
      totals.c! += byteLength(chunk);
    }
    rows.push({ numbers: order.map((letter) => totals[letter]!), name: options.rest.length === 0 ? '' : name });
  });
  if (options.rest.length > 1) {
    rows.push({
      numbers: order.map((_, index) => rows.reduce((sum, row) => sum + row.numbers[index]!, 0)),
      name: 'total',
    });
  }
  const single = rows.length === 1 && order.length === 1;
  const largest = Math.max(0, ...rows.flatMap((row) => row.numbers));
  const width = single ? 0 : options.rest.length === 0 ? 7 : String(largest).length;
  for (const row of rows) {
    const numbers = row.numbers.map((number) => String(number).padStart(width)).join(' ');
    await io.stdout.write(`${numbers}${row.name === '' ? '' : ` ${row.name}`}\n`);
  }
  return status;
};
