import type { User } from '../../../api/transport.ts';
import { ISSUER, type ServiceAccountTokens, type TokenOwner } from './service-account-tokens.ts';

/** Knows people by their tokens. */
export interface Authenticator {
  readonly serviceAccounts: ServiceAccountTokens;
  /** From now on the bearer of this token is this user. Not part of the world: a forked one must be told again. */
  accept(token: string, user: User): void;
  /** Whose token it is, for one of the audiences. */
  authenticate(token: string, audiences?: readonly string[]): TokenOwner;
}

const INVALID = 'invalid bearer token';

/** Models pkg/kubeapiserver/authenticator: the file of fixed tokens, then the tokens of service accounts. */
export function createAuthenticator(serviceAccounts: ServiceAccountTokens): Authenticator {
  const fixed = new Map<string, User>();
  return {
    serviceAccounts,
    accept: (token, user) => void fixed.set(token, user),
    authenticate(token, audiences = [ISSUER]) {
      const user = fixed.get(token);
      // A fixed token is for the API server only.
      if (user !== undefined && audiences.includes(ISSUER)) return { user, audiences: [ISSUER] };
      const owner = serviceAccounts.authenticate(token, audiences);
      // The token by which the API server knows itself is tried first, and fails with words of its own.
      if (owner === undefined) return { error: INVALID, known: false };
      return 'error' in owner ? { error: `[${INVALID}, ${owner.error}]`, known: true } : owner;
    },
  };
}
