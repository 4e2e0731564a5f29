import type { Millis } from '../sim/clock.ts';

/** RFC 3339 in UTC with whole seconds, as metav1.Time is served. Fractions of a second are cut off. */
export function formatTime(ms: Millis): string {
  const second = Math.floor(ms / 1000);
  let text = known.get(second);
  if (text === undefined) {
    text = `${new Date(second * 1000).toISOString().slice(0, -5)}Z`;
    if (known.size >= KNOWN_SECONDS) known.clear();
    known.set(second, text);
  }
  return text;
}

/** Answers given: a cluster asks for the same few seconds thousands of times. They change no answer. */
const known = new Map<number, string>();
const KNOWN_SECONDS = 512;

/** RFC 3339 in UTC with six decimals, as metav1.MicroTime is served. */
export function formatMicroTime(ms: Millis): string {
  const micros = Math.floor(ms * 1000);
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(micros - seconds * 1_000_000).padStart(6, '0');
  return `${formatTime(seconds * 1000).slice(0, -1)}.${fraction}Z`;
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch of an RFC 3339 text (fractions and offsets allowed); undefined when it is not one. */
export function parseTime(text: string | undefined): Millis | undefined {
  if (text === undefined) return undefined;
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  const base = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (new Date(base).getUTCDate() !== Number(day)) return undefined;
  const millis = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000 + 1e-7);
  return base + millis - offsetMillis(zone!);
}

function offsetMillis(zone: string): Millis {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}
