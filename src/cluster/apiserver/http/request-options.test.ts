import { describe, expect, it } from 'vitest';
import type { ApiRequest, Method, Query } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const MERGE = { 'content-type': 'application/merge-patch+json' };

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const send = (
    method: Method,
    path: string,
    query: Query = {},
    body?: unknown,
    headers: ApiRequest['headers'] = {},
  ) => {
    const user = { name: 'me', groups: ['system:masters'] };
    const answer = api.handle({ method, path, query, headers, body, user });
    return { status: answer.status, body: answer.body as { readonly message: string } & Record<string, unknown> };
  };
  send('POST', MAPS, {}, { metadata: { name: 'a', labels: { app: 'x' } } });
  return send;
}

describe('the options of requests', () => {
  it.each<[Method, string, Query, unknown, number, string]>([
    [
      'POST',
      MAPS,
      { dryRun: 'x' },
      {},
      422,
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"x"}: supported values: "All"',
    ],
    [
      'PUT',
      `${MAPS}/a`,
      { fieldValidation: 'x' },
      {},
      422,
      'UpdateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "x": supported values: "", "Ignore", "Strict", "Warn"',
    ],
    [
      'PATCH',
      `${MAPS}/a`,
      { force: 'true' },
      {},
      422,
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    ],
    [
      'PATCH',
      `${MAPS}/a`,
      { fieldManager: 'a\tb' },
      {},
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\\tb": invalid character U+0009 (at position 1)',
    ],
    [
      'POST',
      MAPS,
      { fieldManager: 'é'.repeat(65) },
      {},
      422,
      'CreateOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
    ],
    [
      'DELETE',
      `${MAPS}/a`,
      {},
      { propagationPolicy: 'Orphan', orphanDependents: true },
      422,
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
    ],
    [
      'DELETE',
      `${MAPS}/a`,
      { propagationPolicy: 'x' },
      undefined,
      422,
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "x": supported values: "Foreground", "Background", "Orphan", "nil"',
    ],
    [
      'DELETE',
      `${MAPS}/a`,
      {},
      { gracePeriodSeconds: 'x' },
      500,
      'json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64',
    ],
    ['DELETE', MAPS, { fieldSelector: 'x=y' }, undefined, 400, ''],
  ])('%s %s %j %j is refused', (method, path, query, body, status, message) => {
    const send = server();
    const answer = send(method, path, query, body, method === 'PATCH' ? MERGE : {});
    expect(answer.status).toBe(status);
    if (message !== '') expect(answer.body.message).toBe(message);
    expect(send('GET', `${MAPS}/a`).status).toBe(200);
  });

  it('let every write be tried without being done', () => {
    const send = server();
    const dryRun = { dryRun: 'All' };
    expect(send('POST', MAPS, dryRun, { metadata: { name: 'b' } }).status).toBe(201);
    expect(send('PATCH', `${MAPS}/a`, dryRun, { data: { k: 'v' } }, MERGE).body).toMatchObject({ data: { k: 'v' } });
    expect(send('DELETE', `${MAPS}/a`, dryRun).status).toBe(200);
    expect(send('DELETE', MAPS, dryRun).body).toMatchObject({ kind: 'ConfigMapList' });
    expect(send('DELETE', MAPS, {}, { dryRun: ['All'] }).status).toBe(200);
    const { items } = send('GET', MAPS).body as never as { readonly items: readonly { data?: object }[] };
    expect(items).toHaveLength(2);
    expect(items[0]?.data).toBeUndefined();
  });

  it('delete the selected objects of a collection, and answer with them as they were', () => {
    const send = server();
    for (const name of ['b', 'c']) send('POST', MAPS, {}, { metadata: { name, labels: { app: 'x' } } });
    const limited = send('DELETE', MAPS, { labelSelector: 'app=x', limit: '2' }).body;
    expect(limited).toMatchObject({ items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] });
    expect(send('GET', `${MAPS}/a`).status).toBe(404);
    expect(send('GET', `${MAPS}/c`).status).toBe(200);
    expect(send('GET', `${MAPS}/kube-root-ca.crt`).status).toBe(200);
  });
});

describe('addresses', () => {
  it.each<[Method | 'HEAD', string, number]>([
    ['PUT', MAPS, 405],
    ['POST', `${MAPS}/a`, 405],
    ['HEAD', MAPS, 405],
    ['GET', `${MAPS}/a/status`, 404],
    ['GET', '/api/v1/namespaces/default/pods/a/binding', 405],
    ['DELETE', '/api/v1/namespaces/default/pods/a/status', 405],
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/apis/apps/v9/deployments', 404],
  ])('%s %s answers %d with a Status', (method, path, status) => {
    const answer = server()(method as Method, path);
    expect(answer).toMatchObject({ status, body: { kind: 'Status', code: status, details: {} } });
  });

  it('that are nothing at all get a text', () => {
    expect(server()('GET', '/apis/none.example.com/v1/things')).toEqual({ status: 404, body: '404 page not found\n' });
  });

  it('do nothing when their answer could not be written', () => {
    const send = server();
    const headers = { accept: 'application/cbor' };
    const answer = send('POST', MAPS, {}, { metadata: { name: 'b' } }, headers);
    expect(answer).toMatchObject({ status: 406, body: { reason: 'NotAcceptable' } });
    expect(send('GET', `${MAPS}/b`).status).toBe(404);
  });
});
