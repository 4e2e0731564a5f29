import type { Program } from '../program.ts';
import { eachInput, linesOf } from './open-inputs.ts';
import { parseOptions } from './parse-options.ts';

export const cat: Program = async (io) => {
  const options = parseOptions(io.args, 'nbAesTtuvE', '', {
    number: 'n',
    'show-ends': 'E',
    'show-all': 'A',
    'show-tabs': 'T',
    'show-nonprinting': 'v',
  });
  if (options.has('s')) throw new Error('not simulated in Drydock: -s');
  const plain = options.values.size === 0;
  let number = 0;
  return eachInput(io, 'cat', options.rest, async (reader) => {
    if (plain) {
      for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read())
        await io.stdout.write(chunk);
      return;
    }
    for await (const line of linesOf(reader)) {
      let text = line.text;
      if (options.has('A') || options.has('T') || options.has('t')) text = text.replaceAll('\t', '^I');
      if (options.has('A') || options.has('E') || options.has('e')) text += line.whole ? '$' : '';
      if (options.has('A') || options.has('v') || options.has('e') || options.has('t')) text = showControls(text);
      const counted = options.has('b') ? line.text !== '' : options.has('n');
      await io.stdout.write(`${counted ? `${String(++number).padStart(6)}\t` : ''}${text}${line.whole ? '\n' : ''}`);
    }
  });
};

function showControls(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, (found) => `^${String.fromCharCode(found.charCodeAt(0) ^ 0x40)}`);
}
