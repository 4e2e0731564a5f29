import { isDNS1123Label, isDNS1123Subdomain } from '../../../api/names.ts';
import type { ApiRequest, ApiResponse, HttpHeaders, User } from '../../../api/transport.ts';
import type { Authorizer } from './authorizer.ts';
import { forbiddenAccess } from './forbidden-access.ts';

const AUTHENTICATION = 'authentication.k8s.io';
const PREFIX = 'impersonate-';
const EXTRA = 'impersonate-extra-';

/** One part of the user that someone wants to be: what `impersonate` must be allowed on. */
interface Wish {
  readonly kind: 'ServiceAccount' | 'User' | 'Group' | 'UserExtra' | 'UID';
  readonly namespace: string;
  readonly name: string;
  readonly extraKey: string;
}

/**
 * The request as the user that its headers ask to be; the same request when they ask for none. A header that may be
 * given several times has its values on lines of their own. Throws ApiError when the caller may not impersonate.
 * Models apiserver endpoints/filters WithImpersonation.
 */
export function impersonated(request: ApiRequest, authorizer: Authorizer): ApiRequest | ApiResponse {
  if (!asksToImpersonate(request.headers)) return request;
  const wishes = wishesOf(request.headers);
  const first = wishes[0];
  if (first === undefined) return request;
  if (first.kind !== 'User' && first.kind !== 'ServiceAccount') return withoutUser(request, wishes);
  for (const wish of wishes) {
    const asked = {
      kind: 'resource',
      user: request.user,
      verb: 'impersonate',
      namespace: wish.namespace,
      name: wish.name,
      ...RESOURCES[wish.kind],
      subresource: wish.extraKey,
    } as const;
    const { allowed, reason } = authorizer.authorize(asked);
    if (!allowed) throw forbiddenAccess(asked, reason);
  }
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(PREFIX)));
  return { ...request, headers, user: wishedUser(first, wishes) };
}

const RESOURCES = {
  ServiceAccount: { group: '', resource: 'serviceaccounts' },
  User: { group: '', resource: 'users' },
  Group: { group: '', resource: 'groups' },
  UserExtra: { group: AUTHENTICATION, resource: 'userextras' },
  UID: { group: AUTHENTICATION, resource: 'uids' },
} as const;

function asksToImpersonate(headers: HttpHeaders): boolean {
  for (const name in headers) if (name.startsWith(PREFIX)) return true;
  return false;
}

/** Models buildImpersonationRequests. */
function wishesOf(headers: HttpHeaders): readonly Wish[] {
  const wish = (kind: Wish['kind'], name: string, namespace = '', extraKey = ''): Wish => ({
    kind,
    namespace,
    name,
    extraKey,
  });
  const wishes: Wish[] = [];
  const user = headers['impersonate-user'] ?? '';
  const account = serviceAccountOf(user);
  if (account !== undefined) wishes.push(wish('ServiceAccount', account.name, account.namespace));
  else if (user !== '') wishes.push(wish('User', user));
  for (const group of linesOf(headers['impersonate-group'])) wishes.push(wish('Group', group));
  for (const [header, values] of Object.entries(headers)) {
    if (!header.startsWith(EXTRA)) continue;
    const key = unescaped(header.slice(EXTRA.length));
    for (const value of linesOf(values)) wishes.push(wish('UserExtra', value, '', key));
  }
  const uid = headers['impersonate-uid'] ?? '';
  return uid === '' ? wishes : [...wishes, wish('UID', uid)];
}

/** Models serviceaccount SplitUsername. */
function serviceAccountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
  const [system, kind, namespace = '', name = '', ...more] = user.split(':');
  if (system !== 'system' || kind !== 'serviceaccount' || more.length > 0) return undefined;
  if (isDNS1123Label(namespace).length > 0 || isDNS1123Subdomain(name).length > 0) return undefined;
  return { namespace, name };
}

function wishedUser(first: Wish, wishes: readonly Wish[]): User {
  const account = first.kind === 'ServiceAccount';
  const name = account ? `system:serviceaccount:${first.namespace}:${first.name}` : first.name;
  const named = wishes.filter(({ kind }) => kind === 'Group').map((wish) => wish.name);
  const own = account ? ['system:serviceaccounts', `system:serviceaccounts:${first.namespace}`] : [];
  const groups = named.length > 0 ? named : own;
  const [authenticated, unauthenticated] = ['system:authenticated', 'system:unauthenticated'];
  if (name === 'system:anonymous') {
    if (!groups.includes(unauthenticated)) groups.push(unauthenticated);
  } else if (!groups.includes(authenticated) && !groups.includes(unauthenticated)) groups.push(authenticated);
  const extra = new Map<string, string[]>();
  for (const { kind, extraKey, name: value } of wishes) {
    if (kind === 'UserExtra') extra.set(extraKey, [...(extra.get(extraKey) ?? []), value]);
  }
  const uid = wishes.find(({ kind }) => kind === 'UID')?.name;
  return {
    name,
    groups,
    ...(uid === undefined ? {} : { uid }),
    ...(extra.size === 0 ? {} : { extra: Object.fromEntries(extra) }),
  };
}

/** Nobody can have groups without being someone. Kubernetes takes this for a fault of its own, and says it in plain text. */
function withoutUser({ path }: ApiRequest, wishes: readonly Wish[]): ApiResponse {
  const shown = wishes.map(({ kind, namespace, name, extraKey }) => {
    const version = kind === 'UserExtra' || kind === 'UID' ? `${AUTHENTICATION}/v1` : '';
    return `{${[kind, namespace, name, '', version, '', extraKey].join(' ')}}`;
  });
  const said = `Internal Server Error: "${path}": requested [${shown.join(' ')}] without impersonating a user`;
  const body = `${said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}\n`;
  return { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

const linesOf = (values: string | undefined): readonly string[] => (values === undefined ? [] : values.split('\n'));

function unescaped(key: string): string {
  try {
    return decodeURIComponent(key.toLowerCase());
  } catch {
    return key.toLowerCase();
  }
}
