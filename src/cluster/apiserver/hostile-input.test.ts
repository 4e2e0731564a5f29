import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../api/transport.ts';
import { createWorld } from '../../sim/world.ts';
import { createApiServer } from './api-server.ts';

// The same run every time; other seeds are for hunting.
fc.configureGlobal({ seed: 1 });

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const DS = '/apis/apps/v1/namespaces/default/daemonsets';
const PODS = '/api/v1/namespaces/default/pods';

const NAMES = (
  'apiVersion kind metadata name namespace labels annotations finalizers ownerReferences spec selector matchLabels ' +
  'template containers image env ports resources requests limits cpu volumes tolerations affinity nodeAffinity ' +
  'updateStrategy rollingUpdate maxUnavailable status conditions type op path value from $patch $retainKeys ' +
  '$setElementOrder/containers $deleteFromPrimitiveList/finalizers __proto__ constructor prototype toString ' +
  'hasOwnProperty length valueFrom volumeMounts deletionTimestamp resourceVersion uid'
).split(' ');
const VALUES = [
  '',
  'a',
  'web',
  '10%',
  'delete',
  'replace',
  '-1',
  '/spec/~1',
  '/metadata/labels',
  'DaemonSet',
  'Pod',
  'v1',
];

const leaf = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.constantFrom(null, true, 0, -1, 1.5, 1e300, 2 ** 53),
  fc.string({ maxLength: 8 }),
);
const { hostile } = fc.letrec((tie) => ({
  hostile: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    leaf,
    fc.array(tie('hostile'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES), tie('hostile')), { maxLength: 6 })
      .map((entries) => ({ text: `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`)}}` })),
  ),
}));

/** Objects are texts already, because a JavaScript object cannot hold a name twice. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf)}]`;
  return typeof value === 'object' && value !== null ? (value as { text: string }).text : JSON.stringify(value);
}

function daemonSet(name: string, spec: string): string {
  const template = '{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}';
  const own = `"selector":{"matchLabels":{"a":"b"}},"template":${template}`;
  return `{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"${name}"},"spec":{${own}${spec}}}`;
}

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) }));
  api.bootstrap();
  const send = (method: ApiRequest['method'], path: string, body: string, type: string): ApiResponse =>
    api.handle({ method, path, query: {}, headers: { 'content-type': type }, body, user });
  expect(send('POST', DS, daemonSet('web', ''), 'application/json').status).toBe(201);
  return send;
}

function expectSound(send: ReturnType<typeof server>, answer: ApiResponse): void {
  expect([answer.status, answer.status >= 500 && answer.status !== 501 ? answer.body : '']).toEqual([
    answer.status,
    '',
  ]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  for (const path of [DS, PODS]) {
    const list = send('GET', path, '', 'application/json');
    expect(list.status).toBe(200);
    const { items } = JSON.parse(JSON.stringify(list.body)) as {
      items: { metadata: { name: unknown; uid: unknown } }[];
    };
    for (const { metadata } of items) expect([typeof metadata.name, typeof metadata.uid]).toEqual(['string', 'string']);
  }
}

describe('hostile input', () => {
  it('never breaks the server or the store by a patch', () => {
    const send = server();
    const types = ['strategic-merge-patch', 'merge-patch', 'json-patch'];
    fc.assert(
      fc.property(hostile, fc.constantFrom(...types), fc.constantFrom('', '/status'), (patch, type, subresource) => {
        expectSound(send, send('PATCH', `${DS}/web${subresource}`, textOf(patch), `application/${type}+json`));
      }),
      { numRuns: 600 },
    );
  });

  it('never breaks the server or the store by JSON patch operations', () => {
    const send = server();
    const place = fc.constantFrom(
      '/metadata/labels',
      '/spec/template',
      '/metadata',
      '/spec/x/y',
      '',
      '/spec/template/spec/containers/0',
      '/spec/template/spec/containers/-',
      '/__proto__/polluted',
      '/constructor',
    );
    const operation = fc
      .tuple(fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'nope'), place, place, hostile)
      .map(([op, path, from, value]) => `{"op":"${op}","path":"${path}","from":"${from}","value":${textOf(value)}}`);
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 3 }), (operations) => {
        expectSound(send, send('PATCH', `${DS}/web`, `[${operations}]`, 'application/json-patch+json'));
      }),
      { numRuns: 600 },
    );
  });

  it('never breaks the server or the store by a new object', () => {
    const send = server();
    const kinds = fc.constantFrom([DS, 'apps/v1', 'DaemonSet'], [PODS, 'v1', 'Pod']);
    fc.assert(
      fc.property(kinds, hostile, hostile, ([path, version, kind], metadata, spec) => {
        const body = `{"apiVersion":"${version}","kind":"${kind}","metadata":${textOf(metadata)},"spec":${textOf(spec)}}`;
        expectSound(send, send('POST', path!, body, 'application/json'));
        expectSound(send, send('PUT', `${path}/web`, body, 'application/json'));
      }),
      { numRuns: 600 },
    );
  });

  it('never breaks the server or the store by one strange field of a pod or a daemon set', () => {
    const send = server();
    const ofContainer =
      'ports env envFrom resources volumeMounts livenessProbe readinessProbe lifecycle securityContext command';
    const ofPod =
      'affinity tolerations volumes nodeSelector initContainers topologySpreadConstraints schedulingGates securityContext overhead ephemeralContainers imagePullSecrets readinessGates hostAliases';
    const ofSet = 'updateStrategy minReadySeconds revisionHistoryLimit selector template';
    const ofMeta = 'labels annotations finalizers ownerReferences generateName managedFields creationTimestamp';
    const anyOf = (names: string) => fc.constantFrom(...names.split(' '));
    fc.assert(
      fc.property(
        fc.tuple(anyOf(ofContainer), hostile),
        fc.tuple(anyOf(ofPod), hostile),
        fc.tuple(anyOf(ofSet), hostile),
        fc.tuple(anyOf(ofMeta), hostile),
        fc.integer({ min: 0, max: 3 }),
        (container, pod, set, meta, which) => {
          const field = (place: number, [name, value]: readonly [string, unknown]) =>
            which === place ? `,"${name}":${textOf(value)}` : '';
          const podSpec = `{"containers":[{"name":"c","image":"i:1"${field(0, container)}}]${field(1, pod)}}`;
          const metadata = `{"name":"x"${field(3, meta)}}`;
          const podText = `{"apiVersion":"v1","kind":"Pod","metadata":${metadata},"spec":${podSpec}}`;
          const template = `{"metadata":{"labels":{"a":"b"}},"spec":${podSpec}}`;
          const setSpec = `{"selector":{"matchLabels":{"a":"b"}},"template":${template}${field(2, set)}}`;
          const setText = `{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":${metadata},"spec":${setSpec}}`;
          expectSound(send, send('POST', PODS, podText, 'application/json'));
          expectSound(send, send('POST', DS, setText, 'application/json'));
          send('DELETE', `${PODS}/x`, '', 'application/json');
          send('DELETE', `${DS}/x`, '', 'application/json');
        },
      ),
      { numRuns: 800 },
    );
  });

  it('never breaks the server by what is hardly JSON', () => {
    const send = server();
    const deep = (open: string, close: string) => open.repeat(200_000) + close.repeat(200_000);
    for (const body of [
      deep('[', ']'),
      deep('{"a":', ''),
      `{"a":${deep('[', ']')}}`,
      '\u0000',
      '{"\\u0000":1}',
      '"x"',
      '{',
      '[1,',
    ]) {
      for (const type of ['application/json', 'application/yaml', 'text/plain']) {
        expectSound(send, send('POST', DS, body, type));
      }
      for (const type of ['strategic-merge-patch', 'merge-patch', 'json-patch']) {
        expectSound(send, send('PATCH', `${DS}/web`, body, `application/${type}+json`));
      }
    }
  });
});
