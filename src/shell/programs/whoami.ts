import type { Program } from '../program.ts';

export const whoami: Program = async (io) => {
  await io.stdout.write(`${io.env.get('USER') ?? 'root'}\n`);
  return 0;
};
