import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { createTestHosts } from '../machine-for-test.ts';

const hasOpenssl = /^OpenSSL 3\.0/.test(String(spawnSync('openssl', ['version']).stdout ?? ''));

it('makes a key, a request, a certificate, and shows them', async () => {
  const { run } = createTestHosts(1);
  expect(
    await run(`openssl genrsa -out jane.key 2048; head -1 jane.key
openssl req -new -key jane.key -subj /CN=jane/O=dev -addext subjectAltName=DNS:a,IP:10.0.0.1 -out jane.csr
openssl req -in jane.csr -noout -subject; openssl req -in jane.csr -noout -text | grep -A1 Alternative
cd /etc/kubernetes/pki; openssl x509 -req -in ~/jane.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out ~/jane.crt -days 10
openssl x509 -in ~/jane.crt -noout -subject -issuer -dates; openssl verify -CAfile ca.crt ~/jane.crt
openssl x509 -in ~/jane.crt -noout -checkend 864001; openssl verify -CAfile etcd/ca.crt ~/jane.crt
openssl x509 -in apiserver.crt -noout -enddate -ext extendedKeyUsage,subjectAltName
openssl x509 -in nowhere.crt -noout; openssl x509 -in ca.key -noout -text`),
  ).toBe(`-----BEGIN PRIVATE KEY-----
subject=CN = jane, O = dev
                X509v3 Subject Alternative Name: 
                    DNS:a, IP Address:10.0.0.1
Certificate request self-signature ok
subject=CN = jane, O = dev
subject=CN = jane, O = dev
issuer=CN = kubernetes
notBefore=Nov 24 10:00:00 2026 GMT
notAfter=Dec  4 10:00:00 2026 GMT
/root/jane.crt: OK
Certificate will expire
CN = jane, O = dev
error 20 at 0 depth lookup: unable to get local issuer certificate
error /root/jane.crt: verification failed
notAfter=Nov 24 09:55:00 2027 GMT
X509v3 Extended Key Usage: 
    TLS Web Server Authentication
X509v3 Subject Alternative Name: 
    DNS:controlplane, DNS:kubernetes, DNS:kubernetes.default, DNS:kubernetes.default.svc, DNS:kubernetes.default.svc.cluster.local, IP Address:10.96.0.1, IP Address:172.30.1.2
Could not open file or uri for loading certificate from nowhere.crt: No such file or directory
Could not read certificate from ca.key
Unable to load certificate
`);
});

it.skipIf(!hasOpenssl)('prints what openssl prints', async () => {
  const { run } = createTestHosts(1);
  const file = await run('cat /etc/kubernetes/pki/apiserver.crt');
  for (const args of [
    ['x509', '-noout', '-text'],
    ['x509', '-noout', '-serial', '-subject', '-issuer', '-dates', '-fingerprint', '-pubkey', '-modulus'],
    ['x509', '-noout', '-fingerprint', '-sha256'],
  ]) {
    const theirs = spawnSync('openssl', args, { input: file }).stdout.toString();
    expect(await run(`openssl ${args.join(' ')} -in /etc/kubernetes/pki/apiserver.crt`)).toBe(theirs);
  }
});
