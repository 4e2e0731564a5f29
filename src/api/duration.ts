import type { Millis } from '../sim/clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How kubectl shows an age. Models apimachinery util/duration HumanDuration. */
export function humanDuration(ms: Millis): string {
  const seconds = Math.trunc(ms / SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 24 * 8) return withRest(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.floor(days / 365);
  return hours < 24 * 365 * 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`;
}

function withRest(amount: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${amount}${unit}` : `${amount}${unit}${rest}${restUnit}`;
}

/** The age of what happened at a time, as a table shows it: `<unknown>` without a time. */
export function humanAge(atMs: Millis | undefined, nowMs: Millis): string {
  return atMs === undefined ? '<unknown>' : humanDuration(nowMs - atMs);
}

const units = new Map<string, number>([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
]);

/** Reads a Go duration such as `1m30s`, `1.5h` or `-2s`; the error is worded as Go's. */
export function parseDuration(text: string): Millis | { readonly error: string } {
  const match = /^([+-]?)(.*)$/s.exec(text);
  const body = match?.[2] ?? '';
  if (body === '0') return 0;
  let total = 0;
  let rest = body;
  if (rest === '') return { error: `time: invalid duration ${JSON.stringify(text)}` };
  while (rest !== '') {
    const part = /^([0-9]*)(\.[0-9]*)?([^0-9.]*)/.exec(rest);
    const digits = `${part?.[1] ?? ''}${part?.[2] ?? ''}`;
    const unit = part?.[3] ?? '';
    if (digits === '' || digits === '.') return { error: `time: invalid duration ${JSON.stringify(text)}` };
    if (unit === '') return { error: `time: missing unit in duration ${JSON.stringify(text)}` };
    const size = units.get(unit);
    if (size === undefined) {
      return { error: `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}` };
    }
    total += Number(digits) * size;
    rest = rest.slice(part![0].length);
  }
  if (total > 9_223_372_036_854) return { error: `time: invalid duration ${JSON.stringify(text)}` };
  return match?.[1] === '-' ? -total : total;
}

/** Writes a duration as Go's time.Duration String: `1m30s`, `500ms`, `1h0m0s`, `0s`. */
export function formatDuration(ms: Millis): string {
  if (ms === 0) return '0s';
  const sign = ms < 0 ? '-' : '';
  const size = Math.abs(ms);
  const nanos = Math.round(size * 1e6);
  if (nanos < 1000) return `${sign}${nanos}ns`;
  if (nanos < 1e6) return `${sign}${decimal(nanos / 1e3)}µs`;
  if (nanos < 1e9) return `${sign}${decimal(nanos / 1e6)}ms`;
  const hours = Math.floor(size / HOUR);
  const minutes = Math.floor((size % HOUR) / MINUTE);
  const seconds = `${decimal((size % MINUTE) / SECOND)}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function decimal(value: number): string {
  return String(Math.round(value * 1e9) / 1e9);
}
