import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bits,
  boolean,
  type Der,
  integer,
  objectId,
  octets,
  retagged,
  sequence,
  set,
  tagged,
  text,
  time,
} from './der.ts';

/** What a server needs to speak TLS, and what its clients need to believe it. PEM texts. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const COMMON_NAME = '2.5.4.3';

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** What is certified of whom. */
interface Claim {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly extensions: readonly Der[];
}

/** A certificate for these host names and addresses, from an authority that is made for it and then forgotten. */
export function makeServerCertificate(hosts: readonly string[], nowMs: number): ServerCertificate {
  const authority = keyPair();
  const server = keyPair();
  const issuer = 'kubernetes';
  const ca = certificate(
    {
      subject: issuer,
      publicKey: authority.publicKey,
      issuer,
      extensions: [
        extension('2.5.29.19', sequence(boolean(true)), true),
        extension('2.5.29.15', bits(Buffer.from([0b1010_0100]), 2), true),
        extension('2.5.29.14', octets(keyId(authority.publicKey))),
      ],
    },
    authority.privateKey,
    nowMs,
  );
  const cert = certificate(
    {
      subject: 'kube-apiserver',
      publicKey: server.publicKey,
      issuer,
      extensions: [
        extension('2.5.29.19', sequence(), true),
        extension('2.5.29.15', bits(Buffer.from([0b1000_0000]), 7), true),
        extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.35', sequence(retagged(0, keyId(authority.publicKey)))),
        extension('2.5.29.17', sequence(...hosts.map(alternativeName))),
      ],
    },
    authority.privateKey,
    nowMs,
  );
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: pem(cert), ca: pem(ca) };
}

const keyPair = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** An X.509 certificate, version 3 (RFC 5280). */
function certificate({ subject, publicKey, issuer, extensions }: Claim, signer: KeyObject, nowMs: number): Der {
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    ECDSA_SHA256,
    name(issuer),
    sequence(time(nowMs - HOUR_MS), time(nowMs + YEAR_MS)),
    name(subject),
    spki(publicKey),
    tagged(3, sequence(...extensions)),
  );
  return sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer)));
}

const name = (commonName: string): Der => sequence(set(sequence(objectId(COMMON_NAME), text(commonName))));

const spki = (key: KeyObject): Der => key.export({ type: 'spki', format: 'der' });

/** Names a key, so that clients find who signed a certificate. */
const keyId = (key: KeyObject): Buffer => createHash('sha1').update(spki(key)).digest();

const extension = (id: string, content: Der, critical = false): Der =>
  sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(content));

function alternativeName(host: string): Der {
  const version = isIP(host);
  return version === 0 ? retagged(2, Buffer.from(host)) : retagged(7, addressBytes(host, version));
}

function addressBytes(address: string, version: number): Buffer {
  if (version === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const all = [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}

function pem(der: Der): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
