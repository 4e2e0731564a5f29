import { createRandom, seedOf } from '../../sim/random.ts';

/** `length` hexadecimal digits that depend on the text alone: image digests, container and machine ids. */
export function stableHex(text: string, length: number): string {
  const random = createRandom({ a: seedOf(0, text) });
  let hex = '';
  while (hex.length < length) hex += random.int(0x1000000).toString(16).padStart(6, '0');
  return hex.slice(0, length);
}
