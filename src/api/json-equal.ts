/** Deep equality of JSON data. A field that is `undefined` equals one that is absent; shared subtrees cost nothing. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let at = 0; at < a.length; at++) if (!jsonEqual(a[at], b[at])) return false;
    return true;
  }
  return (
    !Array.isArray(b) && recordsEqual(a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>)
  );
}

function recordsEqual(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  let present = 0;
  for (const key in a) {
    const value = a[key];
    if (value === undefined) continue;
    present++;
    const other = b[key];
    if (value === other) continue;
    // A key such as `__proto__` may be found without being there.
    if (!Object.hasOwn(b, key) || !jsonEqual(value, other)) return false;
  }
  for (const key in b) if (b[key] !== undefined) present--;
  return present === 0;
}
