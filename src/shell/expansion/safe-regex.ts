import { boundedRegex } from './bounded-regex.ts';
import { type LinearMatch, linearRegex } from './linear-regex.ts';

/** Finds the first match at or after a place. May throw RegexBudgetError. */
export type Matcher = (text: string, from?: number) => LinearMatch | undefined;

/** A repetition of something that holds a repetition or a choice: what JavaScript's engine may take exponential time for. */
const NESTED = /[*+}][^()]*\)[*+{]|\|.*\)[*+{]|\)[*+?}]*\)[*+{]/;
/** Several open repetitions in a row take polynomial time, which a long line makes long as well. */
const MANY = /([*+]|,\}).*([*+]|,\}).*([*+]|,\})/;
/** Back references and looking around, but for the words that grep -w looks around for. */
const GOES_BACK = /\\[1-9kg]|\(\?<?[=!](?!\\w\))/;
/** What Perl's expressions have and JavaScript's have not, or have otherwise. */
const PERL = /\\[KhHRQEAzZxae]|\(\?[^:=!<]|\(\?<[A-Za-z]|[*+?}][+?]/;

/**
 * A matcher whose time is bounded: JavaScript's engine for patterns that it matches quickly, an automaton for those that
 * it may not, and one that gives up for what no automaton can do. Unlike POSIX the first alternative that fits is taken, not
 * the longest.
 */
export function safeRegex(source: string, ignoreCase: boolean, perl = false): Matcher {
  const needsPerl = perl && PERL.test(source);
  if (!needsPerl && !GOES_BACK.test(source)) {
    const native = new RegExp(source, ignoreCase ? 'gi' : 'g');
    if (!NESTED.test(source) && !MANY.test(source)) {
      return (text, from = 0) => {
        native.lastIndex = from;
        const match = native.exec(text);
        return match === null ? undefined : { index: match.index, captures: [...match] };
      };
    }
    const linear = linearRegex(source, ignoreCase);
    if (linear !== undefined) return linear;
  }
  const bounded = boundedRegex(source, ignoreCase);
  if (bounded !== undefined) return bounded;
  // What JavaScript refuses as well is a mistake; what only we do not understand is not simulated.
  if (!needsPerl) new RegExp(source);
  throw new Error('not simulated in Drydock: this pattern');
}
