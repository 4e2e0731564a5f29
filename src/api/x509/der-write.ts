import { utf8Bytes } from '../base64.ts';

/** ASN.1 values as bytes in DER (X.690), as far as keys and certificates need it. */
export type Der = readonly number[];

export function value(tag: number, body: Der): Der {
  return [tag, ...lengthBytes(body.length), ...body];
}

function lengthBytes(length: number): Der {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...parts: readonly Der[]): Der => value(0x30, parts.flat());
export const set = (...parts: readonly Der[]): Der => value(0x31, parts.flat());
export const octets = (bytes: Der): Der => value(0x04, bytes);
export const bits = (bytes: Der, unused = 0): Der => value(0x03, [unused, ...bytes]);
export const boolean = (is: boolean): Der => value(0x01, [is ? 0xff : 0]);
export const utf8 = (text: string): Der => value(0x0c, [...utf8Bytes(text)]);
export const printable = (text: string): Der => value(0x13, [...utf8Bytes(text)]);
export const nothing: Der = [0x05, 0];
/** A value of a type of the context, around other values. */
export const tagged = (number: number, ...parts: readonly Der[]): Der => value(0xa0 | number, parts.flat());
/** A value of a type of the context, in place of the type's own tag. */
export const retagged = (number: number, bytes: Der): Der => value(0x80 | number, bytes);

/** A whole number that is not negative. */
export function integer(number: bigint | number): Der {
  const bytes = bigBytes(BigInt(number));
  return value(0x02, bytes[0]! >= 0x80 ? [0, ...bytes] : bytes);
}

/** The bytes of a number, the highest first; at least one. */
export function bigBytes(number: bigint, length = 0): number[] {
  let hex = number.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  while (bytes.length < length) bytes.unshift(0);
  return bytes;
}

export function objectId(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return value(
    0x06,
    [first * 40 + second, ...rest].flatMap((arc) => {
      const bytes = [arc % 128];
      for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
        bytes.unshift((left % 128) | 0x80);
      return bytes;
    }),
  );
}

/** UTCTime, or GeneralizedTime from 2050 on. */
export function time(ms: number): Der {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const late = Number(digits.slice(0, 4)) >= 2050;
  return value(late ? 0x18 : 0x17, [...utf8Bytes(`${late ? digits : digits.slice(2)}Z`)]);
}
