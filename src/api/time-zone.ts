import type { Millis } from '../sim/clock.ts';
import { ramadans, ramadanZones, timeZoneRules } from './time-zone-rules.ts';

/** How far a place's clock is ahead of UTC at a time. */
export type TimeZone = (atMs: Millis) => Millis;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const rules = new Map(timeZoneRules.flatMap(([rule, zones]) => namesIn(zones).map((name) => [name, rule] as const)));

function namesIn(zones: string): readonly string[] {
  return zones.split(' ').flatMap((group) => {
    const area = group.slice(0, group.lastIndexOf('/') + 1);
    return group
      .slice(area.length)
      .split(',')
      .map((city) => area + city);
  });
}

export const utc: TimeZone = () => 0;

/** The clock of a zone of the tz database; undefined when it has none of that name. '' is UTC. Models Go time.LoadLocation. */
export function findTimeZone(name: string): TimeZone | undefined {
  if (name === '') return utc;
  const rule = rules.get(name);
  if (rule === undefined) return undefined;
  const [standard, summer, from, to] = rule.split(' ');
  const standardMs = Number(standard) * MINUTE_MS;
  if (ramadanZones.includes(name)) return (atMs) => standardMs - (isInRamadan(atMs) ? 60 * MINUTE_MS : 0);
  if (summer === undefined || from === undefined || to === undefined) return () => standardMs;
  const summerMs = Number(summer) * MINUTE_MS;
  return (atMs) => {
    const year = new Date(atMs + standardMs).getUTCFullYear();
    const begins = changeOf(year, from) - standardMs;
    const ends = changeOf(year, to) - summerMs;
    const isSummer = begins < ends ? atMs >= begins && atMs < ends : atMs >= begins || atMs < ends;
    return isSummer ? summerMs : standardMs;
  };
}

/** When a clock changes in a year, by that clock: `3.5.0/120` is the last Sunday of March, 02:00. */
function changeOf(year: number, rule: string): Millis {
  const [month, week, weekday, minute] = rule.split(/[./]/).map(Number) as [number, number, number, number];
  const firstMs = Date.UTC(year, month - 1, 1);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  let day = ((weekday - new Date(firstMs).getUTCDay() + 7) % 7) + (week - 1) * 7;
  while (day >= days) day -= 7;
  return firstMs + day * DAY_MS + minute * MINUTE_MS;
}

function isInRamadan(atMs: Millis): boolean {
  const at = (day: string) => Date.parse(`${day}T02:00:00Z`);
  return ramadans.some(([from, to]) => atMs >= at(from) && atMs < at(to));
}
