import type { Program } from '../program.ts';

export const yes: Program = async (io) => {
  const block = `${io.args.join(' ') || 'y'}\n`.repeat(512);
  for (;;) await io.stdout.write(block);
};
