import type { IncomingMessage } from 'node:http';
import type { ApiResponse, User } from '../api/transport.ts';
import type { Authenticator } from '../cluster/apiserver/authentication/authenticator.ts';
import { failure } from './failure.ts';

/** Whoever may do everything. */
export const ADMIN: User = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};

const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Says who sends a request, or refuses it. */
export type Identify = (incoming: IncomingMessage) => User | ApiResponse;

/**
 * People are known by their bearer tokens. Where nobody gave out tokens (`closed` is false), programs on this machine
 * need none: without a token, or with one that nobody knows, they are the administrator.
 */
export function identifyWith(authenticator: Authenticator, closed: boolean): Identify {
  return (incoming) => {
    const token = bearerToken(incoming.headers.authorization);
    const owner = token === undefined ? undefined : authenticator.authenticate(token);
    if (owner !== undefined && !('error' in owner)) return owner.user;
    const open = !closed && isLoopback(incoming.socket.remoteAddress);
    if (owner !== undefined && (!open || owner.known)) return failure(401, 'Unauthorized', 'Unauthorized');
    if (!open) return ANONYMOUS;
    return isLocalProgram(incoming)
      ? ADMIN
      : failure(403, 'Forbidden', 'forbidden: this server answers local clients only, no pages in a browser');
  };
}

/** Models apiserver authentication/request/bearertoken. */
function bearerToken(authorization: string | undefined): string | undefined {
  const [scheme = '', token = ''] = (authorization ?? '').trim().split(' ');
  return scheme.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}

const isLoopback = (address: string | undefined): boolean =>
  address === '::1' || /^(::ffff:)?127\./.test(address ?? '');

/**
 * Pages in a browser on the same machine show their origin, or a foreign host name that was bound to loopback; they
 * must not be the administrator because he happens to look at them.
 */
function isLocalProgram({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const local = host === '' || host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
  return local && headers.origin === undefined;
}
