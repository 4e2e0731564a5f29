import { parseDuration } from './duration.ts';
import { goQuote } from './go-quote.ts';
import { findTimeZone } from './time-zone.ts';

/** The times of a schedule: sets of minutes, hours ..., or a fixed distance. */
export type CronSchedule =
  | {
      readonly kind: 'spec';
      readonly minutes: ReadonlySet<number>;
      readonly hours: ReadonlySet<number>;
      readonly days: ReadonlySet<number>;
      readonly months: ReadonlySet<number>;
      readonly weekdays: ReadonlySet<number>;
      /** Whether `*` or `?` stands for the day: then only the other one of day and weekday counts. */
      readonly anyDay: boolean;
      readonly anyWeekday: boolean;
    }
  | { readonly kind: 'every'; readonly ms: number };

export interface CronError {
  readonly error: string;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const BOUNDS: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** Reads a schedule as github.com/robfig/cron ParseStandard does. A leading time zone is passed over. */
export function parseCronSchedule(text: string): CronSchedule | CronError {
  if (text === '') return { error: 'empty spec string' };
  let spec = text;
  if (spec.startsWith('TZ=') || spec.startsWith('CRON_TZ=')) {
    const end = spec.indexOf(' ');
    const zone = spec.slice(spec.indexOf('=') + 1, end < 0 ? undefined : end);
    if (zone !== 'Local' && findTimeZone(zone) === undefined) {
      return { error: `provided bad location ${zone}: unknown time zone ${zone}` };
    }
    spec = end < 0 ? '' : spec.slice(end).trim();
  }
  if (spec.startsWith('@')) return parseDescriptor(spec);
  const fields = spec.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) {
    return { error: `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]` };
  }
  const sets: ReadonlySet<number>[] = [];
  for (let i = 0; i < 5; i++) {
    const set = parseField(fields[i]!, BOUNDS[i]!);
    if (typeof set === 'string') return { error: set };
    sets.push(set);
  }
  const [minutes, hours, days, months, weekdays] = sets as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  const any = (field: string) => field.split(',').some((part) => /^[*?](\/1)?$/.test(part));
  return { kind: 'spec', minutes, hours, days, months, weekdays, anyDay: any(fields[2]!), anyWeekday: any(fields[4]!) };
}

function parseDescriptor(spec: string): CronSchedule | CronError {
  const meaning = DESCRIPTORS.get(spec);
  if (meaning !== undefined) return parseCronSchedule(meaning);
  if (!spec.startsWith('@every ')) return { error: `unrecognized descriptor: ${spec}` };
  const ms = parseDuration(spec.slice('@every '.length));
  if (typeof ms !== 'number') return { error: `failed to parse duration ${spec}: ${ms.error}` };
  return { kind: 'every', ms: Math.max(1000, Math.floor(ms / 1000) * 1000) };
}

function parseField(field: string, bounds: Bounds): Set<number> | string {
  const values = new Set<number>();
  for (const part of field.split(',').filter((piece) => piece !== '')) {
    const error = addRange(part, bounds, values);
    if (error !== undefined) return error;
  }
  return values;
}

/** Models getRange: `*`, `3`, `3-5`, each with an optional `/step`. */
function addRange(part: string, bounds: Bounds, into: Set<number>): string | undefined {
  const [range = '', stepText, ...more] = part.split('/');
  const ends = range.split('-');
  const star = ends[0] === '*' || ends[0] === '?';
  const start = star ? bounds.min : numberOrName(ends[0]!, bounds);
  if (typeof start === 'string') return start;
  let end: number | string = star ? bounds.max : start;
  if (!star && ends.length === 2) end = numberOrName(ends[1]!, bounds);
  if (!star && ends.length > 2) return `too many hyphens: ${part}`;
  if (typeof end === 'string') return end;
  if (more.length > 0) return `too many slashes: ${part}`;
  const step = stepText === undefined ? 1 : parseInteger(stepText);
  if (typeof step === 'string') return step;
  if (stepText !== undefined && ends.length === 1) end = bounds.max;
  if (start < bounds.min) return `beginning of range (${start}) below minimum (${bounds.min}): ${part}`;
  if (end > bounds.max) return `end of range (${end}) above maximum (${bounds.max}): ${part}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${part}`;
  if (step === 0) return `step of range should be a positive number: ${part}`;
  for (let value = start; value <= end; value += step) into.add(value);
  return undefined;
}

function numberOrName(text: string, { min, names }: Bounds): number | string {
  const at = names?.indexOf(text.toLowerCase()) ?? -1;
  return at >= 0 ? at + min : parseInteger(text);
}

function parseInteger(text: string): number | string {
  if (!/^[+-]?[0-9]{1,15}$/.test(text)) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`;
  }
  const value = Number(text);
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
}
