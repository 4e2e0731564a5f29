import type { Certificate } from '../../api/x509/certificate.ts';
import type { CertificateRequest } from '../../api/x509/certificate-request.ts';
import { bigBytes } from '../../api/x509/der-write.ts';
import { nameText } from '../../api/x509/distinguished-name.ts';
import type { Extensions } from '../../api/x509/extensions.ts';
import type { RsaPublicKey } from '../../api/x509/rsa.ts';
import { colons, hex } from './openssl-io.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 24 10:00:00 2026 GMT`. */
export function opensslTime(ms: number): string {
  const date = new Date(ms);
  const day = String(date.getUTCDate()).padStart(2);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)} ${date.getUTCFullYear()} GMT`;
}

/** Bytes in lines of so many, with colons. */
function block(bytes: readonly number[], perLine: number, indent: string): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const part = bytes.slice(at, at + perLine).map((byte) => hex([byte]));
    lines.push(`${indent}${part.join(':')}${at + perLine < bytes.length ? ':' : ''}`);
  }
  return lines.join('\n');
}

/** What `openssl x509 -text` prints. */
export function certificateText(certificate: Certificate): string {
  const { version, serial, issuer, subject, notBefore, notAfter, publicKey, extensions, signature } = certificate;
  const bytes = bigBytes(serial);
  const number =
    bytes.length < 8 || (bytes.length === 8 && bytes[0]! < 0x80)
      ? ` ${serial} (0x${serial.toString(16)})`
      : `\n            ${bytes.map((byte) => hex([byte])).join(':')}`;
  const shown = extensionLines(extensions, '            ');
  return `Certificate:
    Data:
        Version: ${version} (0x${version - 1})
        Serial Number:${number}
        Signature Algorithm: sha256WithRSAEncryption
        Issuer: ${nameText(issuer)}
        Validity
            Not Before: ${opensslTime(notBefore)}
            Not After : ${opensslTime(notAfter)}
        Subject: ${nameText(subject)}
${keyText(publicKey)}
${shown.length === 0 ? '' : `        X509v3 extensions:\n${shown.join('\n')}\n`}${signatureText(signature)}
`;
}

/** What `openssl req -text` prints. */
export function requestText({ subject, publicKey, extensions, signature }: CertificateRequest): string {
  const shown = extensionLines(extensions, '                ');
  const attributes =
    shown.length === 0
      ? '            (none)\n            Requested Extensions:'
      : `            Requested Extensions:\n${shown.join('\n')}`;
  return `Certificate Request:
    Data:
        Version: 1 (0x0)
        Subject: ${nameText(subject)}
${keyText(publicKey)}
        Attributes:
${attributes}
${signatureText(signature)}
`;
}

function keyText(key: RsaPublicKey | undefined): string {
  const head = '        Subject Public Key Info:\n            Public Key Algorithm: ';
  if (key === undefined) return `${head}not simulated in Drydock: other keys than RSA`;
  return `${head}rsaEncryption
                Public-Key: (${key.modulus.toString(2).length} bit)
                Modulus:
${block([0, ...bigBytes(key.modulus)], 15, ' '.repeat(20))}
                Exponent: ${key.exponent} (0x${key.exponent.toString(16)})`;
}

const signatureText = (signature: readonly number[]): string =>
  `    Signature Algorithm: sha256WithRSAEncryption
    Signature Value:
${block(signature, 18, ' '.repeat(8))}`;

/** The extensions by the names that `-ext` takes. */
export const EXTENSION_NAMES: Readonly<Record<string, keyof Extensions>> = {
  keyUsage: 'keyUsage',
  extendedKeyUsage: 'extendedKeyUsage',
  basicConstraints: 'basicConstraints',
  subjectKeyIdentifier: 'subjectKeyId',
  authorityKeyIdentifier: 'authorityKeyId',
  subjectAltName: 'alternativeNames',
};

export function extensionLines(extensions: Extensions, indent: string, only?: readonly string[]): readonly string[] {
  const {
    basicConstraints: basic,
    keyUsage,
    extendedKeyUsage,
    subjectKeyId,
    authorityKeyId,
    alternativeNames,
  } = extensions;
  const lines: string[] = [];
  const add = (key: keyof Extensions, title: string, text: string | undefined) => {
    if (text === undefined || (only !== undefined && !only.includes(key))) return;
    lines.push(`${indent}X509v3 ${title}`, `${indent}    ${text}`);
  };
  add('keyUsage', 'Key Usage: critical', keyUsage?.join(', '));
  add('extendedKeyUsage', 'Extended Key Usage: ', extendedKeyUsage?.join(', '));
  const length = basic?.pathLength === undefined ? '' : `, pathlen:${basic.pathLength}`;
  add('basicConstraints', 'Basic Constraints: critical', basic && `CA:${basic.ca ? 'TRUE' : 'FALSE'}${length}`);
  add('subjectKeyId', 'Subject Key Identifier: ', subjectKeyId && colons(subjectKeyId));
  add('authorityKeyId', 'Authority Key Identifier: ', authorityKeyId && colons(authorityKeyId));
  add('alternativeNames', 'Subject Alternative Name: ', alternativeNames?.join(', '));
  return lines;
}
