import type { Random } from '../../../sim/random.ts';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Models apimachinery util/rand String. */
export function randomSuffix(random: Random, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += ALPHABET[random.int(ALPHABET.length)];
  return text;
}

/** Models apiserver storage/names SimpleNameGenerator. */
export function generateName(random: Random, prefix: string): string {
  return prefix.slice(0, 58) + randomSuffix(random, 5);
}

/** A random (version 4) UUID. */
export function generateUid(random: Random): string {
  const word = () => random.int(0x1_0000_0000).toString(16).padStart(8, '0');
  const a = word();
  const b = word();
  const c = word();
  const variant = '89ab'[random.int(4)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${word()}`;
}
