import { sha1 } from '../../api/sha1.ts';
import { sha256 } from '../../api/sha256.ts';
import {
  type Certificate,
  keyId,
  readCertificate,
  readCertificates,
  signCertificate,
} from '../../api/x509/certificate.ts';
import { readRequest } from '../../api/x509/certificate-request.ts';
import { bigOf } from '../../api/x509/der-read.ts';
import { nameText } from '../../api/x509/distinguished-name.ts';
import type { Extensions } from '../../api/x509/extensions.ts';
import { writePem } from '../../api/x509/pem.ts';
import { publicKeyPem, readPrivateKey } from '../../api/x509/rsa-key-file.ts';
import { certificateText, EXTENSION_NAMES, extensionLines, opensslTime } from './certificate-text.ts';
import { type Config, parseExtensions, readConfig } from './config-file.ts';
import { modulusLine } from './keys.ts';
import {
  bytesText,
  colons,
  fileText,
  hex,
  inputOf,
  type OpensslCommand,
  OpensslError,
  type OpensslWork,
  output,
  textBytes,
} from './openssl-io.ts';

const DAY_MS = 86_400_000;

/** `openssl x509`: shows a certificate, or signs a request. */
export const x509: OpensslCommand = {
  valued: [
    'in',
    'out',
    'inform',
    'outform',
    'checkend',
    'ext',
    'days',
    'CA',
    'CAkey',
    'CAserial',
    'signkey',
    'key',
    'extfile',
    'extensions',
    'set_serial',
    'nameopt',
    'certopt',
    'passin',
    'CAform',
  ],
  flags: [
    'noout',
    'text',
    'subject',
    'issuer',
    'enddate',
    'startdate',
    'dates',
    'serial',
    'fingerprint',
    'sha1',
    'sha256',
    'pubkey',
    'modulus',
    'req',
    'CAcreateserial',
    'hash',
    'email',
    'purpose',
    'copy_extensions',
  ],
  async run(work) {
    const { options, io, order } = work;
    if (options.has('req')) return signRequested(work);
    const text = await inputOf(work, 'in', 'certificate');
    const certificate =
      options.get('inform')?.toLowerCase() === 'der' ? readCertificate(textBytes(text)) : readCertificates(text)[0];
    if (certificate === undefined) {
      throw new OpensslError(
        `Could not read certificate from ${options.get('in') ?? '<stdin>'}\nUnable to load certificate`,
      );
    }
    let status = 0;
    const parts: string[] = [];
    for (const option of order) {
      if (option === 'checkend') {
        const expires = certificate.notAfter < io.clock.now() + Number(options.get('checkend')) * 1000;
        parts.push(`Certificate will ${expires ? '' : 'not '}expire\n`);
        if (expires) status = 1;
      } else parts.push(shown(certificate, option, options));
    }
    if (!options.has('noout')) {
      if (options.get('outform')?.toLowerCase() === 'der') parts.push(bytesText(certificate.bytes));
      else parts.push(writePem('CERTIFICATE', certificate.bytes));
    }
    await output(work, parts.join(''));
    return status;
  },
};

function shown(certificate: Certificate, option: string, options: ReadonlyMap<string, string>): string {
  const { subject, issuer, serial, notBefore, notAfter, publicKey, bytes, extensions } = certificate;
  switch (option) {
    case 'text':
      return certificateText(certificate);
    case 'subject':
      return `subject=${nameText(subject)}\n`;
    case 'issuer':
      return `issuer=${nameText(issuer)}\n`;
    case 'startdate':
      return `notBefore=${opensslTime(notBefore)}\n`;
    case 'enddate':
      return `notAfter=${opensslTime(notAfter)}\n`;
    case 'dates':
      return `notBefore=${opensslTime(notBefore)}\nnotAfter=${opensslTime(notAfter)}\n`;
    case 'serial': {
      const digits = serial.toString(16).toUpperCase();
      return `serial=${digits.length % 2 === 1 ? `0${digits}` : digits}\n`;
    }
    case 'fingerprint':
      return options.has('sha256')
        ? `sha256 Fingerprint=${colons(sha256(bytes))}\n`
        : `SHA1 Fingerprint=${colons(sha1(bytes))}\n`;
    case 'pubkey':
      return publicKey === undefined ? '' : publicKeyPem(publicKey);
    case 'modulus':
      return publicKey === undefined ? 'Modulus=No modulus for this public key type\n' : modulusLine(publicKey);
    case 'hash':
      return `${hex(sha1(bytes)).slice(0, 8)}\n`;
    case 'ext': {
      const only = (options.get('ext') ?? '').split(',').flatMap((name) => EXTENSION_NAMES[name] ?? []);
      const lines = extensionLines(extensions, '', only);
      return lines.length === 0 ? 'No extensions in certificate\n' : `${lines.join('\n')}\n`;
    }
    default:
      return '';
  }
}

/** The extensions of the section that `-extensions` names, or of the whole file. */
export function configExtensions(config: Config, section: string | undefined): Extensions {
  const lines = config.get(section ?? config.get('')?.get('extensions') ?? '') ?? config.get('') ?? new Map();
  return parseExtensions(lines, config);
}

async function signRequested(work: OpensslWork): Promise<number> {
  const { options, io, random } = work;
  const request = readRequest(await inputOf(work, 'in', 'certificate request'));
  if (request?.publicKey === undefined) {
    throw new OpensslError(`Unable to load X509 request from ${options.get('in') ?? '<stdin>'}`);
  }
  const own = options.get('signkey') ?? options.get('key');
  const keyFile = own ?? options.get('CAkey') ?? options.get('CA');
  if (keyFile === undefined) throw new OpensslError('x509: We need a private key to sign with, use -key or -CA');
  const signer = readPrivateKey(fileText(io, keyFile, own === undefined ? 'CA private key' : 'private key'));
  if (signer === undefined) throw new OpensslError(`Could not read CA private key from ${keyFile}`);
  const caFile = options.get('CA');
  const [ca] =
    own !== undefined || caFile === undefined ? [] : readCertificates(fileText(io, caFile, 'CA certificate'));
  if (own === undefined && ca === undefined)
    throw new OpensslError(`Could not read CA certificate from ${caFile ?? ''}`);
  if (ca !== undefined && ca.publicKey?.modulus !== signer.modulus) {
    throw new OpensslError('CA certificate and CA private key do not match');
  }
  const extfile = options.get('extfile');
  const config = extfile === undefined ? undefined : readConfig(fileText(io, extfile, 'extension file'));
  const now = Math.floor(io.clock.now() / 1000) * 1000;
  const given = options.get('set_serial');
  const pem = signCertificate(
    {
      serial: given === undefined ? newSerial(random) : BigInt(given),
      issuer: ca?.subject ?? request.subject,
      subject: request.subject,
      notBefore: now,
      notAfter: now + Number(options.get('days') ?? 30) * DAY_MS,
      publicKey: request.publicKey,
      extensions: {
        ...(config === undefined ? {} : configExtensions(config, options.get('extensions'))),
        ...(config === undefined ? {} : { subjectKeyId: keyId(request.publicKey) }),
      },
    },
    signer,
  );
  await io.stderr.write('Certificate request self-signature ok\n');
  await io.stderr.write(`subject=${nameText(request.subject)}\n`);
  await output(work, pem);
  return 0;
}

export const newSerial = (random: OpensslWork['random']): bigint =>
  bigOf([1 + random.int(0x7e), ...Array.from({ length: 19 }, () => random.int(256))]);
