import type { Program } from '../program.ts';
import { formatTime } from './format-time.ts';
import { parseDate } from './parse-date.ts';
import { parseOptions } from './parse-options.ts';

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
