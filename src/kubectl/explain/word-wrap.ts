/** Breaks lines at blanks so that none is longer than `limit`, unless a word is. Equal to the writer kubectl explain uses. */
export function wordWrap(text: string, limit: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, limit))
    .join('\n');
}

function wrapLine(line: string, limit: number): string {
  let out = '';
  let width = 0;
  for (const [, blanks = '', word = ''] of line.matchAll(/(\s*)(\S*)/g)) {
    if (word === '') continue;
    if (width + blanks.length + word.length > limit && width > 0) {
      out += `\n${word}`;
      width = word.length;
    } else {
      out += blanks + word;
      width += blanks.length + word.length;
    }
  }
  return out;
}
