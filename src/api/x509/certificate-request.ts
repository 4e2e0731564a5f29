import { SHA256_WITH_RSA } from './certificate.ts';
import { DerError, objectIdOf, partsOf, readOne } from './der-read.ts';
import { bits, integer, objectId, sequence, set, tagged } from './der-write.ts';
import { type NamePart, readName, writeName } from './distinguished-name.ts';
import { type Extensions, readExtensions, writeExtensions } from './extensions.ts';
import { readPem, writePem } from './pem.ts';
import { type RsaPrivateKey, type RsaPublicKey, signRsa } from './rsa.ts';
import { publicKeyDer, readPublicKey } from './rsa-key-file.ts';

/** What a PKCS #10 request asks for. */
export interface CertificateRequest {
  readonly subject: readonly NamePart[];
  readonly publicKey: RsaPublicKey | undefined;
  readonly extensions: Extensions;
  readonly signature: readonly number[];
}

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

export function signRequest(subject: readonly NamePart[], extensions: Extensions, key: RsaPrivateKey): string {
  const wish = writeExtensions(extensions);
  const attributes = wish.length > 2 ? [sequence(objectId(EXTENSION_REQUEST), set(wish))] : [];
  const body = sequence(integer(0), writeName(subject), publicKeyDer(key), tagged(0, ...attributes));
  return writePem('CERTIFICATE REQUEST', sequence(body, SHA256_WITH_RSA, bits(signRsa(key, body))));
}

/** The first request of a PEM text; undefined: there is none that can be read. */
export function readRequest(text: string): CertificateRequest | undefined {
  const block = readPem(text).find(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label));
  if (block === undefined) return undefined;
  try {
    const [body, , signature] = partsOf(readOne(block.bytes));
    const [, subject, key, attributes] = partsOf(body!);
    const asked = (attributes === undefined ? [] : partsOf(attributes)).find(
      (each) => objectIdOf(partsOf(each)[0]!) === EXTENSION_REQUEST,
    );
    return {
      subject: readName(subject!),
      publicKey: readPublicKey(key!.all),
      extensions: asked === undefined ? {} : readExtensions(partsOf(partsOf(asked)[1]!)[0]!),
      signature: signature!.body.slice(1),
    };
  } catch (error) {
    if (error instanceof DerError || error instanceof TypeError) return undefined;
    throw error;
  }
}
