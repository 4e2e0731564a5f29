import { goQuote } from '../../../api/go-quote.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { User } from '../../../api/transport.ts';
import type { Secret, ServiceAccount } from '../../../api/types/core.ts';
import type { World } from '../../../sim/world.ts';
import type { Store } from '../../store/store.ts';
import { generateUid } from '../rest/generated-names.ts';
import { storeKey } from '../rest/registry-context.ts';
import { type BoundName, readToken, signToken, type TokenClaims } from './json-web-token.ts';
import { isLegacy, LEGACY_ISSUER, legacyClaims, legacyUser } from './legacy-token.ts';

/** Who issues tokens here, and whom they are for when nobody says. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

const KEY_BYTES = 32;
/** Clocks may differ that much. Models go-jose DefaultLeeway. */
const LEEWAY_SECONDS = 60;

/** What a token is for. Times are in seconds. */
export interface TokenOrder {
  readonly account: ServiceAccount;
  readonly audiences: readonly string[];
  readonly expirationSeconds: number;
  readonly warnAfterSeconds?: number;
  readonly bound: { readonly pod?: KubeObject; readonly secret?: KubeObject; readonly node?: BoundName };
}

/** Who a token belongs to, or why to nobody. A `known` token is one of ours, and no longer (or not here) good. */
export type TokenOwner =
  | { readonly user: User; readonly audiences: readonly string[] }
  | { readonly error: string; readonly known: boolean };

export interface ServiceAccountTokens {
  issue(order: TokenOrder): string;
  /** The token that a Secret of type kubernetes.io/service-account-token holds. */
  issueForSecret(account: ServiceAccount, secret: Secret): string;
  /** undefined when it is not a token of this kind at all. */
  authenticate(token: string, audiences: readonly string[]): TokenOwner | undefined;
}

/** Signs and checks the tokens of service accounts with a key of this world. Models pkg/serviceaccount. */
export function createServiceAccountTokens(world: World, store: Store): ServiceAccountTokens {
  const state = world.state('apiserver/token-key', () => ({
    key: Array.from(
      { length: KEY_BYTES },
      (
        (random) => () =>
          random.int(256)
      )(world.random('apiserver/token-key')),
    ),
  }));
  const ids = world.random('apiserver/token-ids');
  const nowSeconds = () => Math.floor(world.clock.now() / 1000);

  /** Why a claim no longer holds. Models validator.Validate. */
  function objection(claims: TokenClaims): string | undefined {
    const now = nowSeconds();
    if (now - LEEWAY_SECONDS > claims.exp) return 'service account token has expired';
    if (now + LEEWAY_SECONDS < claims.nbf) return 'service account token is not valid yet';
    const { namespace, serviceaccount, secret, pod, node } = claims['kubernetes.io'];
    const account = store.get('serviceaccounts', storeKey(namespace, serviceaccount.name));
    if (account === undefined) return `serviceaccounts ${goQuote(serviceaccount.name)} not found`;
    if (account.metadata.uid !== serviceaccount.uid) {
      return `service account UID (${account.metadata.uid}) does not match claim (${serviceaccount.uid})`;
    }
    return (
      bindingObjection('secrets', 'secret', namespace, secret) ??
      bindingObjection('pods', 'pod', namespace, pod) ??
      // A pod's token names its node too, but lives as long as the pod.
      (pod === undefined ? bindingObjection('nodes', 'node', undefined, node) : undefined)
    );
  }

  function bindingObjection(table: string, kind: string, namespace: string | undefined, bound: BoundName | undefined) {
    if (bound === undefined) return undefined;
    const object = store.get(table, storeKey(namespace, bound.name));
    if (object === undefined) return 'service account token has been invalidated';
    if (object.metadata.uid === bound.uid) return undefined;
    return `${kind} UID (${object.metadata.uid}) does not match service account ${kind} ref claim (${bound.uid})`;
  }

  return {
    issue({ account, audiences, expirationSeconds, warnAfterSeconds, bound }) {
      const now = nowSeconds();
      const { name, namespace = '', uid } = account.metadata;
      const named = ({ metadata }: KubeObject): BoundName => ({ name: metadata.name, uid: metadata.uid });
      const { node, pod, secret } = bound;
      const claims: TokenClaims = {
        aud: audiences,
        exp: now + expirationSeconds,
        iat: now,
        iss: ISSUER,
        jti: generateUid(ids),
        'kubernetes.io': {
          namespace,
          ...(node === undefined ? {} : { node }),
          ...(pod === undefined ? {} : { pod: named(pod) }),
          ...(secret === undefined ? {} : { secret: named(secret) }),
          serviceaccount: { name, uid },
          ...(warnAfterSeconds === undefined ? {} : { warnafter: now + warnAfterSeconds }),
        },
        nbf: now,
        sub: `system:serviceaccount:${namespace}:${name}`,
      };
      return signToken(claims, state.key);
    },
    issueForSecret: (account, secret) => signToken(legacyClaims(account, secret), state.key),
    authenticate(token, requested) {
      const claims = readToken(token, state.key, [ISSUER, LEGACY_ISSUER]);
      if (claims === undefined) return undefined;
      if (claims === 'forged') return { error: 'go-jose/go-jose: error in cryptographic primitive', known: true };
      const meant = isLegacy(claims) ? [ISSUER] : claims.aud;
      const audiences = requested.filter((audience) => meant.includes(audience));
      if (audiences.length === 0) {
        const list = (texts: readonly string[]) => `[${texts.map(goQuote).join(' ')}]`;
        return {
          error: `token audiences ${list(meant)} is invalid for the target audiences ${list(requested)}`,
          known: true,
        };
      }
      if (isLegacy(claims)) {
        const user = legacyUser(claims, token, store);
        return typeof user === 'string' ? { error: user, known: true } : { user, audiences };
      }
      const error = objection(claims);
      return error === undefined ? { user: userOf(claims), audiences } : { error, known: true };
    },
  };
}

/** Models apiserver authentication/serviceaccount ServiceAccountInfo.UserInfo. */
function userOf({ sub, jti, 'kubernetes.io': { namespace, serviceaccount, pod, node } }: TokenClaims): User {
  const key = (name: string) => `authentication.kubernetes.io/${name}`;
  return {
    name: sub,
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra: {
      [key('credential-id')]: [`JTI=${jti}`],
      ...(node === undefined ? {} : { [key('node-name')]: [node.name], [key('node-uid')]: [node.uid] }),
      ...(pod === undefined ? {} : { [key('pod-name')]: [pod.name], [key('pod-uid')]: [pod.uid] }),
    },
  };
}
