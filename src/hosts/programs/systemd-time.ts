const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 2026-11-24 10:44:23 UTC`. */
export function stamp(at: number): string {
  const date = new Date(at);
  const iso = date.toISOString();
  return `${DAYS[date.getUTCDay()]} ${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** `Nov 24 10:44:23`, as syslog writes times. */
export function syslogTime(at: number): string {
  const date = new Date(at);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, '0')} ${date.toISOString().slice(11, 19)}`;
}

/** `5min`, `1h 2min`, `3 days`: Models systemd format_timestamp_relative, without `ago`. */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days >= 2) return `${days} days`;
  if (days === 1) return `1 day ${hours - 24}h`;
  if (minutes >= 90 * 2) return `${hours}h`;
  if (hours >= 1) return `${hours}h ${minutes % 60}min`;
  if (minutes >= 5) return `${minutes}min`;
  if (minutes >= 1) return `${minutes}min ${seconds % 60}s`;
  if (seconds >= 1) return `${seconds}s`;
  return `${Math.max(0, Math.floor(ms))}ms`;
}
