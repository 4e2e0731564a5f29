import type { Program } from '../program.ts';

export const hostname: Program = async (io) => {
  await io.stdout.write(`${io.env.get('HOSTNAME') ?? 'localhost'}\n`);
  return 0;
};
