import { quoteWord } from '../expansion/quote-word.ts';
import type { Program } from '../program.ts';

/** Everybody is root here: runs the command. `-i` and `-s` alone would start a shell, which is refused. */
export const sudo: Program = async (io) => {
  const args = [...io.args];
  while (/^-[EHn]+$/.test(args[0] ?? '')) args.shift();
  if (args[0] === undefined || args[0].startsWith('-')) {
    await io.stderr.write('sudo: not simulated in Drydock: anything but `sudo COMMAND`; you are root already\n');
    return 1;
  }
  return io.run(['command', ...args].map(quoteWord).join(' '));
};
