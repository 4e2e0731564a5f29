const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = new Map([...alphabet].map((character, index) => [character, index]));

/** The bytes of standard base64 with padding; undefined when the text is not that. Line breaks are ignored, as in Go. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const body = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(body)) return undefined;
  const padding = body.endsWith('==') ? 2 : body.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((body.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < body.length; at += 4) {
    let group = 0;
    for (let offset = 0; offset < 4; offset++) group = group * 64 + (sextets.get(body[at + offset]!) ?? 0);
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = (group >> shift) & 0xff;
  }
  return bytes;
}

/** Where Go's decoder gives up on a text that is not standard base64. Models encoding/base64 decodeQuantum. */
export function badBase64Offset(text: string): number {
  const isBreak = (at: number) => text[at] === '\n' || text[at] === '\r';
  const skipBreaks = (from: number) => {
    let at = from;
    while (isBreak(at)) at++;
    return at;
  };
  let read = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (isBreak(at)) continue;
    if (sextets.has(character)) {
      read = (read + 1) % 4;
      continue;
    }
    if (character !== '=' || read < 2) return at;
    if (read === 3) return skipBreaks(at + 1);
    const second = skipBreaks(at + 1);
    if (second >= text.length) return text.length;
    return text[second] === '=' ? skipBreaks(second + 1) : second - 1;
  }
  return text.length - read;
}

export function encodeBase64(bytes: ArrayLike<number>): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += alphabet[group >> 18]! + alphabet[(group >> 12) & 63]!;
    text += (left > 1 ? alphabet[(group >> 6) & 63]! : '=') + (left > 2 ? alphabet[group & 63]! : '=');
  }
  return text;
}

/** The bytes of a text in UTF-8. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** The text of bytes in UTF-8; what is malformed becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at++]!;
    const more =
      lead < 0x80
        ? 0
        : lead >= 0xc2 && lead < 0xe0
          ? 1
          : lead >= 0xe0 && lead < 0xf0
            ? 2
            : lead >= 0xf0 && lead < 0xf5
              ? 3
              : -1;
    let code = more === 0 ? lead : more === 1 ? lead & 31 : more === 2 ? lead & 15 : lead & 7;
    let read = 0;
    while (read < more && at + read < bytes.length && (bytes[at + read]! & 0xc0) === 0x80) {
      code = (code << 6) | (bytes[at + read]! & 63);
      read++;
    }
    const lowest = [0, 0x80, 0x800, 0x10000][more] ?? 0;
    const bad = more < 0 || read < more || code < lowest || code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
    text += bad ? '\ufffd' : String.fromCodePoint(code);
    if (!bad) at += more;
  }
  return text;
}

/** Base64 for addresses and tokens: other letters for + and /, and no padding. */
export const encodeBase64Url = (bytes: ArrayLike<number>): string =>
  encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return decodeBase64(standard + '='.repeat((4 - (standard.length % 4)) % 4));
}
