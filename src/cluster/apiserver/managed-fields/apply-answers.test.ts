import { beforeEach, describe, expect, it } from 'vitest';
import type { KubeObject, ManagedFieldsEntry } from '../../../api/object.ts';
import type { Method, Query, Status } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

type Body = Readonly<Record<string, unknown>>;

interface Answer {
  readonly code: number;
  readonly body: never;
}

const APPLY = 'application/apply-patch+yaml';
const JSON_PATCH = 'application/json-patch+json';
const base = '/api/v1/namespaces/default/configmaps';
const config = (more: Body = {}): Body => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, ...more });
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

let send: (method: Method, path: string, body?: unknown, query?: Query, type?: string, accept?: string) => Answer;
let pass: (seconds: number) => void;

beforeEach(() => {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
  send = (method, path, body, query = {}, type = 'application/json', accept = 'application/json') => {
    const headers = { 'content-type': type, 'user-agent': 'curl/8.5.0 (x)', accept };
    const { status, body: answer } = api.handle({ method, path, query, headers, body, user });
    return { code: status, body: answer as never };
  };
  pass = (seconds) => world.clock.advanceTo(world.clock.now() + seconds * 1000);
});

const apply = (body: unknown, query: Query = {}, path = `${base}/x`) =>
  send('PATCH', path, typeof body === 'string' ? body : JSON.stringify(body), { fieldManager: 'm', ...query }, APPLY);
const read = () => send('GET', `${base}/x`).body as KubeObject;
const managers = () => (read().metadata.managedFields ?? []).map(({ manager, operation }) => `${manager}/${operation}`);

describe('what apply answers', () => {
  it('creates with 201, changes with 200 and leaves what is the same', () => {
    expect(apply(config({ data: { a: '1' } })).code).toBe(201);
    const { resourceVersion, managedFields } = read().metadata;
    pass(5);
    expect(apply(config({ data: { a: '1' } })).code).toBe(200);
    expect(read().metadata).toMatchObject({ resourceVersion, managedFields });
    expect(apply(config({ data: { a: '2' } }), { dryRun: 'All' }).body).toMatchObject({ data: { a: '2' } });
    expect(read().metadata.resourceVersion).toBe(resourceVersion);
    apply(config({ data: { a: '2' } }));
    expect(read().metadata.managedFields).toMatchObject([{ time: '2026-01-01T00:00:05Z' }]);
  });

  const refused: readonly (readonly [string, number, unknown, Query, string])[] = [
    ['no manager', 422, config(), { fieldManager: '' }, 'fieldManager: Required value: is required for apply patch'],
    ['a manager that cannot be shown', 422, config(), { fieldManager: 'a\n' }, 'invalid character U+000A'],
    ['no kind', 400, { metadata: { name: 'x' } }, {}, 'invalid object type: /, Kind='],
    ['another kind', 400, { ...config(), kind: 'Secret' }, {}, 'invalid object type: /v1, Kind=Secret'],
    ['another name', 400, config({ metadata: { name: 'y' } }), {}, 'the name of the object (y) does not match'],
    ['no name', 400, config({ metadata: {} }), {}, 'the name of the object (x based on URL) was undeterminable'],
    [
      'another namespace',
      400,
      config({ metadata: { name: 'x', namespace: 'kube-system' } }),
      {},
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'managedFields',
      400,
      config({ metadata: { name: 'x', managedFields: [] } }),
      {},
      'metadata.managedFields must be nil',
    ],
    ['no YAML', 400, '{a', {}, 'error decoding YAML: '],
    ['a list', 400, '[]', {}, 'error decoding YAML: '],
    [
      'a field twice, strictly',
      400,
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{},"data":{}}',
      { fieldValidation: 'Strict' },
      'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 1: key "data" already set in map',
    ],
    [
      'a field there is not',
      500,
      config({ spec: {} }),
      {},
      'failed to create typed patch object (/x; /v1, Kind=ConfigMap): .spec: field not declared in schema',
    ],
    [
      'a number for text',
      500,
      config({ data: { a: 1 } }),
      {},
      '.data.a: expected string, got &value.valueUnstructured{Value:1}',
    ],
    ['text for a map', 500, config({ data: 'a' }), {}, '.data: expected map, got &{a}'],
    ['text for truth', 500, config({ immutable: 'yes' }), {}, '.immutable: expected boolean, got &{yes}'],
    [
      'an item twice',
      500,
      config({ metadata: { name: 'x', finalizers: ['x/a', 'x/a'] } }),
      {},
      '.metadata.finalizers: duplicate entries for key [="x/a"]',
    ],
    [
      'an item without its key',
      500,
      config({ metadata: { name: 'x', ownerReferences: [{ name: 'a' }] } }),
      {},
      '.metadata.ownerReferences: element 0: associative list with keys has an element that omits key field "uid" (and doesn\'t have default value)',
    ],
    [
      'a uid of what is not there',
      409,
      config({ metadata: { name: 'x', uid: 'u' } }),
      {},
      'uid mismatch: the provided object specified uid u, and no existing object was found',
    ],
  ];
  it.each(refused)('%s: %i', (_what, code, body, query, message) => {
    const answer = apply(body, query);
    expect(answer.code).toBe(code);
    expect((answer.body as Status).message).toContain(message);
  });

  it('holds to the version and uid that it is told', () => {
    apply(config());
    const { uid } = read().metadata;
    expect(apply(config({ metadata: { name: 'x', resourceVersion: '1' } })).code).toBe(409);
    expect(apply(config({ metadata: { name: 'x', uid: 'u' } })).code).toBe(422);
    expect(apply(config({ metadata: { name: 'x', uid } })).code).toBe(200);
    expect(apply({ ...config(), kind: 'Pod' }, {}, '/api/v1/namespaces/default/pods/x/status').code).toBe(404);
  });

  it('reads what it merged', () => {
    const path = '/apis/apps/v1/namespaces/default/deployments/x';
    const deployment = (spec: Body) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec });
    const container = { name: 'c', image: 'i', resources: { limits: { cpu: 'abc' } } };
    const answers = [{ replicas: 1.5 }, { template: { spec: { containers: [container] } } }].map(
      (spec) => (apply(deployment(spec), {}, path).body as Status).message,
    );
    const what = '/x; apps/v1, Kind=Deployment';
    const lead = `failed to convert new object (${what}) to proper version: unable to convert unstructured object to apps/v1, Kind=Deployment: `;
    expect(answers).toEqual([
      `${lead}cannot convert float64 to int32`,
      `${lead}quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    ]);
  });

  it('says who is in the way', () => {
    apply(config({ data: { a: '1', b: '1' } }), { fieldManager: 'one' });
    send('PATCH', `${base}/x`, { data: { b: '2' } }, { fieldManager: 'two' }, 'application/merge-patch+json');
    expect(apply(config({ data: { a: '3', b: '3' } })).body).toMatchObject({
      message:
        'Apply failed with 2 conflicts: conflicts with "one":\n- .data.a\nconflicts with "two" using v1:\n- .data.b',
      reason: 'Conflict',
      details: {
        causes: [
          { reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.data.a' },
          { reason: 'FieldManagerConflict', message: 'conflict with "two" using v1', field: '.data.b' },
        ],
      },
    });
  });
});

describe('who owns what', () => {
  it('takes the manager from the program where none is named', () => {
    send('POST', base, config({ data: { a: '1' } }), { fieldManager: 'post' });
    send('PUT', `${base}/x`, config({ data: { a: '2' } }), { fieldManager: 'put' });
    expect(managers()).toEqual(['post/Update', 'put/Update']);
    send('PATCH', `${base}/x`, { data: { b: '1' } }, {}, 'application/merge-patch+json');
    expect(managers()).toEqual(['curl/Update', 'post/Update', 'put/Update']);
  });

  it('forgets them when told so, and follows again after the first apply', () => {
    apply(config({ data: { a: '1' } }));
    const reset = [{ op: 'replace', path: '/metadata/managedFields', value: [{}] }];
    expect(send('PATCH', `${base}/x`, reset, {}, JSON_PATCH).body).not.toHaveProperty('metadata.managedFields.0');
    send('PATCH', `${base}/x`, { data: { b: '1' } }, {}, 'application/merge-patch+json');
    expect(managers()).toEqual([]);
    apply(config({ data: { a: '1' } }));
    expect(managers()).toEqual(['m/Apply', 'before-first-apply/Update']);
  });

  it('takes them from a request that knows them, unless they cannot be read', () => {
    apply(config({ data: { a: '1' } }));
    const [entry] = read().metadata.managedFields!;
    const put = (managedFields: readonly ManagedFieldsEntry[]) =>
      send('PUT', `${base}/x`, { ...read(), metadata: { ...read().metadata, managedFields } });
    put([{ ...entry!, manager: 'other' }]);
    expect(managers()).toEqual(['other/Apply']);
    put([{ ...entry!, operation: 'Other' as never }]);
    put([{ ...entry!, fieldsV1: { strange: {} } }]);
    put([{ ...entry!, fieldsType: 'FieldsV2' }]);
    expect(managers()).toEqual(['other/Apply']);
    expect(put([{ ...entry!, manager: 'x'.repeat(129) }]).code).toBe(422);
    send('PUT', `${base}/x`, { ...read(), metadata: { ...read().metadata, managedFields: [] } });
    expect(managers()).toEqual([]);
  });

  it('keeps ten updaters and merges the older ones', () => {
    send('POST', base, config({ data: { own: '' } }), { fieldManager: 'm00' });
    for (let i = 1; i <= 12; i++) {
      pass(1);
      const fieldManager = `m${String(i).padStart(2, '0')}`;
      send('PATCH', `${base}/x`, { data: { [fieldManager]: '' } }, { fieldManager }, 'application/merge-patch+json');
    }
    const all = managers();
    expect(all).toHaveLength(10);
    expect(all[0]).toBe('ancient-changes/Update');
    expect(read().metadata.managedFields![0]!.fieldsV1).toMatchObject({ 'f:data': { 'f:own': {}, 'f:m01': {} } });
  });

  it('lets kubectl take over what it once applied by itself', () => {
    const given = config({ data: { a: '1', b: '1' } });
    const annotations = { [LAST_APPLIED]: JSON.stringify(given) };
    const created = { ...given, metadata: { name: 'x', annotations } };
    send('POST', base, created, { fieldManager: 'kubectl-client-side-apply' });
    const next = config({ data: { a: '2', b: '1' } });
    expect(apply(next, { fieldManager: 'not-kubectl' }).code).toBe(409);
    expect(apply(next, { fieldManager: 'kubectl' }).code).toBe(200);
    expect(JSON.parse(read().metadata.annotations![LAST_APPLIED]!)).toEqual(next);
    // What somebody else changed since is not kubectl's to take.
    send('PATCH', `${base}/x`, { data: { b: '9' } }, { fieldManager: 'e' }, 'application/merge-patch+json');
    expect((apply(config({ data: { b: '2' } }), { fieldManager: 'kubectl' }).body as Status).message).toBe(
      'Apply failed with 1 conflict: conflict with "e" using v1: .data.b',
    );
  });

  it('is nobody of an object that does not fit its schema, which is written all the same', () => {
    const path = '/api/v1/namespaces/default/serviceaccounts';
    const account = (label: string) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'a', labels: { label } },
      secrets: [{ namespace: 'x' }],
    });
    expect(send('POST', path, account('0')).code).toBe(201);
    for (let i = 1; i < 12; i++) expect(send('PUT', `${path}/a`, account(String(i))).code).toBe(200);
    expect((send('GET', `${path}/a`).body as KubeObject).metadata.managedFields).toBeUndefined();
  });

  it('is shown wherever metadata is', () => {
    apply(config({ data: { a: '1' } }));
    const expected = [{ manager: 'm', operation: 'Apply', fieldsV1: { 'f:data': { 'f:a': {} } } }];
    const as = (kind: string) => send('GET', base, undefined, {}, '', `application/json;as=${kind};g=meta.k8s.io;v=v1`);
    const shown = (objects: readonly { readonly metadata: object }[]) =>
      objects.map(({ metadata }) => metadata).filter((metadata) => 'name' in metadata && metadata.name === 'x');
    const { items } = as('PartialObjectMetadataList').body as { items: readonly KubeObject[] };
    expect(shown(items)).toMatchObject([{ managedFields: expected }]);
    const { rows } = as('Table').body as { rows: readonly { object: KubeObject }[] };
    expect(shown(rows.map(({ object }) => object))).toMatchObject([{ managedFields: expected }]);
  });
});

describe('objects of a kind with two versions', () => {
  const path = (version: string) => `/apis/autoscaling/${version}/namespaces/default/horizontalpodautoscalers/h`;
  const scaler = (version: string, spec: Body): Body => ({
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'h' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' }, ...spec },
  });
  const cpu = (averageUtilization: number) => ({
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }],
  });
  const v1 = (spec: Body, query = {}) => apply(scaler('v1', spec), query, path('v1'));
  const v2 = (spec: Body, query = {}) => apply(scaler('v2', spec), query, path('v2'));
  const entries = () =>
    ((send('GET', path('v2')).body as KubeObject).metadata.managedFields ?? []).map(
      ({ manager, apiVersion, fieldsV1 }) => [manager, apiVersion, Object.keys(fieldsV1!['f:spec'] as object).sort()],
    );

  it('conflict across the versions', () => {
    v1({ maxReplicas: 3, targetCPUUtilizationPercentage: 50 }, { fieldManager: 'one' });
    expect(v2({ maxReplicas: 4, ...cpu(60) }, { fieldManager: 'two' }).body).toMatchObject({
      code: 409,
      details: {
        causes: [{ field: '.spec.maxReplicas' }, { field: '.spec.targetCPUUtilizationPercentage' }],
      },
    });
    expect(v2({ maxReplicas: 3, ...cpu(50) }, { fieldManager: 'two' }).code).toBe(200);
    expect(entries()).toEqual([
      // Who changes nothing by applying has no time, and so comes first.
      ['two', 'autoscaling/v2', ['f:maxReplicas', 'f:metrics', 'f:scaleTargetRef']],
      ['one', 'autoscaling/v1', ['f:maxReplicas', 'f:scaleTargetRef', 'f:targetCPUUtilizationPercentage']],
    ]);
  });

  it('are let go of in another version than they were applied in', () => {
    v1({ maxReplicas: 3, minReplicas: 2, targetCPUUtilizationPercentage: 50 });
    expect(v2({ maxReplicas: 3, ...cpu(70) }).code).toBe(200);
    expect(entries()).toEqual([['m', 'autoscaling/v2', ['f:maxReplicas', 'f:metrics', 'f:scaleTargetRef']]]);
    expect(v1({ maxReplicas: 3 }).body).toMatchObject({ spec: { maxReplicas: 3, minReplicas: 1 } });
    expect(entries()).toEqual([['m', 'autoscaling/v1', ['f:maxReplicas', 'f:scaleTargetRef']]]);
  });
});
