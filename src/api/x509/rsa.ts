import { sha256 } from '../sha256.ts';
import { bigOf } from './der-read.ts';
import { bigBytes } from './der-write.ts';

export interface RsaPublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

export interface RsaPrivateKey extends RsaPublicKey {
  readonly secret: bigint;
  readonly p: bigint;
  readonly q: bigint;
}

/** Numbers from 0 up to, not including, `below`. */
export interface RandomSource {
  int(below: number): number;
}

const EXPONENT = 65_537n;

/**
 * Makes a key pair from a stream of random numbers: the same stream gives the same key. Such keys keep no secrets; they are for
 * a cluster that does not exist.
 */
export function generateRsaKey(bits: number, random: RandomSource): RsaPrivateKey {
  const steps = rsaKeySteps(bits, random);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of some milliseconds, for those who must listen to others meanwhile. */
export function* rsaKeySteps(bits: number, random: RandomSource): Generator<undefined, RsaPrivateKey> {
  for (;;) {
    const p = yield* prime(bits / 2, random);
    const q = yield* prime(bits / 2, random);
    const phi = (p - 1n) * (q - 1n);
    if (p === q || phi % EXPONENT === 0n) continue;
    const [larger, smaller] = p > q ? [p, q] : [q, p];
    return { modulus: p * q, exponent: EXPONENT, secret: inverse(EXPONENT, phi), p: larger, q: smaller };
  }
}

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export function signRsa(key: RsaPrivateKey, message: readonly number[]): number[] {
  const length = bigBytes(key.modulus).length;
  const padded = bigOf(padding(message, length));
  // By the Chinese remainder theorem, which is faster.
  const { p, q, secret } = key;
  const atP = power(padded % p, secret % (p - 1n), p);
  const atQ = power(padded % q, secret % (q - 1n), q);
  const difference = (((atP - atQ) % p) + p) % p;
  return bigBytes(atQ + ((difference * inverse(q, p)) % p) * q, length);
}

/** Whether a signature is one of this message by this key. */
export function verifyRsa(key: RsaPublicKey, message: readonly number[], signature: readonly number[]): boolean {
  if (key.modulus <= 0n || signature.length > 1024) return false;
  const length = bigBytes(key.modulus).length;
  return power(bigOf(signature), key.exponent, key.modulus) === bigOf(padding(message, length));
}

const DIGEST_INFO = [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20];

function padding(message: readonly number[], length: number): number[] {
  const digest = [...DIGEST_INFO, ...sha256(message)];
  const filler = new Array<number>(Math.max(8, length - digest.length - 3)).fill(0xff);
  return [0, 1, ...filler, 0, ...digest];
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

export function inverse(number: bigint, modulus: bigint): bigint {
  let [a, b] = [((number % modulus) + modulus) % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (b !== 0n) {
    const times = a / b;
    [a, b] = [b, a - times * b];
    [x, y] = [y, x - times * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

const SMALL = smallPrimes(4000);

function smallPrimes(limit: number): readonly number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let i = 2; i < limit; i++) {
    if (composite[i] === 1) continue;
    primes.push(i);
    for (let j = i * i; j < limit; j += i) composite[j] = 1;
  }
  return primes;
}

/** A number that passes Fermat's and Miller's and Rabin's tests; its two highest bits are set, so that products have full length. */
function* prime(bits: number, random: RandomSource): Generator<undefined, bigint> {
  for (;;) {
    const bytes = Array.from({ length: bits / 8 }, () => random.int(256));
    const start = bigOf(bytes) | (3n << BigInt(bits - 2)) | 1n;
    const rests = SMALL.map((small) => Number(start % BigInt(small)));
    for (let offset = 0; offset < 4096; offset += 2) {
      if (SMALL.some((small, index) => (rests[index]! + offset) % small === 0)) continue;
      const candidate = start + BigInt(offset);
      if (isProbablyPrime(candidate)) return candidate;
      yield undefined;
    }
  }
}

function isProbablyPrime(number: bigint): boolean {
  let odd = number - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos++;
  }
  return [2n, 3n, 5n].every((base) => {
    let x = power(base, odd, number);
    if (x === 1n || x === number - 1n) return true;
    for (let i = 1; i < twos; i++) {
      x = (x * x) % number;
      if (x === number - 1n) return true;
    }
    return false;
  });
}
