import { describe, expect, it } from 'vitest';
import { daemonSets, nodes, pods } from '../../api/resources.ts';
import type { ApiRequest, ApiResponse, ResponseStream, WatchEvent } from '../../api/transport.ts';
import { createWorld } from '../../sim/world.ts';
import { createApiServer } from './api-server.ts';

/** Drafts and answers are taken apart freely in tests. */
// biome-ignore lint/suspicious/noExplicitAny: the shape under test is what the assertions say.
type Loose = any;

const admin = { name: 'kubernetes-admin', groups: ['system:masters'] };

function server() {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const send = (
    method: ApiRequest['method'],
    path: string,
    body?: unknown,
    more: Partial<ApiRequest> = {},
  ): ApiResponse => api.handle({ method, path, query: {}, headers: {}, body, user: admin, ...more });
  return { world, api, send };
}

const daemonSet = (name: string, change: (draft: Loose) => void = () => {}) => {
  const draft = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] } },
    },
  };
  change(draft);
  return draft;
};
const DS = '/apis/apps/v1/namespaces/default/daemonsets';
const patch = (type: string, more: Partial<ApiRequest> = {}) => ({
  headers: { 'content-type': `application/${type}-patch+json` },
  ...more,
});
const message = (answer: ApiResponse) => (answer.body as { message?: string }).message;

describe('the door', () => {
  it('creates, defaults and bumps generations', () => {
    const { send } = server();
    const made = send('POST', DS, JSON.stringify(daemonSet('a')));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      metadata: { generation: 1, annotations: { 'deprecated.daemonset.template.generation': '1' } },
      spec: {
        revisionHistoryLimit: 10,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
        template: {
          metadata: { creationTimestamp: null },
          spec: { dnsPolicy: 'ClusterFirst', containers: [{ imagePullPolicy: 'IfNotPresent', resources: {} }] },
        },
      },
      status: { currentNumberScheduled: 0, numberReady: 0 },
    });
    const image = { spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:1.26' }] } } } };
    const second = send('PATCH', `${DS}/a`, JSON.stringify(image), patch('strategic-merge'));
    expect(second.body).toMatchObject({
      metadata: { generation: 2, annotations: { 'deprecated.daemonset.template.generation': '2' } },
    });
    const again = send('PATCH', `${DS}/a`, JSON.stringify(image), patch('strategic-merge'));
    expect(again.body).toBe(second.body);
    expect(send('POST', DS, daemonSet('a')).body).toMatchObject({
      code: 409,
      message: 'daemonsets.apps "a" already exists',
    });
  });

  it('refuses in the words of Kubernetes', () => {
    const { send } = server();
    send('POST', DS, daemonSet('good'));
    const of = (change: (draft: Loose) => void, query = {}) =>
      message(send('POST', DS, daemonSet('bad', change), { query }));
    expect(of((d) => (d.spec.selector.matchLabels.app = 'one'))).toBe(
      'DaemonSet.apps "bad" is invalid: spec.template.metadata.labels: Invalid value: map[string]string{"app":"bad"}: `selector` does not match template `labels`',
    );
    expect(of((d) => (d.spec.replicas = 3), { fieldValidation: 'Strict' })).toBe(
      'DaemonSet in version "v1" cannot be handled as a DaemonSet: strict decoding error: unknown field "spec.replicas"',
    );
    const refused = (body: unknown, type = 'strategic-merge') =>
      message(send('PATCH', `${DS}/good`, typeof body === 'string' ? body : JSON.stringify(body), patch(type)));
    expect(refused({ spec: { selector: { matchLabels: { app: 'other' } } } })).toBe(
      'DaemonSet.apps "good" is invalid: [spec.template.metadata.labels: Invalid value: map[string]string{"app":"good"}: `selector` does not match template `labels`, spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"other"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable]',
    );
    expect(refused({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } } })).toBe(
      'DaemonSet.apps "good" is invalid: spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    );
    expect(refused('{"spec":')).toBe('unexpected end of JSON input');
    expect(refused([{ op: 'remove', path: '/spec/nope' }], 'json')).toBe(
      'the server rejected our request due to an error in our request',
    );
    expect(message(send('GET', `${DS}/missing`))).toBe('daemonsets.apps "missing" not found');
    expect(
      message(
        send('POST', '/api/v1/namespaces/nope/configmaps', {
          kind: 'ConfigMap',
          apiVersion: 'v1',
          metadata: { name: 'x' },
        }),
      ),
    ).toBe('namespaces "nope" not found');
    expect(message(send('GET', '/api/v1/pods', undefined, { query: { fieldSelector: 'bogus=1' } }))).toBe(
      'field label not supported: bogus',
    );
  });

  it('watches: what leaves the selection is deleted, old revisions are gone', () => {
    const { send, world } = server();
    send(
      'POST',
      DS,
      daemonSet('a', (d) => (d.metadata.labels = { tier: 'x' })),
    );
    const seen: string[] = [];
    const watch = (query: ApiRequest['query']) =>
      (send('GET', DS, undefined, { query: { watch: '1', ...query } }).body as ResponseStream<WatchEvent>).open(
        (frame) => seen.push(`${frame.type} ${(frame.object as Loose).metadata?.name ?? (frame.object as Loose).code}`),
        () => seen.push('end'),
      );
    const close = watch({ labelSelector: 'tier=x' });
    expect(seen).toEqual(['ADDED a']);
    send('PATCH', `${DS}/a`, '{"metadata":{"labels":{"tier":"y"}}}', patch('merge'));
    expect(seen).toEqual(['ADDED a']);
    world.clock.settle(1000);
    expect(seen).toEqual(['ADDED a', 'DELETED a']);
    send('PATCH', `${DS}/a`, '{"metadata":{"labels":{"tier":"x"}}}', patch('merge'));
    world.clock.settle(1000);
    expect(seen.at(-1)).toBe('ADDED a');
    close();
    send('DELETE', `${DS}/a`);
    world.clock.settle(1000);
    expect(seen).toHaveLength(3);
  });

  it('answers tables whose rows fit their columns', () => {
    const { send, api } = server();
    send('POST', DS, daemonSet('a'));
    const accept = { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' } };
    for (const { resource } of api.registry.context.strategies.all) {
      const base = resource.group === '' ? '/api/v1' : `/apis/${resource.group}/${resource.version}`;
      const table = send('GET', `${base}/${resource.plural}`, undefined, accept).body as Loose;
      expect(table.kind, resource.plural).toBe('Table');
      expect(table.columnDefinitions.length, resource.plural).toBeGreaterThan(0);
      for (const row of table.rows) expect(row.cells.length, resource.plural).toBe(table.columnDefinitions.length);
    }
    const [row] = (send('GET', DS, undefined, accept).body as Loose).rows;
    expect(row.cells).toEqual(['a', 0, 0, 0, 0, 0, '<none>', '0s', 'c', 'nginx:1.25', 'app=a']);
  });

  it('survives hostile input', () => {
    const { send } = server();
    for (const body of [
      '',
      '[]',
      'null',
      '"x"',
      '{"__proto__":{"a":1}}',
      '{"metadata":null}',
      '{"metadata":5}',
      '{"spec":[]}',
      '{"metadata":{"name":["a"]}}',
    ]) {
      const { status } = send('POST', DS, body);
      expect(status, body).toBeGreaterThanOrEqual(400);
      expect(status, `${body} ${message(send('POST', DS, body))}`).toBeLessThan(500);
    }
    expect(({} as { a?: number }).a).toBeUndefined();
    for (const path of [
      '/',
      '/api',
      '/apis',
      '/api/v1',
      '/apis/apps/v1',
      '/nope',
      '/api/v1/namespaces/default',
      '/openapi/v3',
      '/openapi/v3/apis/apps/v1',
      '/version',
    ]) {
      expect([200, 404]).toContain(send('GET', path).status);
    }
  });
});

describe('the client', () => {
  const podDraft = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'c', image: 'nginx' }] },
  });

  it('gives pods what a real server gives them, and ends them gracefully', () => {
    const { world, api } = server();
    const client = api.client(admin);
    const seen: string[] = [];
    const watched = createApiServer(createWorld({ seed: 2, startAt: 0 }));
    watched.client(admin).watch(pods, () => {});
    const pod = client.create(pods, 'default', podDraft('a'));
    expect(Object.isFrozen(pod.spec.containers[0])).toBe(true);
    expect(pod.spec.volumes?.[0]?.name).toMatch(/^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(pod.spec).toMatchObject({
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      serviceAccountName: 'default',
    });
    expect(pod.spec.tolerations).toHaveLength(2);
    expect(pod.status).toMatchObject({ phase: 'Pending', qosClass: 'BestEffort' });
    client.create(nodes, undefined, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: {} });
    client.bind('default', 'a', pod.metadata.uid, 'n');
    expect(client.list(pods, { node: 'n' })).toHaveLength(1);
    client.delete(pods, 'default', 'a');
    const ending = client.get(pods, 'default', 'a')!;
    expect(ending.metadata).toMatchObject({ deletionGracePeriodSeconds: 30, generation: 2 });
    client.delete(pods, 'default', 'a', { gracePeriodSeconds: 0 });
    expect(client.get(pods, 'default', 'a')).toBeUndefined();
    world.clock.settle(1000);
    expect(seen).toEqual([]);
  });

  it('refuses stale writes and keeps status apart', () => {
    const { api } = server();
    const client = api.client(admin);
    const first = client.create(daemonSets, 'default', daemonSet('a') as never);
    const labelled = client.update(daemonSets, { ...first, metadata: { ...first.metadata, labels: { x: 'y' } } });
    expect(() => client.update(daemonSets, { ...first, metadata: { ...first.metadata, labels: { x: 'z' } } })).toThrow(
      'the object has been modified',
    );
    const status = client.updateStatus(daemonSets, {
      ...labelled,
      spec: { ...labelled.spec, minReadySeconds: 9 },
      status: { ...labelled.status, numberReady: 3 },
    });
    expect(status.spec).toBe(labelled.spec);
    expect(status.status.numberReady).toBe(3);
    expect(status.metadata.generation).toBe(1);
  });
});
