import { bracketSource } from './pattern.ts';

/**
 * Translates a POSIX extended regular expression (with GNU's `\w \b \<`) to JavaScript's, for safe-regex.ts.
 */
export function convertExtended(source: string): string {
  let result = '';
  for (let i = 0; i < source.length; ) {
    const character = source[i]!;
    if (character === '[') {
      const bracket = bracketSource(source, i, false);
      if (bracket === undefined) throw new Error('Unmatched [, [^, [:, [., or [=');
      result += bracket.source;
      i = bracket.end;
    } else if (character === '\\') {
      result += escaped(source[i + 1] ?? '\\');
      i += 2;
    } else if (character === '{' && !/^\{\d*,?\d*\}/.test(source.slice(i))) {
      result += '\\{';
      i++;
    } else if (character === '{') {
      result += source.startsWith('{,', i) ? '{0' : '{';
      i++;
    } else if (character === '}' || character === '/') {
      result += character === '}' && /\{\d*,?\d*$/.test(result) ? '}' : `\\${character}`;
      i++;
    } else if ((character === '*' || character === '+' || character === '?') && /(^|[(|])$/.test(result)) {
      result += `\\${character}`;
      i++;
    } else if (character === '?' && /[*+?}]$/.test(result) && !/\\.$/.test(result)) {
      // A second repetition mark would mean "lazy" in JavaScript.
      i++;
    } else {
      result += character === '.' ? '[^\\n]' : character;
      i++;
    }
  }
  return result;
}

/** Translates a POSIX basic regular expression, where `\( \) \{ \} \| \+ \?` are the operators. */
export function convertBasic(source: string): string {
  let extended = '';
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!;
    if (character === '[') {
      const bracket = bracketSource(source, i, false);
      if (bracket === undefined) throw new Error('Unmatched [, [^, [:, [., or [=');
      extended += source.slice(i, bracket.end);
      i = bracket.end - 1;
    } else if (character === '\\' && i + 1 < source.length) {
      const next = source[++i]!;
      extended += '(){}|+?'.includes(next) ? next : `\\${next}`;
    } else if ('(){}|+?'.includes(character)) extended += `\\${character}`;
    else if (character === '*' && /(^|\()$/.test(extended)) extended += '\\*';
    else if (character === '^' && !/(^|[(|])$/.test(extended)) extended += '\\^';
    else if (character === '$' && i + 1 < source.length && !/^\\[)|]/.test(source.slice(i + 1))) extended += '\\$';
    else extended += character;
  }
  return convertExtended(extended);
}

function escaped(character: string): string {
  if ('wWsSbB'.includes(character)) return `\\${character}`;
  if (character === '<') return '\\b(?=\\w)';
  if (character === '>') return '\\b(?<=\\w)';
  if (/[1-9]/.test(character)) return `\\${character}`;
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
