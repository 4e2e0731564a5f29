/** The round constants: the first bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4). */
const ROUND_CONSTANTS = primeFractions(64, Math.cbrt);
const INITIAL = primeFractions(8, Math.sqrt);
const BLOCK_BYTES = 64;

/** The SHA-256 digest of bytes, 32 bytes long. Synchronous and without a host, so that the engine may use it. */
export function sha256(bytes: ArrayLike<number>): Uint8Array {
  const state = Int32Array.from(INITIAL);
  const padded = pad(bytes);
  const words = new Int32Array(64);
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) mixBlock(state, words, padded, at);
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = state[i >> 2]! >>> (24 - 8 * (i & 3));
  return digest;
}

/** Models RFC 2104 with SHA-256. */
export function hmacSha256(key: ArrayLike<number>, message: ArrayLike<number>): Uint8Array {
  const short = key.length > BLOCK_BYTES ? sha256(key) : key;
  const keyed = (mask: number, text: ArrayLike<number>) => {
    const bytes = new Uint8Array(BLOCK_BYTES + text.length);
    for (let i = 0; i < BLOCK_BYTES; i++) bytes[i] = (short[i] ?? 0) ^ mask;
    bytes.set(text, BLOCK_BYTES);
    return sha256(bytes);
  };
  return keyed(0x5c, keyed(0x36, message));
}

function pad(bytes: ArrayLike<number>): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  let bits = bytes.length * 8;
  for (let at = padded.length - 1; bits > 0; at--, bits = Math.floor(bits / 256)) padded[at] = bits % 256;
  return padded;
}

function mixBlock(state: Int32Array, words: Int32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const from = at + 4 * i;
    words[i] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const early = words[i - 15]!;
    const late = words[i - 2]!;
    const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[i] = words[i - 16]! + small + words[i - 7]! + large;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const chosen = (e & f) ^ (~e & g);
    const mixed = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + ROUND_CONSTANTS[i]! + words[i]!) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const other = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + mixed) | 0, c, b, a, (mixed + other) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = state[i]! + value;
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function primeFractions(count: number, root: (prime: number) => number): Int32Array {
  const words = new Int32Array(count);
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.some((prime) => candidate % prime === 0)) continue;
    words[primes.length] = fractionBits(root(candidate));
    primes.push(candidate);
  }
  return words;
}

function fractionBits(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
}
