import { describe, expect, it } from 'vitest';
import { decodeBase64Url, utf8Text } from '../../../api/base64.ts';
import { pods, serviceAccounts } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import { createWorld, type World } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const ADMIN: User = { name: 'admin', groups: ['system:masters', 'system:authenticated'] };
const START = Date.UTC(2026, 0, 5);

function fresh(world: World = createWorld({ seed: 7, startAt: START })) {
  const server = createApiServer(world);
  const client = server.client(ADMIN);
  const request = (spec: unknown, metadata = {}) =>
    server.handle({
      method: 'POST',
      path: '/api/v1/namespaces/default/serviceaccounts/default/token',
      query: {},
      headers: {},
      user: ADMIN,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata, spec },
    }).body as { readonly status: { readonly token: string }; readonly message: string };
  const review = (token: string, audiences?: readonly string[]) =>
    server.handle({
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/tokenreviews',
      query: {},
      headers: {},
      user: ADMIN,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token, audiences } },
    }).body as { readonly status: Readonly<Record<string, unknown>> };
  const token = (spec: unknown) => request(spec).status.token;
  return { world, server, client, request, review, token };
}

describe('the token of a service account', () => {
  const { world, server, client, request, review, token } = fresh();
  server.bootstrap();

  it('says who its bearer is, for how long and to whom', () => {
    const answer = request({ audiences: ['vault'], expirationSeconds: 600 });
    expect(answer).toMatchObject({
      kind: 'TokenRequest',
      metadata: { name: 'default', namespace: 'default', creationTimestamp: '2026-01-05T00:00:00Z' },
      spec: { audiences: ['vault'], expirationSeconds: 600, boundObjectRef: null },
      status: { expirationTimestamp: '2026-01-05T00:10:00Z' },
    });
    const [, body = ''] = answer.status.token.split('.');
    expect(JSON.parse(utf8Text(decodeBase64Url(body)!))).toMatchObject({
      aud: ['vault'],
      exp: START / 1000 + 600,
      nbf: START / 1000,
      sub: 'system:serviceaccount:default:default',
      'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'default' } },
    });
  });

  it('is found good, or not, with the reason', () => {
    const good = token({});
    expect(review(good).status).toMatchObject({
      authenticated: true,
      audiences: ['https://kubernetes.default.svc.cluster.local'],
      user: {
        username: 'system:serviceaccount:default:default',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      },
    });
    const error = (text: string, audiences?: readonly string[]) => review(text, audiences).status.error;
    expect(error('abc')).toBe('invalid bearer token');
    expect(error(`${good.slice(0, -4)}AAAA`)).toBe(
      '[invalid bearer token, go-jose/go-jose: error in cryptographic primitive]',
    );
    expect(error(good, ['vault'])).toBe(
      '[invalid bearer token, token audiences ["https://kubernetes.default.svc.cluster.local"] is invalid for the target audiences ["vault"]]',
    );
    const forked = fresh(createWorld(world.snapshot()));
    expect(forked.review(good).status.authenticated).toBe(true);
    world.clock.advanceTo(START + 3_700_000);
    expect(error(good)).toBe('[invalid bearer token, service account token has expired]');
  });

  it('ends with what it is bound to', () => {
    const pod = client.create(pods, 'default', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    } as never);
    const ref = { apiVersion: 'v1', kind: 'Pod', name: 'p' };
    expect(request({ boundObjectRef: { ...ref, uid: 'other' } }).message).toMatch(
      /^Operation cannot be fulfilled on Pod "p": the UID in/,
    );
    const bound = token({ boundObjectRef: ref, expirationSeconds: 3607 });
    expect(review(bound).status.user).toMatchObject({
      extra: { 'authentication.kubernetes.io/pod-uid': [pod.metadata.uid] },
    });
    world.clock.advanceTo(world.clock.now() + 5_000_000);
    expect(review(bound).status.authenticated).toBe(true);
    client.delete(pods, 'default', 'p', { gracePeriodSeconds: 0 });
    expect(review(bound).status.error).toBe('[invalid bearer token, service account token has been invalidated]');
    const orphan = token({});
    client.delete(serviceAccounts, 'default', 'default');
    expect(review(orphan).status.error).toBe('[invalid bearer token, serviceaccounts "default" not found]');
  });

  it.each([
    [
      { expirationSeconds: 1 },
      {},
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes',
    ],
    [
      { expirationSeconds: 2 ** 33 },
      {},
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 8589934592: may not specify a duration larger than 2^32 seconds',
    ],
    [
      {},
      { name: 'x' },
      'TokenRequest.authentication.k8s.io "default" is invalid: metadata.name: Invalid value: "x": must match the service account name if specified',
    ],
    [
      { boundObjectRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'x' } },
      {},
      'cannot bind token to object of type apps/v1, Kind=DaemonSet',
    ],
  ])('is refused for %j', (spec, metadata, message) => {
    const other = fresh();
    other.server.bootstrap();
    expect(other.request(spec, metadata).message).toBe(message);
  });
});
