import { bigOf, DerError, objectIdOf, partsOf, readOne } from './der-read.ts';
import { bits, type Der, integer, nothing, objectId, octets, sequence } from './der-write.ts';
import { readPem, writePem } from './pem.ts';
import type { RsaPrivateKey, RsaPublicKey } from './rsa.ts';
import { inverse } from './rsa.ts';

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const ALGORITHM = sequence(objectId(RSA_ENCRYPTION), nothing);

/** PKCS #1. */
function privateDer({ modulus, exponent, secret, p, q }: RsaPrivateKey): Der {
  const numbers = [0n, modulus, exponent, secret, p, q, secret % (p - 1n), secret % (q - 1n), inverse(q, p)];
  return sequence(...numbers.map(integer));
}

/** A key as kubeadm writes it: `RSA PRIVATE KEY`. */
export const rsaKeyPem = (key: RsaPrivateKey): string => writePem('RSA PRIVATE KEY', privateDer(key));

/** A key as openssl 3 writes it: `PRIVATE KEY` (PKCS #8). */
export const privateKeyPem = (key: RsaPrivateKey): string =>
  writePem('PRIVATE KEY', sequence(integer(0), ALGORITHM, octets(privateDer(key))));

/** SubjectPublicKeyInfo. */
export const publicKeyDer = ({ modulus, exponent }: RsaPublicKey): Der =>
  sequence(ALGORITHM, bits(sequence(integer(modulus), integer(exponent))));

export const publicKeyPem = (key: RsaPublicKey): string => writePem('PUBLIC KEY', publicKeyDer(key));

/** The first private key of a PEM text, in either form; undefined: there is none that can be read. */
export function readPrivateKey(text: string): RsaPrivateKey | undefined {
  for (const { label, bytes } of readPem(text)) {
    try {
      if (label === 'RSA PRIVATE KEY') return fromPkcs1(bytes);
      if (label === 'PRIVATE KEY') return fromPkcs1(partsOf(readOne(bytes))[2]!.body);
    } catch (error) {
      if (!(error instanceof DerError) && !(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}

function fromPkcs1(bytes: readonly number[]): RsaPrivateKey {
  const [, modulus, exponent, secret, p, q] = partsOf(readOne(bytes)).map(({ body }) => bigOf(body));
  if (q === undefined || modulus === 0n) throw new DerError('not an RSA key');
  return { modulus: modulus!, exponent: exponent!, secret: secret!, p: p!, q };
}

/** The RSA key in a SubjectPublicKeyInfo; undefined: it is of another kind. Throws DerError. */
export function readPublicKey(bytes: readonly number[]): RsaPublicKey | undefined {
  const [algorithm, key] = partsOf(readOne(bytes));
  if (algorithm === undefined || key === undefined) throw new DerError('no public key');
  if (objectIdOf(partsOf(algorithm)[0]!) !== RSA_ENCRYPTION) return undefined;
  const [modulus, exponent] = partsOf(readOne(key.body.slice(1))).map(({ body }) => bigOf(body));
  return modulus === undefined || exponent === undefined ? undefined : { modulus, exponent };
}
