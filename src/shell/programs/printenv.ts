import type { Program } from '../program.ts';

export const printenv: Program = async (io) => {
  if (io.args.length === 0) {
    await io.stdout.write([...io.env].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  let status = 0;
  for (const name of io.args) {
    const value = io.env.get(name);
    if (value === undefined) status = 1;
    else await io.stdout.write(`${value}\n`);
  }
  return status;
};
