/** One ASN.1 value that was read: its tag, its body, and the whole of its bytes. */
export interface DerValue {
  readonly tag: number;
  readonly body: readonly number[];
  readonly all: readonly number[];
}

export class DerError extends Error {}

const NEST_LIMIT = 1_000_000;

/** Reads the values that follow each other in `bytes`. Throws DerError for what is not DER. */
export function readDer(bytes: readonly number[]): readonly DerValue[] {
  if (bytes.length > NEST_LIMIT) throw new DerError('too long');
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const tag = bytes[at++]!;
    let length = bytes[at++];
    if (length === undefined) throw new DerError('not enough data');
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) throw new DerError('bad length');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[at++] ?? 0);
    }
    if (at + length > bytes.length) throw new DerError('too long');
    values.push({ tag, body: bytes.slice(at, at + length), all: bytes.slice(start, at + length) });
    at += length;
  }
  return values;
}

/** The one value that `bytes` hold. */
export function readOne(bytes: readonly number[]): DerValue {
  const [first, ...rest] = readDer(bytes);
  if (first === undefined || rest.length > 0) throw new DerError('expected one value');
  return first;
}

/** The values in a value. */
export const partsOf = ({ body }: DerValue): readonly DerValue[] => readDer(body);

export const bigOf = (bytes: readonly number[]): bigint =>
  bytes.length === 0 ? 0n : BigInt(`0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);

export function objectIdOf({ body }: DerValue): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of body) {
    arc = arc * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0;
  }
  const first = arcs[0] ?? 0;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...arcs.slice(1)].join('.');
}

/** Milliseconds of a UTCTime or GeneralizedTime. */
export function timeOf({ tag, body }: DerValue): number {
  const text = String.fromCharCode(...body);
  const digits = tag === 0x17 ? `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}` : text;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if (match === null) throw new DerError('bad time');
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
