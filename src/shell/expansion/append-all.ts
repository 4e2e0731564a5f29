/** Appends a list of any length; spreading a long one into `push` would overflow the host's stack. */
export function appendAll<T>(target: T[], items: Iterable<T>): void {
  for (const item of items) target.push(item);
}
