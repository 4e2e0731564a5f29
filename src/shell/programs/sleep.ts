import type { Program } from '../program.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Sleeps in virtual time. */
export const sleep: Program = async (io) => {
  if (io.args.length === 0) {
    await io.stderr.write("sleep: missing operand\nTry 'sleep --help' for more information.\n");
    return 1;
  }
  let ms = 0;
  for (const arg of io.args) {
    const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(arg);
    if (arg !== 'infinity' && match === null) {
      await io.stderr.write(`sleep: invalid time interval '${arg}'\nTry 'sleep --help' for more information.\n`);
      return 1;
    }
    ms += match === null ? 1e13 : Number(match[1]) * UNITS[match[2]!]!;
  }
  await io.clock.sleep(ms, io.signal);
  return 0;
};
