export interface PatternOptions {
  /** `*`, `?` and brackets do not match a slash. */
  readonly path?: boolean;
  readonly ignoreCase?: boolean;
  /** Stars take as little as they can. */
  readonly lazy?: boolean;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  print: '\\x20-\\x7e\\u00a0-\\uffff',
  graph: '\\x21-\\x7e\\u00a1-\\uffff',
  word: 'a-zA-Z0-9_',
};

/** The source of a regular expression for a shell pattern, not anchored. */
export function patternSource(pattern: string, options: PatternOptions = {}): string {
  const any = options.path === true ? '[^/]' : '[\\s\\S]';
  const star = `${any}*${options.lazy === true ? '?' : ''}`;
  let source = '';
  let i = 0;
  while (i < pattern.length) {
    const character = pattern[i]!;
    if (character === '\\') {
      source += escapeRegex(pattern[i + 1] ?? '\\');
      i += 2;
    } else if ('?*+@!'.includes(character) && pattern[i + 1] === '(') {
      const end = closingParenthesis(pattern, i + 1);
      if (end === -1) {
        source += escapeRegex(character);
        i++;
        continue;
      }
      const alternatives = splitAlternatives(pattern.slice(i + 2, end)).map((inner) => patternSource(inner, options));
      const group = `(?:${alternatives.join('|')})`;
      if (character === '!') {
        const rest = patternSource(pattern.slice(end + 1), options);
        return `${source}(?!${group}${rest}$)${any}*${rest}`;
      }
      source += character === '@' ? group : group + character;
      i = end + 1;
    } else if (character === '*') {
      while (pattern[i + 1] === '*') i++;
      source += star;
      i++;
    } else if (character === '?') {
      source += any;
      i++;
    } else if (character === '[') {
      const bracket = bracketSource(pattern, i);
      if (bracket === undefined) {
        source += '\\[';
        i++;
      } else {
        source += (options.path === true ? '(?!/)' : '') + bracket.source;
        i = bracket.end;
      }
    } else {
      source += escapeRegex(character);
      i++;
    }
  }
  return source;
}

/** A regular expression that matches a whole text when the shell pattern does. */
export function patternRegex(pattern: string, options: PatternOptions = {}): RegExp {
  const pieces = options.path === true ? undefined : splitAtStars(pattern);
  const source =
    pieces === undefined || pieces.length < 3 ? patternSource(pattern, options) : starredSource(pieces, options);
  return compile(`^(?:${source})$`, options.ignoreCase === true ? 'i' : '');
}

/**
 * What stands between two stars can be taken at its first place for good. The lookahead forbids the engine to try the
 * others, which would take time that grows with a power of the text's length.
 */
function starredSource(pieces: readonly string[], options: PatternOptions): string {
  const middle = pieces
    .slice(1, -1)
    .filter((piece) => piece !== '')
    .map((piece, index) => `(?=([\\s\\S]*?${patternSource(piece, options)}))\\${index + 1}(?:)`);
  return `${patternSource(pieces[0]!, options)}${middle.join('')}[\\s\\S]*${patternSource(pieces.at(-1)!, options)}`;
}

/** The pieces of a pattern between its stars; undefined for extended patterns. */
function splitAtStars(pattern: string): string[] | undefined {
  const pieces: string[] = [];
  let start = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if ('?*+@!'.includes(character) && pattern[i + 1] === '(') return undefined;
    if (character === '\\') i++;
    else if (character === '[') i = (bracketSource(pattern, i)?.end ?? i + 1) - 1;
    else if (character === '*') {
      pieces.push(pattern.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(pattern.slice(start));
  return pieces;
}

/** Compiles a regular expression made from a pattern; one that cannot be is one that never matches. */
export function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    return /[^\s\S]/;
  }
}

export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Translates the bracket expression at `start` of a pattern or POSIX regular expression; undefined when it does not end. */
export function bracketSource(
  pattern: string,
  start: number,
  escapes = true,
): { readonly source: string; readonly end: number } | undefined {
  let i = start + 1;
  let source = '[';
  if (pattern[i] === '!' || pattern[i] === '^') {
    source += '^';
    i++;
  }
  for (let first = true; i < pattern.length; first = false) {
    const character = pattern[i]!;
    if (character === ']' && !first) return { source: source === '[' ? '[^\\s\\S]' : `${source}]`, end: i + 1 };
    if (character === '[' && (pattern[i + 1] === ':' || pattern[i + 1] === '.' || pattern[i + 1] === '=')) {
      const close = pattern.indexOf(`${pattern[i + 1]}]`, i + 2);
      if (close !== -1) {
        const name = pattern.slice(i + 2, close);
        source += pattern[i + 1] === ':' ? (CLASSES[name] ?? '') : escapeInBracket(name);
        i = close + 2;
        continue;
      }
    }
    if (character === '\\' && escapes && i + 1 < pattern.length) {
      source += escapeInBracket(pattern[i + 1]!);
      i += 2;
    } else {
      source += character === '-' ? '-' : escapeInBracket(character);
      i++;
    }
  }
  return undefined;
}

function escapeInBracket(text: string): string {
  return text.replace(/[\\\][^-]/g, '\\$&');
}

function closingParenthesis(pattern: string, open: number): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === '(') depth++;
    else if (pattern[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function splitAlternatives(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === '|' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
