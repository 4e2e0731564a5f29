import type { ParsedScript } from 'unbash';

export interface SyntaxMistake {
  readonly position: number;
  readonly message: string;
  readonly showsLine: boolean;
  /** More text could make it right: the prompt PS2 asks for it. */
  readonly incomplete: boolean;
}

const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/double quote/, '"'],
  [/single quote|ANSI-C/, "'"],
  [/backtick|back-?quote/i, '`'],
  [/command substitution|subshell|arithmetic/, ')'],
  [/parameter expansion|brace/, '}'],
];

/** The first syntax error of a script in bash's words; undefined when there is none. */
export function syntaxMistake(text: string, script: ParsedScript): SyntaxMistake | undefined {
  const error = script.errors?.[0];
  if (error === undefined) return undefined;
  const { message } = error;
  if (/unterminated/.test(message)) {
    const quote = QUOTES.find(([pattern]) => pattern.test(message))?.[1] ?? '"';
    return {
      position: text.length,
      message: `unexpected EOF while looking for matching \`${quote}'`,
      showsLine: false,
      incomplete: true,
    };
  }
  const rest = text.slice(error.pos);
  const token = /^(?:[ \t]|#[^\n]*)*(;;&|;;|;&|&&|\|\||\|&|<<<|[;|&()<>\n]|[^\s;|&()<>]+)?/.exec(rest)?.[1];
  const blank = /^(?:\s|#[^\n]*)*$/.test(rest);
  if (
    blank ||
    script.errors?.some((each) => each.pos >= text.trimEnd().length && /to close|after/.test(each.message))
  ) {
    return {
      position: text.length,
      message: 'syntax error: unexpected end of file',
      showsLine: false,
      incomplete: true,
    };
  }
  const shown = token === '\n' || token === undefined ? 'newline' : token;
  return {
    position: error.pos,
    message: `syntax error near unexpected token \`${shown}'`,
    showsLine: true,
    incomplete: false,
  };
}
