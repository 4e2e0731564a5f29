import { parseDuration } from '../api/duration.ts';
import { goQuote } from '../api/go-quote.ts';
import type { Flag } from './command.ts';

export type FlagValue = string | boolean | number | readonly string[];

/** A value that does not fit a flag's type; pflag's words. */
export interface FlagValueError {
  readonly error: string;
}

const trueWords = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const falseWords = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** Reads one value of a flag as its Go type does; `before` is the value of earlier occurrences of a list flag. */
export function parseFlagValue(flag: Flag, text: string, before: readonly string[]): FlagValue | FlagValueError {
  switch (flag.type) {
    case 'string':
      return text;
    case 'bool':
      if (trueWords.has(text)) return true;
      if (falseWords.has(text)) return false;
      return { error: `strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax` };
    case 'int':
      return parseGoInt(text);
    case 'duration':
      return parseDuration(text);
    case 'stringArray':
      return [...before, text];
    case 'stringSlice': {
      const parts = text === '' ? [] : parseCsvLine(text);
      return Array.isArray(parts) ? [...before, ...parts] : (parts as FlagValueError);
    }
  }
}

/** The value of a flag that was not given. */
export function defaultFlagValue(flag: Flag): FlagValue {
  const text = flag.default;
  if (flag.type === 'bool') return text === 'true';
  if (flag.type === 'int') return Number(text ?? '0');
  if (flag.type === 'stringArray' || flag.type === 'stringSlice')
    return text === undefined || text === '' ? [] : text.split(',');
  if (flag.type === 'duration') {
    const value = parseDuration(text ?? '0');
    return typeof value === 'number' ? value : 0;
  }
  return text ?? '';
}

/** Models strconv.ParseInt with base 0: prefixes 0x, 0o, 0b, a leading 0 for octal, and underscores between digits. */
function parseGoInt(text: string): number | FlagValueError {
  const invalid = { error: `strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax` };
  const match = /^([+-]?)(0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[1-9][0-9_]*|0)$/.exec(text);
  if (match === null || /__|_$/.test(text)) return invalid;
  let digits = match[2]!.replaceAll('_', '');
  if (/^0[0-7]/.test(digits)) digits = `0o${digits.slice(1)}`;
  const value = Number(digits);
  if (value >= 2 ** 63) return { error: `strconv.ParseInt: parsing ${goQuote(text)}: value out of range` };
  return match[1] === '-' && value !== 0 ? -value : value;
}

/** One line of comma-separated values with Go's encoding/csv quoting. */
function parseCsvLine(text: string): string[] | FlagValueError {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(',', at);
      const field = end < 0 ? text.slice(at) : text.slice(at, end);
      const bare = field.indexOf('"');
      if (bare >= 0) return { error: `parse error on line 1, column ${at + bare + 1}: bare " in non-quoted field` };
      fields.push(field);
      if (end < 0) return fields;
      at = end + 1;
      continue;
    }
    let field = '';
    let from = at + 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote < 0)
        return { error: `parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field` };
      field += text.slice(from, quote);
      if (text[quote + 1] === '"') {
        field += '"';
        from = quote + 2;
        continue;
      }
      fields.push(field);
      if (quote + 1 >= text.length) return fields;
      if (text[quote + 1] !== ',')
        return { error: `parse error on line 1, column ${quote + 1}: extraneous or missing " in quoted-field` };
      at = quote + 2;
      break;
    }
  }
}
