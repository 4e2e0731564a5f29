import { describe, expect, it } from 'vitest';
import type { ApiRequest, Query } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const PATH = '/api/v1/namespaces/default/configmaps';

function server() {
  const world = createWorld({ seed: 1, startAt: 0 });
  const api = createApiServer(world);
  api.bootstrap();
  const send = (method: ApiRequest['method'], path: string, query: Query = {}, body?: unknown) => {
    const user = { name: 'me', groups: ['system:masters'] };
    return api.handle({ method, path, query, headers: {}, body, user }) as { status: number; body: Answer };
  };
  return { world, send };
}

interface Answer {
  readonly message: string;
  readonly reason: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue: string;
    readonly remainingItemCount: number;
  };
  readonly items: readonly { readonly metadata: { readonly name: string; readonly labels: object } }[];
}

const names = ({ items }: Answer) => items.map(({ metadata }) => metadata.name).join(' ');

function withMaps() {
  const { world, send } = server();
  send('DELETE', `${PATH}/kube-root-ca.crt`);
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const labels = name < 'c' ? { early: 'true' } : {};
    expect(send('POST', PATH, {}, { metadata: { name, labels } }).status).toBe(201);
  }
  return { world, send };
}

describe('lists in pages', () => {
  it('show what was there at the first page, whatever happens since', () => {
    const { send } = withMaps();
    const first = send('GET', PATH, { limit: '2' }).body;
    expect([names(first), first.metadata.remainingItemCount]).toEqual(['a b', 3]);
    send('DELETE', `${PATH}/c`);
    send('POST', PATH, {}, { metadata: { name: 'bb' } });
    send('PUT', `${PATH}/d`, {}, { metadata: { name: 'd', labels: { new: 'x' } } });
    const second = send('GET', PATH, { limit: '2', continue: first.metadata.continue }).body;
    expect([names(second), second.metadata.remainingItemCount]).toEqual(['c d', 1]);
    expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    expect(second.items[1]?.metadata).not.toHaveProperty('labels');
    const last = send('GET', PATH, { limit: '2', continue: second.metadata.continue }).body;
    expect([names(last), last.metadata.continue, last.metadata.remainingItemCount]).toEqual([
      'e',
      undefined,
      undefined,
    ]);
    expect(names(send('GET', PATH).body)).toBe('a b bb d e');
  });

  it('do not count what a selector might leave out', () => {
    const { send } = withMaps();
    const { metadata, ...list } = send('GET', PATH, { limit: '2', labelSelector: '!early' }).body;
    expect(names({ metadata, ...list })).toBe('c d');
    expect(metadata.continue).toBeDefined();
    expect(metadata.remainingItemCount).toBeUndefined();
  });

  it('give way to an inconsistent list when their state is compacted', () => {
    const { world, send } = withMaps();
    const token = send('GET', PATH, { limit: '2' }).body.metadata.continue;
    world.clock.advanceTo(400_000);
    send('DELETE', `${PATH}/a`);
    world.clock.advanceTo(800_000);
    const refused = send('GET', PATH, { limit: '2', continue: token });
    expect([refused.status, refused.body.reason]).toEqual([410, 'Expired']);
    const rest = send('GET', PATH, { continue: refused.body.metadata.continue }).body;
    expect(names(rest)).toBe('c d e');
  });

  it('of any version come whole', () => {
    const { send } = withMaps();
    expect(names(send('GET', PATH, { limit: '2', resourceVersion: '0' }).body)).toBe('a b c d e');
  });
});

describe('lists of a version', () => {
  it('show exactly it, or what is newer', () => {
    const { send } = withMaps();
    const { resourceVersion } = send('GET', PATH).body.metadata;
    send('DELETE', `${PATH}/c`);
    const exact = { resourceVersion, resourceVersionMatch: 'Exact' };
    expect(names(send('GET', PATH, exact).body)).toBe('a b c d e');
    expect(names(send('GET', PATH, { resourceVersion, limit: '9' }).body)).toBe('a b c d e');
    expect(names(send('GET', PATH, { ...exact, resourceVersionMatch: 'NotOlderThan' }).body)).toBe('a b d e');
    expect(names(send('GET', PATH, { resourceVersion }).body)).toBe('a b d e');
  });

  const OPTIONS = 'ListOptions.meta.k8s.io "" is invalid: ';
  it.each<[Query, number, string]>([
    [
      { resourceVersionMatch: 'Exact' },
      422,
      `${OPTIONS}resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided`,
    ],
    [
      { resourceVersionMatch: 'Exact', resourceVersion: '0' },
      422,
      `${OPTIONS}resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"`,
    ],
    [
      { resourceVersionMatch: 'x', resourceVersion: '5' },
      422,
      `${OPTIONS}resourceVersionMatch: Unsupported value: "x": supported values: "Exact", "NotOlderThan", ""`,
    ],
    [
      { sendInitialEvents: 'true' },
      422,
      `${OPTIONS}sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list`,
    ],
    [{ limit: 'x' }, 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
    [
      { resourceVersion: 'x' },
      400,
      'invalid resource version: resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
    ],
    [{ resourceVersion: '999999' }, 504, 'Timeout: Too large resource version: 999999, current: 999'],
    [{ continue: '$' }, 400, 'invalid continue token: continue key is not valid: illegal base64 data at input byte 0'],
    [
      { watch: '1', sendInitialEvents: 'true' },
      422,
      `${OPTIONS}resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan`,
    ],
    [
      { watch: '1', resourceVersion: 'x' },
      500,
      'resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
    ],
  ])('refuse %j', (query, status, message) => {
    const { send } = withMaps();
    const answer = send('GET', PATH, query);
    const said = answer.body.message.replace(/current: \d+/, 'current: 999');
    expect([answer.status, said]).toEqual([status, message]);
  });
});
