/** Quotes a text so that the shell reads it as one word, as `${x@Q}` does. */
export function quoteWord(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuote(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Quotes with backslashes and only where needed, as `printf %q` does. */
export function quoteBackslash(text: string): string {
  if (text === '') return "''";
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuote(text);
  return text.replace(/[^A-Za-z0-9_\-./:=@%+\u0080-\uffff]|^~/g, '\\$&').replace(/^#/, '\\#');
}

/** As `declare -p` and `set` show a value. */
export function quoteDouble(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuote(text);
  return `"${text.replace(/["\\$`]/g, '\\$&')}"`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\x1b': '\\E',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

function ansiQuote(text: string): string {
  const inner = text
    .replace(/[\\']/g, '\\$&')
    .replace(
      /[\x00-\x1f\x7f]/g,
      (character) => NAMED[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
  return `$'${inner}'`;
}
