import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { createRandom } from '../../sim/random.ts';
import { isSignedBy, keyId, readCertificates, signCertificate } from './certificate.ts';
import { readRequest, signRequest } from './certificate-request.ts';
import { generateRsaKey, signRsa, verifyRsa } from './rsa.ts';
import { privateKeyPem, publicKeyPem, readPrivateKey, rsaKeyPem } from './rsa-key-file.ts';

const key = generateRsaKey(2048, createRandom({ a: 1 }));

it('makes the same key from the same stream, as others read it', () => {
  expect(generateRsaKey(2048, createRandom({ a: 1 })).modulus).toBe(key.modulus);
  for (const pem of [rsaKeyPem(key), privateKeyPem(key)]) {
    expect(createPrivateKey(pem).asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(readPrivateKey(pem)).toEqual(key);
  }
  expect(createPublicKey(publicKeyPem(key)).asymmetricKeyType).toBe('rsa');
  expect(verifyRsa(key, [1, 2, 3], signRsa(key, [1, 2, 3]))).toBe(true);
  expect(verifyRsa(key, [1, 2, 4], signRsa(key, [1, 2, 3]))).toBe(false);
});

it('makes certificates that others believe', () => {
  const ca = signCertificate(
    {
      serial: 0n,
      issuer: [['CN', 'kubernetes']],
      subject: [['CN', 'kubernetes']],
      notBefore: Date.UTC(2026, 0, 1),
      notAfter: Date.UTC(2056, 0, 1),
      publicKey: key,
      extensions: {
        keyUsage: ['Digital Signature', 'Key Encipherment', 'Certificate Sign'],
        basicConstraints: { ca: true },
        subjectKeyId: keyId(key),
        extendedKeyUsage: ['TLS Web Client Authentication'],
        alternativeNames: ['DNS:kubernetes', 'IP Address:10.96.0.1'],
      },
    },
    key,
  );
  const theirs = new X509Certificate(ca);
  expect(theirs.verify(createPublicKey(publicKeyPem(key)))).toBe(true);
  expect(theirs.ca).toBe(true);
  expect(theirs.subjectAltName).toBe('DNS:kubernetes, IP Address:10.96.0.1');
  const [ours] = readCertificates(ca);
  expect(ours).toMatchObject({ version: 3, notAfter: Date.UTC(2056, 0, 1), subject: [['CN', 'kubernetes']] });
  expect(ours!.extensions.keyUsage).toEqual(['Digital Signature', 'Key Encipherment', 'Certificate Sign']);
  expect(isSignedBy(ours!, key)).toBe(true);
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

it.skipIf(!hasOpenssl)('makes requests that others read, and reads theirs', () => {
  const pem = signRequest(
    [
      ['CN', 'jane'],
      ['O', 'dev'],
    ],
    { alternativeNames: ['DNS:jane'] },
    key,
  );
  expect(readRequest(pem)).toMatchObject({
    subject: [
      ['CN', 'jane'],
      ['O', 'dev'],
    ],
    extensions: { alternativeNames: ['DNS:jane'] },
  });
  const said = execFileSync('openssl', ['req', '-noout', '-verify', '-subject'], {
    input: pem,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  expect(said.toString()).toMatch(/CN ?= ?jane/);
  const theirs = execFileSync(
    'openssl',
    ['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', '/dev/null', '-subj', '/CN=bob'],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  expect(readRequest(theirs.toString())?.subject).toEqual([['CN', 'bob']]);
  expect(readRequest('-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----')).toBeUndefined();
});
