import { byCodePoint } from './go-json.ts';

/** Decoded JSON as Go's `%v` prints it: `map[a:b c:[1 2]]`, `<nil>`. Keys are sorted. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return goNumberText(value);
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).sort(byCodePoint);
  return `map[${keys.map((key) => `${key}:${goValue(record[key])}`).join(' ')}]`;
}

/** Whole numbers are int64 to Kubernetes' decoder; others print as `%v` of a float64, with an exponent from 1e21 on. */
function goNumberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value).toString();
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e21) return String(value);
  const [mantissa, exponent = '+0'] = value.toExponential().split('e');
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}
