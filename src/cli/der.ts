/** Writes ASN.1 values in DER (X.690), as far as certificates need it. */
export type Der = Buffer;

const value = (tag: number, body: Buffer): Der => Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...parts: readonly Der[]): Der => value(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Der[]): Der => value(0x31, Buffer.concat(parts));
export const octets = (bytes: Buffer): Der => value(0x04, bytes);
export const boolean = (is: boolean): Der => value(0x01, Buffer.from([is ? 0xff : 0]));
export const text = (content: string): Der => value(0x0c, Buffer.from(content, 'utf8'));

/** A whole number that is not negative, from its bytes. */
export function integer(bytes: Buffer): Der {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const body = bytes.subarray(start);
  return value(0x02, (body[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), body]) : body);
}

/** Bits, of which the last `unused` do not count. */
export const bits = (bytes: Buffer, unused = 0): Der => value(0x03, Buffer.concat([Buffer.from([unused]), bytes]));

/** `1.2.840.10045.4.3.2` */
export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const body = [40 * first + second, ...rest].flatMap((part) => {
    const groups = [part & 0x7f];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift(0x80 | (left & 0x7f));
    return groups;
  });
  return value(0x06, Buffer.from(body));
}

/** A moment; years from 2050 on are written out, as RFC 5280 wants it. */
export function time(ms: number): Der {
  const digits = `${new Date(ms).toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  return Number(digits.slice(0, 4)) < 2050
    ? value(0x17, Buffer.from(digits.slice(2)))
    : value(0x18, Buffer.from(digits));
}

/** A value under a context-specific tag: around another value, or in its place. */
export const tagged = (number: number, inner: Der): Der => value(0xa0 | number, inner);
export const retagged = (number: number, content: Buffer): Der => value(0x80 | number, content);
