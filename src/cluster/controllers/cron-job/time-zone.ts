import type { Millis } from '../../../sim/clock.ts';

const UTC = /^(?:Etc\/)?(?:UTC|UCT|GMT|Universal|Zulu|Greenwich)$/;
const FIXED = /^Etc\/GMT([+-])(\d{1,2})$/;

/** How far a zone without summer time is ahead of UTC; undefined for all others, whose rules Drydock does not know. */
export function zoneOffsetMs(name: string): Millis | undefined {
  if (name === '' || UTC.test(name)) return 0;
  const match = FIXED.exec(name);
  if (match === null || Number(match[2]) > 14) return undefined;
  // Etc/GMT+5 lies west of Greenwich.
  return Number(match[2]) * (match[1] === '+' ? -3_600_000 : 3_600_000);
}
