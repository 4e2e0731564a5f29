const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/**
 * Decodes the escapes of `echo -e`, `printf` and `%b`. `stopped` tells that `\c` ended the output. In a printf format
 * (`octal: 'plain'`) octal numbers have no leading zero.
 */
export function decodeEscapes(
  text: string,
  octal: 'zero' | 'plain' = 'zero',
): { readonly text: string; readonly stopped: boolean } {
  let stopped = false;
  const pattern =
    octal === 'zero'
      ? /\\(?:0([0-7]{0,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(c)|([abeEfnrtv\\]))/g
      : /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(c)|([abeEfnrtv\\"']))/g;
  let decoded = '';
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    decoded += text.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[5] !== undefined) {
      stopped = true;
      last = text.length;
      break;
    }
    if (match[6] !== undefined) decoded += SIMPLE[match[6]] ?? match[6];
    else if (match[1] !== undefined) decoded += String.fromCharCode(Number.parseInt(match[1] || '0', 8) & 255);
    else {
      const code = Number.parseInt(match[2] ?? match[3] ?? match[4]!, 16);
      decoded += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    }
  }
  return { text: decoded + text.slice(last), stopped };
}
