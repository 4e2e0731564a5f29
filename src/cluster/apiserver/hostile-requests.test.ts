import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApiRequest, type Method, ResponseStream, type Status } from '../../api/transport.ts';
import { createWorld } from '../../sim/world.ts';
import { createApiServer } from './api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

const text = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '-1',
    'true',
    'false',
    'All',
    'Strict',
    'Exact',
    'NotOlderThan',
    'Foreground',
    'Orphan',
    '5',
  ),
  fc.constantFrom(
    '99999999999999999999',
    'a=b',
    'a in (b',
    'metadata.name=web',
    '!a',
    'spec.nodeName==,',
    '$%',
    '\0',
    '__proto__',
  ),
  fc.constantFrom('eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0Ijoid2ViIn0', 'e30', 'bnVsbA', 'eyJ2IjoxfQ'),
  fc.string({ maxLength: 12 }),
);
const NAMES = (
  'watch limit continue resourceVersion resourceVersionMatch sendInitialEvents allowWatchBookmarks timeoutSeconds ' +
  'labelSelector fieldSelector dryRun fieldManager fieldValidation force pretty includeObject propagationPolicy ' +
  'orphanDependents gracePeriodSeconds exclude verbose hash __proto__ constructor'
).split(' ');
const query = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), fc.oneof(text, fc.array(text, { maxLength: 3 }))), {
    maxLength: 8,
    size: 'max',
  })
  .map((entries) => Object.assign(Object.create(null), Object.fromEntries(entries)) as ApiRequest['query']);

const part = fc.constantFrom(
  ...(
    'api apis v1 apps autoscaling v2 batch policy namespaces default kube-system pods web nodes configmaps daemonsets ' +
    'horizontalpodautoscalers componentstatuses customresourcedefinitions apiextensions.k8s.io status scale eviction ' +
    'binding bindings exec log proxy resize ephemeralcontainers finalize token watch serviceaccounts events . .. ' +
    '__proto__ constructor openapi v3 healthz livez ping certificates.k8s.io certificatesigningrequests approval'
  ).split(' '),
  '',
);
const PATHS = [
  '/api/v1/namespaces/default/pods',
  '/api/v1/namespaces/default/pods/web',
  '/api/v1/pods',
  '/apis/apps/v1/namespaces/default/daemonsets',
  '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers/web',
  '/api/v1/namespaces/default',
];
const path = fc.oneof(
  { arbitrary: fc.constantFrom(...PATHS), weight: 4 },
  { arbitrary: fc.tuple(fc.constantFrom(...PATHS), part).map(([start, end]) => `${start}/${end}`), weight: 2 },
  { arbitrary: fc.array(part, { maxLength: 8 }).map((parts) => `/${parts.join('/')}`), weight: 1 },
);

const headers = fc.record({
  accept: fc.constantFrom(
    '',
    '*/*',
    'application/json',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'application/json;as=Table;v=v1;g=meta.k8s.io',
    'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json;q=0.5',
    'a/b;c=d;q=x, ;;;, /, text/*',
  ),
  'content-type': fc.constantFrom(
    '',
    'application/json',
    'application/yaml',
    'application/merge-patch+json',
    'application/json-patch+json',
    'application/strategic-merge-patch+json',
    'application/apply-patch+yaml',
    'text/plain; charset=x',
  ),
});
const body = fc.constantFrom(
  undefined,
  '',
  'null',
  '{}',
  '[]',
  '{"kind":"DeleteOptions","preconditions":{"uid":"x"}}',
  '{"gracePeriodSeconds":-5,"propagationPolicy":"Foreground"}',
  '{"metadata":{"name":"web"},"spec":{"replicas":1}}',
  '{"metadata":{"name":"web","finalizers":["a/b"]},"target":{"name":"n"}}',
  '[{"op":"add","path":"/metadata/labels","value":{"a":"b"}}]',
  '{"spec":{"containers":[{"name":"c","image":"i"}]},"metadata":{"generateName":"g-"}}',
  '{"spec":{"maxReplicas":1e400}}',
  'a: [b',
);
const method = fc.constantFrom<Method | 'HEAD' | 'OPTIONS'>(
  ...(['GET', 'GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const),
);

/** What the answers were, to see that not all of them are refusals at the door. */
type Counts = Map<number, number>;

function tryAll(
  requests: readonly (Omit<ApiRequest, 'user' | 'method'> & { readonly method: string })[],
  counts: Counts,
): void {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const { store, strategies } = api.registry.context;
  let revision = store.revision;
  for (const one of requests) {
    const { status, body: answered } = api.handle({ ...one, user } as ApiRequest);
    counts.set(status, (counts.get(status) ?? 0) + 1);
    if (answered instanceof ResponseStream) {
      answered.open(
        () => {},
        () => {},
      )();
    } else if (status >= 400 && typeof answered !== 'string') {
      expect((answered as Status).code).toBe(status);
      // Our own mistakes are told so; what Kubernetes answers with 500 has no such words.
      expect((answered as Status).reason).not.toBe('InternalError');
    } else JSON.stringify(answered);
    expect(store.revision).toBeGreaterThanOrEqual(revision);
    revision = store.revision;
  }
  world.clock.settle(1000);
  for (const { resource } of strategies.all) {
    const name = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
    for (const object of store.list(name)) {
      const metadata = { uid: expect.any(String), name: expect.any(String) };
      expect(object).toMatchObject({ kind: resource.kind, metadata });
      expect(Object.isFrozen(object.metadata)).toBe(true);
    }
  }
  expect(Object.prototype).not.toHaveProperty('a');
}

describe('requests of every kind', () => {
  it('get an answer that can be written, and leave the objects whole', () => {
    const counts: Counts = new Map();
    const request = fc.record({ method, path, query, headers, body });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30, size: 'max' }), (requests) => tryAll(requests, counts)),
      { seed: 1, numRuns: 100 },
    );
    expect(counts.get(200)).toBeGreaterThan(50);
  });

  it('to read are answered or refused, whatever their options', () => {
    const counts: Counts = new Map();
    const options =
      'watch limit continue resourceVersion resourceVersionMatch sendInitialEvents labelSelector fieldSelector';
    const pairs = fc
      .array(fc.tuple(fc.constantFrom(...options.split(' ')), text), { maxLength: 3 })
      .map((entries) => Object.fromEntries(entries));
    const accept = fc.constantFrom('*/*', 'application/json;as=Table;v=v1;g=meta.k8s.io', 'application/yaml');
    const request = fc.record({
      method: fc.constant('GET' as const),
      path: fc.constantFrom('/api/v1/namespaces', '/api/v1/configmaps', '/api/v1/namespaces/default/services'),
      query: pairs,
      headers: fc.record({ accept }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 40, size: 'max' }), (requests) => tryAll(requests, counts)),
      { seed: 1, numRuns: 100 },
    );
    expect(counts.get(200)).toBeGreaterThan(300);
  });
});
