import type { Program } from '../program.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `1.5`, `2m` or `infinity`; undefined when it is none of these. */
export function parseInterval(text: string): number | undefined {
  if (text === 'infinity') return 1e13;
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  return match === null ? undefined : Number(match[1]) * UNITS[match[2]!]!;
}

/** Sleeps in virtual time. */
export const sleep: Program = async (io) => {
  if (io.args.length === 0) {
    await io.stderr.write("sleep: missing operand\nTry 'sleep --help' for more information.\n");
    return 1;
  }
  let ms = 0;
  for (const arg of io.args) {
    const interval = parseInterval(arg);
    if (interval === undefined) {
      await io.stderr.write(`sleep: invalid time interval '${arg}'\nTry 'sleep --help' for more information.\n`);
      return 1;
    }
    ms += interval;
  }
  await io.clock.sleep(ms, io.signal);
  return 0;
};
