import { sha256 } from '../sha256.ts';
import { bigOf, DerError, partsOf, readOne, timeOf } from './der-read.ts';
import { bits, type Der, integer, nothing, objectId, sequence, tagged, time } from './der-write.ts';
import { type NamePart, readName, writeName } from './distinguished-name.ts';
import { type Extensions, readExtensions, writeExtensions } from './extensions.ts';
import { readPem, writePem } from './pem.ts';
import { type RsaPrivateKey, type RsaPublicKey, signRsa, verifyRsa } from './rsa.ts';
import { publicKeyDer, readPublicKey } from './rsa-key-file.ts';

/** What a certificate says, without the signature. */
export interface CertificateBody {
  readonly serial: bigint;
  readonly issuer: readonly NamePart[];
  readonly subject: readonly NamePart[];
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: RsaPublicKey | undefined;
  readonly extensions: Extensions;
}

export interface Certificate extends CertificateBody {
  /** 1 or 3. */
  readonly version: number;
  /** What was signed. */
  readonly signed: readonly number[];
  readonly signature: readonly number[];
  readonly bytes: readonly number[];
}

export const SHA256_WITH_RSA: Der = sequence(objectId('1.2.840.113549.1.1.11'), nothing);

/** Names a key, so that clients find who signed a certificate (RFC 7093). */
export const keyId = (key: RsaPublicKey): readonly number[] => [...sha256(publicKeyDer(key))].slice(0, 20);

/** Makes and signs an X.509 certificate (RFC 5280). */
export function signCertificate(
  body: CertificateBody & { readonly publicKey: RsaPublicKey },
  signer: RsaPrivateKey,
): string {
  const extensions = writeExtensions(body.extensions);
  const signed = sequence(
    tagged(0, integer(2)),
    integer(body.serial),
    SHA256_WITH_RSA,
    writeName(body.issuer),
    sequence(time(body.notBefore), time(body.notAfter)),
    writeName(body.subject),
    publicKeyDer(body.publicKey),
    ...(extensions.length > 2 ? [tagged(3, extensions)] : []),
  );
  return writePem('CERTIFICATE', sequence(signed, SHA256_WITH_RSA, bits(signRsa(signer, signed))));
}

/** The certificates of a PEM text, or undefined when there is none that can be read. */
export function readCertificates(text: string): readonly Certificate[] {
  return readPem(text)
    .filter(({ label }) => label === 'CERTIFICATE')
    .flatMap(({ bytes }) => readCertificate(bytes) ?? []);
}

export function readCertificate(bytes: readonly number[]): Certificate | undefined {
  try {
    const [body, , signature] = partsOf(readOne(bytes));
    const parts = [...partsOf(body!)];
    const version = parts[0]!.tag === 0xa0 ? Number(bigOf(partsOf(parts.shift()!)[0]!.body)) + 1 : 1;
    const [serial, , issuer, validity, subject, key, ...rest] = parts;
    const [from, to] = partsOf(validity!);
    const list = rest.find(({ tag }) => tag === 0xa3);
    return {
      version,
      serial: bigOf(serial!.body),
      issuer: readName(issuer!),
      subject: readName(subject!),
      notBefore: timeOf(from!),
      notAfter: timeOf(to!),
      publicKey: readPublicKey(key!.all),
      extensions: list === undefined ? {} : readExtensions(partsOf(list)[0]!),
      signed: body!.all,
      signature: signature!.body.slice(1),
      bytes,
    };
  } catch (error) {
    if (error instanceof DerError || error instanceof TypeError) return undefined;
    throw error;
  }
}

export const isSignedBy = (certificate: Certificate, issuer: RsaPublicKey): boolean =>
  verifyRsa(issuer, certificate.signed, certificate.signature);
