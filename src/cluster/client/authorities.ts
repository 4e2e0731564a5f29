import { keyId, signCertificate } from '../../api/x509/certificate.ts';
import type { NamePart } from '../../api/x509/distinguished-name.ts';
import type { Extensions } from '../../api/x509/extensions.ts';
import { generateRsaKey, type RsaPrivateKey, type RsaPublicKey } from '../../api/x509/rsa.ts';
import { createRandom, seedOf } from '../../sim/random.ts';
import type { Millis, World } from '../../sim/world.ts';

export type AuthorityName = 'ca' | 'etcd-ca' | 'front-proxy-ca';

export interface CertificateWish {
  readonly subject: readonly NamePart[];
  readonly extensions: Extensions;
  readonly notBefore: Millis;
  readonly notAfter: Millis;
}

/**
 * The certificate authorities of a cluster. Keys are made when they are first asked for, which takes some tenths of a second,
 * and depend on the cluster's seed and their name alone. They keep no secrets.
 */
export interface Authorities {
  /** When kubeadm made the certificates. */
  readonly madeAt: Millis;
  certificate(authority: AuthorityName): string;
  publicKey(authority: AuthorityName): RsaPublicKey;
  /** A key of the cluster's by its name. */
  key(name: string): RsaPrivateKey;
  /** Has a certificate signed; `serial` is any text that is the certificate's own. */
  sign(authority: AuthorityName, key: RsaPublicKey, wish: CertificateWish, serial: string): string;
}

const COMMON_NAMES: Readonly<Record<AuthorityName, string>> = {
  ca: 'kubernetes',
  'etcd-ca': 'etcd-ca',
  'front-proxy-ca': 'front-proxy-ca',
};
const BITS = 2048;
export const DAY_MS: Millis = 86_400_000;
const TEN_YEARS_MS = 3650 * DAY_MS;

export function createAuthorities(world: World): Authorities {
  const random = world.random('authorities');
  const state = world.state('authorities', () => ({ seed: random.int(2 ** 32), madeAt: world.clock.now() }));
  const keys = new Map<string, RsaPrivateKey>();
  const certificates = new Map<AuthorityName, string>();

  function key(name: string): RsaPrivateKey {
    let made = keys.get(name);
    if (made === undefined) {
      made = generateRsaKey(BITS, createRandom({ a: seedOf(state.seed, name) }));
      keys.set(name, made);
    }
    return made;
  }

  const serialOf = (text: string): bigint => {
    const stream = createRandom({ a: seedOf(state.seed, `serial ${text}`) });
    return (BigInt(1 + stream.int(2 ** 30)) << 32n) | BigInt(stream.int(2 ** 32));
  };
  const nameOf = (authority: AuthorityName): readonly NamePart[] => [['CN', COMMON_NAMES[authority]]];

  return {
    madeAt: state.madeAt,
    key,
    publicKey: (authority) => key(authority),
    certificate(authority) {
      let pem = certificates.get(authority);
      if (pem === undefined) {
        const own = key(authority);
        pem = signCertificate(
          {
            serial: serialOf(authority),
            issuer: nameOf(authority),
            subject: nameOf(authority),
            notBefore: state.madeAt,
            notAfter: state.madeAt + TEN_YEARS_MS,
            publicKey: own,
            extensions: {
              keyUsage: ['Digital Signature', 'Key Encipherment', 'Certificate Sign'],
              basicConstraints: { ca: true },
              subjectKeyId: keyId(own),
              alternativeNames: [`DNS:${COMMON_NAMES[authority]}`],
            },
          },
          own,
        );
        certificates.set(authority, pem);
      }
      return pem;
    },
    sign(authority, publicKey, wish, serial) {
      const signer = key(authority);
      const extensions = { ...wish.extensions, authorityKeyId: keyId(signer) };
      const body = { ...wish, extensions, serial: serialOf(serial), issuer: nameOf(authority), publicKey };
      return signCertificate(body, signer);
    },
  };
}
