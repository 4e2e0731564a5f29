import type { Program } from '../program.ts';
import { parseOptions } from './parse-options.ts';

export const uname: Program = async (io) => {
  const options = parseOptions(io.args, 'asnrvmpio', '');
  const host = io.env.get('HOSTNAME') ?? 'localhost';
  const parts: readonly (readonly [string, string])[] = [
    ['s', 'Linux'],
    ['n', host],
    ['r', '6.1.0'],
    ['v', '#1 SMP'],
    ['m', 'x86_64'],
    ['o', 'GNU/Linux'],
  ];
  const wanted = parts.filter(
    ([letter]) => options.has('a') || options.has(letter) || (options.values.size === 0 && letter === 's'),
  );
  await io.stdout.write(`${wanted.map(([, text]) => text).join(' ')}\n`);
  return 0;
};
