import { bigBytes } from '../../api/x509/der-write.ts';
import { readPem } from '../../api/x509/pem.ts';
import { power, type RsaPrivateKey, type RsaPublicKey, rsaKeySteps } from '../../api/x509/rsa.ts';
import {
  privateKeyPem,
  publicKeyDer,
  publicKeyPem,
  readPrivateKey,
  readPublicKey,
  rsaKeyPem,
} from '../../api/x509/rsa-key-file.ts';
import { createRandom } from '../../sim/random.ts';
import {
  bytesText,
  inputOf,
  type OpensslCommand,
  OpensslError,
  type OpensslWork,
  output,
  textBytes,
} from './openssl-io.ts';

const LARGEST = 4096;

/** A new key of so many bits. It is made in pieces, so that Ctrl-C works. */
export async function newKey({ io, random, rest }: OpensslWork, bits: number): Promise<RsaPrivateKey> {
  if (!Number.isInteger(bits) || bits < 512 || bits % 16 !== 0)
    throw new OpensslError('genrsa: Invalid RSA key length');
  if (bits > LARGEST) throw new OpensslError('not simulated in Drydock: RSA keys of more than 4096 bits');
  // A stream of its own, of which an interrupt may leave as much unread as it likes.
  const steps = rsaKeySteps(bits, createRandom({ a: random.int(2 ** 32) }));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await rest();
    if (io.signal.aborted) throw io.signal.reason;
  }
}

/** `openssl genrsa`. */
export const genrsa: OpensslCommand = {
  valued: ['out', 'rand', 'passout'],
  flags: ['traditional', 'verbose', 'quiet', '3', 'F4', 'f4', 'aes256', 'des3'],
  async run(work) {
    if (work.options.has('aes256') || work.options.has('des3')) {
      throw new OpensslError('genrsa: not simulated in Drydock: keys with a password');
    }
    const key = await newKey(work, Number(work.args[0] ?? 2048));
    await output(work, work.options.has('traditional') ? rsaKeyPem(key) : privateKeyPem(key), 'out', 0o600);
    return 0;
  },
};

/** `openssl genpkey -algorithm RSA`. */
export const genpkey: OpensslCommand = {
  valued: ['out', 'algorithm', 'pkeyopt', 'outform'],
  flags: ['text', 'quiet'],
  async run(work) {
    const algorithm = work.options.get('algorithm') ?? '';
    if (algorithm.toUpperCase() !== 'RSA')
      throw new OpensslError(`genpkey: not simulated in Drydock: algorithm ${algorithm}`);
    const bits = Number(/^rsa_keygen_bits:(\d+)$/.exec(work.options.get('pkeyopt') ?? '')?.[1] ?? 2048);
    await output(work, privateKeyPem(await newKey(work, bits)), 'out', 0o600);
    return 0;
  },
};

/** `openssl rsa` and `openssl pkey`: shows and turns keys. */
export const keyCommand = (name: 'rsa' | 'pkey'): OpensslCommand => ({
  valued: ['in', 'out', 'inform', 'outform', 'passin'],
  flags: ['pubin', 'pubout', 'noout', 'text', 'modulus', 'check', 'traditional'],
  async run(work) {
    const { io, options } = work;
    const text = await inputOf(work, 'in', options.has('pubin') ? 'public key' : 'private key');
    const source = options.get('in') ?? '<stdin>';
    const secret = options.has('pubin') ? undefined : readPrivateKey(text);
    const open = secret ?? publicKeyOf(text);
    if (open === undefined || (secret === undefined && !options.has('pubin'))) {
      throw new OpensslError(`Could not read ${options.has('pubin') ? 'public' : 'private'} key from ${source}`);
    }
    if (options.has('text')) {
      await io.stdout.write(
        `${secret === undefined ? 'Public-Key' : 'Private-Key'}: (${open.modulus.toString(2).length} bit${secret === undefined ? '' : ', 2 primes'})\n`,
      );
    }
    if (options.has('modulus')) await io.stdout.write(`Modulus=${open.modulus.toString(16).toUpperCase()}\n`);
    if (options.has('check') && secret !== undefined) {
      const right =
        secret.p * secret.q === secret.modulus &&
        power(power(7n, secret.exponent, secret.modulus), secret.secret, secret.modulus) === 7n;
      await io.stdout.write(
        name === 'rsa' ? `RSA key ${right ? 'ok' : 'error'}\n` : `Key is ${right ? 'valid' : 'invalid'}\n`,
      );
    }
    if (options.has('noout')) return 0;
    if (name === 'rsa') await io.stderr.write('writing RSA key\n');
    const asPublic = secret === undefined || options.has('pubout');
    if (options.get('outform')?.toLowerCase() === 'der') {
      const der = asPublic ? publicKeyDer(open) : (readPem(privateKeyPem(secret))[0]?.bytes ?? []);
      await output(work, bytesText(der));
    } else {
      await output(
        work,
        asPublic ? publicKeyPem(open) : options.has('traditional') ? rsaKeyPem(secret) : privateKeyPem(secret),
      );
    }
    return 0;
  },
});

export function publicKeyOf(text: string): RsaPublicKey | undefined {
  const block = readPem(text).find(({ label }) => label === 'PUBLIC KEY');
  try {
    return readPublicKey(block?.bytes ?? textBytes(text));
  } catch {
    return undefined;
  }
}

export const modulusLine = (key: RsaPublicKey): string =>
  `Modulus=${bigBytes(key.modulus)
    .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
    .join('')}\n`;
