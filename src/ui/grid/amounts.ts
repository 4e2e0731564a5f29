/** `1.5` cores, `250m` below one. */
export function formatCpu(milli: number): string {
  if (milli < 1000 && milli > 0) return `${milli}m`;
  return String(Math.round(milli / 100) / 10);
}

/** Bytes in Gi or Mi, as people write them. */
export function formatMemory(bytes: number): string {
  const gibi = bytes / 2 ** 30;
  if (gibi >= 1) return `${Math.round(gibi * 10) / 10}Gi`;
  return `${Math.round(bytes / 2 ** 20)}Mi`;
}

/** An age as kubectl words it, roughly: 45s, 3m, 2h, 5d. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}
