import { decodeBase64Url, encodeBase64Url, utf8Bytes, utf8Text } from '../../../api/base64.ts';
import { hmacSha256, sha256 } from '../../../api/sha256.ts';

/** What a token of a service account says. Models pkg/serviceaccount privateClaims with the registered ones. */
export interface TokenClaims {
  readonly aud: readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly iss: string;
  readonly jti: string;
  readonly 'kubernetes.io': {
    readonly namespace: string;
    readonly node?: BoundName;
    readonly pod?: BoundName;
    readonly secret?: BoundName;
    readonly serviceaccount: BoundName;
    readonly warnafter?: number;
  };
  readonly nbf: number;
  readonly sub: string;
}

export interface BoundName {
  readonly name: string;
  readonly uid: string;
}

/** What the token in a Secret says: no more than whose it is. Models pkg/serviceaccount legacyPrivateClaims. */
export interface LegacyClaims {
  readonly iss: 'kubernetes/serviceaccount';
  readonly 'kubernetes.io/serviceaccount/namespace': string;
  readonly 'kubernetes.io/serviceaccount/secret.name': string;
  readonly 'kubernetes.io/serviceaccount/service-account.name': string;
  readonly 'kubernetes.io/serviceaccount/service-account.uid': string;
  readonly sub: string;
}

/** A signed token. Unlike Kubernetes, which signs with a private key, whoever can check these could sign them too. */
export function signToken(claims: TokenClaims | LegacyClaims, key: readonly number[]): string {
  const header = { alg: 'HS256', kid: encodeBase64Url(sha256(key)) };
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${encodeBase64Url(hmacSha256(key, utf8Bytes(text)))}`;
}

const part = (value: object): string => encodeBase64Url(utf8Bytes(JSON.stringify(value)));

/** The claims of a token: undefined when it is no token at all, `forged` when it says it is ours and is not. */
export function readToken(
  token: string,
  key: readonly number[],
  issuers: readonly string[],
): TokenClaims | LegacyClaims | 'forged' | undefined {
  const [header = '', body = '', signature = '', ...more] = token.split('.');
  const bytes = more.length > 0 || signature === '' ? undefined : decodeBase64Url(body);
  if (bytes === undefined) return undefined;
  let claims: TokenClaims | LegacyClaims | null;
  try {
    claims = JSON.parse(utf8Text(bytes)) as TokenClaims | LegacyClaims | null;
  } catch {
    return undefined;
  }
  if (typeof claims?.iss !== 'string' || !issuers.includes(claims.iss)) return undefined;
  return signature === encodeBase64Url(hmacSha256(key, utf8Bytes(`${header}.${body}`))) ? claims : 'forged';
}
