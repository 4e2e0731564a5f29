/** Which of two path elements comes first: fields, keys, values, places. Models fieldpath PathElement.Compare. */
export function compareElements(one: string, other: string): number {
  if (one === other) return 0;
  const rank = KINDS.indexOf(one.charAt(0)) - KINDS.indexOf(other.charAt(0));
  if (rank !== 0) return rank;
  const kind = one.charAt(0);
  if (kind === 'f') return compareText(one, other);
  const [a, b] = [read(one), read(other)];
  if (kind !== 'k' || typeof a !== 'object' || typeof b !== 'object') return compareValues(a, b);
  return compareLists(Object.entries(a ?? {}).flat(), Object.entries(b ?? {}).flat());
}

const KINDS = 'fkvi';

function read(element: string): unknown {
  try {
    return JSON.parse(element.slice(2));
  } catch {
    return element;
  }
}

function compareLists(one: readonly unknown[], other: readonly unknown[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const order = compareValues(one[at], other[at]);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

const TYPES = ['number', 'string', 'boolean', 'object'];

/** Models structured-merge-diff value.Compare for what can be a key. */
function compareValues(one: unknown, other: unknown): number {
  const type = TYPES.indexOf(typeof one) - TYPES.indexOf(typeof other);
  if (type !== 0) return type;
  if (typeof one === 'number' || typeof one === 'boolean') return Number(one) - Number(other);
  return compareText(typeof one === 'string' ? one : JSON.stringify(one), String(other));
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
