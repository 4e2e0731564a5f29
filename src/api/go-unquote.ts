import { utf8Bytes, utf8Text } from './base64.ts';

const simple: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

/** What a Go literal in double quotes, back quotes or single quotes says; undefined for bad syntax. Models strconv.Unquote. */
export function goUnquote(literal: string): string | undefined {
  const mark = literal[0];
  const inner = literal.slice(1, -1);
  if (mark === '`') return inner.replaceAll('\r', '');
  const bytes: number[] = [];
  const pattern = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{3})|([\s\S]))|[^\\]+/g;
  let at = 0;
  for (const match of inner.matchAll(pattern)) {
    if (match.index !== at) return undefined;
    at += match[0].length;
    const [whole, short, long, hex, octal, letter] = match;
    const code = short ?? long;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return undefined;
      bytes.push(...utf8Bytes(String.fromCodePoint(point)));
    } else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) {
      const byte = Number.parseInt(octal, 8);
      if (byte > 255) return undefined;
      bytes.push(byte);
    } else if (letter !== undefined) {
      const byte = letter === mark ? letter.charCodeAt(0) : Object.hasOwn(simple, letter) ? simple[letter] : undefined;
      if (byte === undefined) return undefined;
      bytes.push(byte);
    } else for (const byte of utf8Bytes(whole)) bytes.push(byte);
  }
  return at === inner.length ? utf8Text(Uint8Array.from(bytes)) : undefined;
}
