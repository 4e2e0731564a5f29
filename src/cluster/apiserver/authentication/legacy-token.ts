import { decodeBase64, utf8Text } from '../../../api/base64.ts';
import { goQuote } from '../../../api/go-quote.ts';
import type { User } from '../../../api/transport.ts';
import type { Secret, ServiceAccount } from '../../../api/types/core.ts';
import type { Store } from '../../store/store.ts';
import { storeKey } from '../rest/registry-context.ts';
import type { LegacyClaims, TokenClaims } from './json-web-token.ts';

/** Who issues the tokens that Secrets hold. */
export const LEGACY_ISSUER = 'kubernetes/serviceaccount';

const PREFIX = 'kubernetes.io/serviceaccount/';

export const isLegacy = (claims: TokenClaims | LegacyClaims): claims is LegacyClaims => claims.iss === LEGACY_ISSUER;

/** What the token in a Secret says; it has no end but that of the Secret. Models pkg/serviceaccount LegacyClaims. */
export function legacyClaims({ metadata }: ServiceAccount, secret: Secret): LegacyClaims {
  const { name, namespace = '', uid } = metadata;
  return {
    iss: LEGACY_ISSUER,
    [`${PREFIX}namespace`]: namespace,
    [`${PREFIX}secret.name`]: secret.metadata.name,
    [`${PREFIX}service-account.name`]: name,
    [`${PREFIX}service-account.uid`]: uid,
    sub: `system:serviceaccount:${namespace}:${name}`,
  } as LegacyClaims;
}

/** The user, or why the token is no longer good. Models legacyValidator.Validate. */
export function legacyUser(claims: LegacyClaims, token: string, store: Store): User | string {
  const [namespace, secretName, name, uid] = [
    'namespace',
    'secret.name',
    'service-account.name',
    'service-account.uid',
  ].map((part) => String(claims[`${PREFIX}${part}` as keyof LegacyClaims] ?? '')) as [string, string, string, string];
  const secret = store.get('secrets', storeKey(namespace, secretName)) as Secret | undefined;
  const held = decodeBase64(secret?.data?.token ?? '');
  if (secret === undefined || held === undefined || utf8Text(held) !== token) {
    return 'service account token has been invalidated';
  }
  const account = store.get('serviceaccounts', storeKey(namespace, name));
  if (account === undefined) return `serviceaccounts ${goQuote(name)} not found`;
  if (account.metadata.uid !== uid) {
    return `service account UID (${account.metadata.uid}) does not match claim (${uid})`;
  }
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  return { name: claims.sub, uid, groups };
}
