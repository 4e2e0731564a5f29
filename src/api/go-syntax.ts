import { byCodePoint } from './go-json.ts';
import { goQuote } from './go-quote.ts';
import { goValue } from './go-value.ts';

/** Decoded JSON as Go's `%#v` prints it: `map[string]interface {}{"a":[]interface {}{1, "x"}}`. Keys are sorted. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return goValue(value);
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).sort(byCodePoint);
  return `map[string]interface {}{${keys.map((key) => `${goQuote(key)}:${goSyntax(record[key])}`).join(', ')}}`;
}
