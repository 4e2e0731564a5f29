import { quoteWord } from '../expansion/quote-word.ts';
import type { Program } from '../program.ts';
import { parseOptions } from './parse-options.ts';
import { parseInterval } from './sleep.ts';

/** Runs a command for a time at most. */
export const timeout: Program = async (io) => {
  const options = parseOptions(io.args, 'v', 'ks', { signal: 's', 'kill-after': 'k' }, true);
  const [limit, ...command] = options.rest;
  if (options.has('k') || !['TERM', 'SIGTERM', '15'].includes(options.values.get('s') ?? 'TERM')) {
    throw new Error('not simulated in Drydock: another signal than TERM');
  }
  const ms = limit === undefined ? undefined : parseInterval(limit);
  if (limit !== undefined && ms === undefined) {
    await io.stderr.write(`timeout: invalid time interval '${limit}'\n`);
    return 125;
  }
  if (ms === undefined || command.length === 0) throw new Error('missing operand');
  const ending = new AbortController();
  const ended = new AbortController();
  if (ms > 0) {
    io.clock.sleep(ms, ended.signal).then(
      () => ending.abort(),
      () => undefined,
    );
  }
  const line = ['command', ...command].map(quoteWord).join(' ');
  const status = await io.run(line, { signal: ending.signal });
  ended.abort(new Error('no longer needed'));
  return ending.signal.aborted ? 124 : status;
};
