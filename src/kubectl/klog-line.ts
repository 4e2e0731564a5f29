import type { Millis } from '../sim/clock.ts';

/** A line as klog writes it to standard error; programs have no number here. `place` is `file.go:LINE`. */
export function klogLine(severity: 'I' | 'W' | 'E', now: Millis, place: string, text: string): string {
  const [date = '', clock = ''] = new Date(now).toISOString().split('T');
  const [, month = '', day = ''] = date.split('-');
  return `${severity}${month}${day} ${clock.slice(0, -1)}000       1 ${place}] ${text}\n`;
}
