import { type LinearMatch, linearRegex } from './linear-regex.ts';

/** Finds the first match at or after a place. */
export type Matcher = (text: string, from?: number) => LinearMatch | undefined;

/** A repetition of something that holds a repetition or a choice: what JavaScript's engine may take exponential time for. */
const NESTED = /[*+}][^()]*\)[*+{]|\|.*\)[*+{]|\)[*+?}]*\)[*+{]/;
/** Several open repetitions in a row take polynomial time, which a long line makes long as well. */
const MANY = /([*+]|,\}).*([*+]|,\}).*([*+]|,\})/;

/**
 * A matcher whose time is bounded: JavaScript's engine for patterns that it matches quickly, an automaton for those that
 * it may not. Unlike POSIX the first alternative that fits is taken, not the longest.
 */
export function safeRegex(source: string, ignoreCase: boolean): Matcher {
  const native = new RegExp(source, ignoreCase ? 'gi' : 'g');
  const linear = NESTED.test(source) || MANY.test(source) ? linearRegex(source, ignoreCase) : undefined;
  if (linear !== undefined) return linear;
  return (text, from = 0) => {
    native.lastIndex = from;
    const match = native.exec(text);
    return match === null ? undefined : { index: match.index, captures: [...match] };
  };
}
