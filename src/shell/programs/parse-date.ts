const UNITS: Readonly<Record<string, number>> = {
  second: 1000,
  sec: 1000,
  minute: 60_000,
  min: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Reads a date as `date -d` takes it (UTC); undefined when it is none. */
export function parseDate(text: string, now: number): number | undefined {
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
