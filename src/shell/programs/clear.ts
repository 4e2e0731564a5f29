import type { Program } from '../program.ts';

export const clear: Program = async (io) => {
  await io.stdout.write('\x1b[H\x1b[2J\x1b[3J');
  return 0;
};
