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
  // The digits are put into one text at once: every object has one, and joining pieces of text took four times as long.
  put(random.int(0x1_0000_0000), FIRST);
  put(random.int(0x1_0000_0000), SECOND);
  put(random.int(0x1_0000_0000), THIRD);
  uid[VERSION_AT] = DIGITS.charCodeAt(4);
  uid[VARIANT_AT] = DIGITS.charCodeAt(8 + random.int(4));
  put(random.int(0x1_0000_0000), FOURTH);
  return String.fromCharCode.apply(undefined, uid);
}

const DIGITS = '0123456789abcdef';
/** Where the eight digits of each random word go. */
const FIRST = [0, 1, 2, 3, 4, 5, 6, 7];
const SECOND = [9, 10, 11, 12, 14, 15, 16, 17];
const THIRD = [19, 20, 21, 22, 24, 25, 26, 27];
const FOURTH = [28, 29, 30, 31, 32, 33, 34, 35];
const VERSION_AT = 14;
const VARIANT_AT = 19;
/** The text being made; only its dashes last. */
const uid: number[] = new Array<number>(36).fill('-'.charCodeAt(0));

function put(word: number, places: readonly number[]): void {
  for (let i = 0; i < 8; i++) uid[places[i]!] = DIGITS.charCodeAt((word >>> (28 - 4 * i)) & 15);
}
