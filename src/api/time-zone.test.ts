import { describe, expect, it } from 'vitest';
import { findTimeZone } from './time-zone.ts';

/** Minutes ahead of UTC just before and at the changes of clocks. */
const cases: readonly (readonly [zone: string, at: string, minutes: number])[] = [
  ['UTC', '2026-07-01T00:00:00Z', 0],
  ['Etc/GMT+5', '2026-07-01T00:00:00Z', -300],
  ['Europe/Berlin', '2026-03-29T00:59:59Z', 60],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 120],
  ['Europe/Berlin', '2026-10-25T00:59:59Z', 120],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', 60],
  ['Europe/Dublin', '2026-07-01T00:00:00Z', 60],
  ['America/New_York', '2026-03-08T06:59:59Z', -300],
  ['America/New_York', '2026-03-08T07:00:00Z', -240],
  ['America/Argentina/Buenos_Aires', '2026-03-08T07:00:00Z', -180],
  ['Asia/Kolkata', '2026-03-08T07:00:00Z', 330],
  ['Australia/Sydney', '2026-01-01T00:00:00Z', 660],
  ['Australia/Sydney', '2026-04-04T16:00:00Z', 600],
  ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', 630],
  ['Asia/Jerusalem', '2026-03-26T23:59:59Z', 120],
  ['Asia/Jerusalem', '2026-03-27T00:00:00Z', 180],
  ['Africa/Casablanca', '2026-02-15T02:00:00Z', 0],
  ['Africa/Casablanca', '2026-03-22T02:00:00Z', 60],
];

describe('time zones', () => {
  it.each(cases)('%s at %s', (zone, at, minutes) => {
    expect(findTimeZone(zone)?.(Date.parse(at))).toBe(minutes * 60_000);
  });

  it.each(['Local', 'europe/berlin', 'Europe', 'Europe/', '__proto__', 'Mars/Phobos'])('not %s', (zone) => {
    expect(findTimeZone(zone)).toBeUndefined();
  });
});
