import type { Program } from '../program.ts';
import { formatTime } from './format-time.ts';
import { parseOptions } from './parse-options.ts';

const UNITS: Readonly<Record<string, number>> = {
  second: 1000,
  sec: 1000,
  minute: 60_000,
  min: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** The virtual date, in UTC. */
export const date: Program = async (io) => {
  const options = parseOptions(io.args, 'uIR', 'd', { utc: 'u', date: 'd', 'iso-8601': 'I', 'rfc-3339': 'I' });
  let ms = io.clock.now();
  const text = options.values.get('d');
  if (text !== undefined) {
    const parsed = parseDate(text, ms);
    if (parsed === undefined) {
      await io.stderr.write(`date: invalid date '${text}'\n`);
      return 1;
    }
    ms = parsed;
  }
  let format = '%a %b %e %H:%M:%S UTC %Y';
  if (options.has('R')) format = '%a, %d %b %Y %H:%M:%S +0000';
  if (options.has('I')) format = options.values.get('I') === 'seconds' ? '%Y-%m-%dT%H:%M:%S+00:00' : '%Y-%m-%d';
  const given = options.rest[0];
  if (given?.startsWith('+')) format = given.slice(1);
  else if (given !== undefined) throw new Error(`invalid date '${given}'`);
  await io.stdout.write(`${formatTime(format, ms)}\n`);
  return 0;
};

function parseDate(text: string, now: number): number | undefined {
  if (text === 'now' || text === '') return now;
  if (/^@-?\d+(\.\d+)?$/.test(text)) return Number(text.slice(1)) * 1000;
  const relative = /^([+-]?\d+)\s*(sec|second|min|minute|hour|day|week)s?(\s+ago)?$/.exec(text.trim());
  if (relative !== null) return now + Number(relative[1]) * UNITS[relative[2]!]! * (relative[3] === undefined ? 1 : -1);
  const named = { today: 0, tomorrow: 1, yesterday: -1 }[text];
  if (named !== undefined) return now + named * UNITS.day!;
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(?:Z|UTC|\+00:?00)?)?$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const part = (index: number) => Number(match[index] ?? 0);
  return Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6));
}
