import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiResponse, Method } from '../../../api/transport.ts';
import { defaultNodes } from '../../cluster-shapes.ts';
import { type Cluster, createCluster } from '../../create-cluster.ts';
import { compareVersions } from './custom-facts.ts';

const ADMIN = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';

const openAPIV3Schema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: { type: 'integer', minimum: 1, maximum: 10 },
        color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
        replicas: { type: 'integer', default: 1 },
        name: { type: 'string', pattern: '^[a-z]+$', maxLength: 5 },
        tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
        extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
    status: { type: 'object', properties: { replicas: { type: 'integer' } } },
  },
};

const definition = (change: object = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema },
        subresources: {
          status: {},
          scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
        },
        additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
      },
      { name: 'v1beta1', served: true, storage: false, schema: { openAPIV3Schema } },
    ],
    ...change,
  },
});

const widget = (name: string, spec: object) => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name },
  spec,
});

let cluster: Cluster;

function send(method: Method, path: string, body?: unknown, headers = {}, query = {}, on = cluster): ApiResponse {
  return on.apiserver.handle({ method, path, query, headers, user: ADMIN, body });
}
const passes = (ms: number, on = cluster) => on.world.clock.advanceTo(on.world.clock.now() + ms);
const bodyOf = <T>(answer: ApiResponse) => answer.body as T;
const messageOf = (answer: ApiResponse) => bodyOf<{ message?: string }>(answer).message;

beforeEach(() => {
  cluster = createCluster({ seed: 1, startAt: 0, nodes: defaultNodes(1), bare: true });
});

describe('custom resources', () => {
  it('are served once their definition is established, and in forks too', () => {
    expect(send('GET', WIDGETS).status).toBe(404);
    expect(send('POST', DEFINITIONS, definition()).status).toBe(201);
    passes(100);
    expect(bodyOf(send('GET', `${DEFINITIONS}/widgets.example.com`))).toMatchObject({
      spec: { names: { singular: 'widget', listKind: 'WidgetList' }, conversion: { strategy: 'None' } },
      status: {
        storedVersions: ['v1'],
        acceptedNames: { kind: 'Widget' },
        conditions: [
          { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts' },
          { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' },
        ],
      },
    });
    const found = bodyOf<{ resources: { name: string; shortNames?: string[] }[] }>(send('GET', '/apis/example.com/v1'));
    expect(found.resources.map(({ name }) => name)).toEqual(['widgets', 'widgets/status', 'widgets/scale']);
    expect(found.resources[0]?.shortNames).toEqual(['wd']);
    expect(bodyOf(send('GET', '/apis/example.com'))).toMatchObject({ preferredVersion: { version: 'v1' } });
    expect(send('POST', WIDGETS, widget('a', { size: 1 })).status).toBe(201);

    const fork = cluster.fork();
    expect(send('GET', `${WIDGETS}/a`, undefined, {}, {}, fork).status).toBe(200);
    send('DELETE', `${DEFINITIONS}/widgets.example.com`, undefined, {}, {}, fork);
    passes(5000, fork);
    expect(send('GET', WIDGETS, undefined, {}, {}, fork).status).toBe(404);
    expect(send('GET', WIDGETS).status).toBe(200);
  });

  describe('with a definition', () => {
    beforeEach(() => {
      send('POST', DEFINITIONS, definition());
      passes(100);
    });

    it('get defaults, lose what is not in their schema, and count their changes', () => {
      const made = send('POST', WIDGETS, widget('a', { size: 2, odd: true, extra: { kept: 1 } }));
      expect(bodyOf(made)).toMatchObject({ metadata: { generation: 1, namespace: 'default' } });
      expect(bodyOf<{ spec: object }>(made).spec).toEqual({ size: 2, color: 'red', replicas: 1, extra: { kept: 1 } });
      expect(made.headers.warning).toContain('unknown field \\"spec.odd\\"');
      const merge = { 'content-type': 'application/merge-patch+json' };
      const patched = send('PATCH', `${WIDGETS}/a`, { spec: { size: 3 }, status: { replicas: 5 } }, merge);
      expect(bodyOf(patched)).toMatchObject({ metadata: { generation: 2 }, spec: { size: 3 } });
      expect(bodyOf(patched)).not.toHaveProperty('status');
      const status = send('PATCH', `${WIDGETS}/a/status`, { spec: { size: 9 }, status: { replicas: 5 } }, merge);
      expect(bodyOf(status)).toMatchObject({ metadata: { generation: 2 }, spec: { size: 3 }, status: { replicas: 5 } });
      expect(bodyOf(send('GET', `${WIDGETS}/a/scale`))).toMatchObject({
        spec: { replicas: 1 },
        status: { replicas: 5 },
      });
      expect(bodyOf(send('GET', '/apis/example.com/v1beta1/namespaces/default/widgets/a'))).toMatchObject({
        apiVersion: 'example.com/v1beta1',
        spec: { size: 3 },
      });
      const strategic = { 'content-type': 'application/strategic-merge-patch+json' };
      expect(send('PATCH', `${WIDGETS}/a`, { spec: { size: 4 } }, strategic).status).toBe(415);
    });

    it.each([
      [{}, 'spec.size: Required value'],
      [{ size: 11 }, 'spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10'],
      [{ size: 'x' }, 'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"'],
      [{ size: 1, color: 'green' }, 'spec.color: Unsupported value: "green": supported values: "red", "blue"'],
      [{ size: 1, name: 'A' }, `spec.name: Invalid value: "A": spec.name in body should match '^[a-z]+$'`],
      [{ size: 1, name: 'abcdef' }, 'spec.name: Too long: may not be more than 5 bytes'],
      [{ size: 1, tags: ['a', 'a'] }, 'spec.tags[1]: Duplicate value: "a"'],
    ])('are refused with %j', (spec, why) => {
      const answer = send('POST', WIDGETS, widget('a', spec));
      expect(answer.status).toBe(422);
      expect(messageOf(answer)).toBe(`Widget.example.com "a" is invalid: ${why}`);
    });

    it('are shown in their columns', () => {
      send('POST', WIDGETS, widget('a', { size: 2 }));
      const table = send('GET', WIDGETS, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
      expect(bodyOf(table)).toMatchObject({
        columnDefinitions: [{ name: 'Name' }, { name: 'Size', type: 'integer' }],
        rows: [{ cells: ['a', 2] }],
      });
    });

    it('are applied, and their fields owned', () => {
      const yaml = { 'content-type': 'application/apply-patch+yaml' };
      const text = JSON.stringify(widget('a', { size: 2, tags: ['x'] }));
      expect(send('PATCH', `${WIDGETS}/a`, text, yaml, { fieldManager: 'one' }).status).toBe(201);
      const other = JSON.stringify(widget('a', { size: 3, tags: ['y'] }));
      const conflict = send('PATCH', `${WIDGETS}/a`, other, yaml, { fieldManager: 'two' });
      expect(messageOf(conflict)).toContain('conflict with "one": .spec.size');
      const more = JSON.stringify(widget('a', { size: 2, tags: ['y'] }));
      const merged = send('PATCH', `${WIDGETS}/a`, more, yaml, { fieldManager: 'two' });
      expect(bodyOf<{ spec: { tags: string[] } }>(merged).spec.tags).toEqual(['x', 'y']);
    });

    it('go with their namespace, and with their definition', () => {
      send('POST', '/api/v1/namespaces', { metadata: { name: 'other' } });
      passes(1000);
      const there = '/apis/example.com/v1/namespaces/other/widgets';
      expect(send('POST', there, widget('a', { size: 1 })).status).toBe(201);
      send('DELETE', '/api/v1/namespaces/other');
      passes(20_000);
      expect(send('GET', '/api/v1/namespaces/other').status).toBe(404);

      const finalizers = ['example.com/held'];
      const held = widget('held', { size: 1 });
      send('POST', WIDGETS, { ...held, metadata: { ...held.metadata, finalizers } });
      send('DELETE', `${DEFINITIONS}/widgets.example.com`);
      passes(5000);
      expect(bodyOf(send('GET', `${DEFINITIONS}/widgets.example.com`))).toMatchObject({
        metadata: { finalizers: ['customresourcecleanup.apiextensions.k8s.io'] },
        status: { conditions: [{}, {}, { type: 'Terminating', reason: 'InstanceDeletionInProgress' }] },
      });
      const merge = { 'content-type': 'application/merge-patch+json' };
      send('PATCH', `${WIDGETS}/held`, { metadata: { finalizers: null } }, merge);
      passes(5000);
      expect(send('GET', `${DEFINITIONS}/widgets.example.com`).status).toBe(404);
      expect(send('GET', WIDGETS).status).toBe(404);
    });

    it('share no names with another definition of their group', () => {
      const names = { plural: 'gadgets', kind: 'Gadget', shortNames: ['wd'] };
      const second = { ...definition({ names }), metadata: { name: 'gadgets.example.com' } };
      send('POST', DEFINITIONS, second);
      passes(100);
      const conditions = () =>
        bodyOf<{ status: { conditions: unknown[] } }>(send('GET', `${DEFINITIONS}/gadgets.example.com`)).status
          .conditions;
      expect(conditions()).toMatchObject([
        { type: 'NamesAccepted', status: 'False' },
        { type: 'Established', status: 'False' },
      ]);
      send('DELETE', `${DEFINITIONS}/widgets.example.com`);
      passes(5000);
      expect(conditions()).toMatchObject([{ status: 'True' }, { type: 'Established', status: 'True' }]);
    });
  });

  it.each([
    [
      { group: 'other.com' },
      'metadata.name: Invalid value: "widgets.example.com": must be spec.names.plural+"."+spec.group',
    ],
    [{ scope: 'Everywhere' }, 'spec.scope: Unsupported value: "Everywhere": supported values: "Cluster", "Namespaced"'],
    [
      { versions: [{ name: 'v1', served: true, storage: true }] },
      'spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required',
    ],
    [
      { versions: [{ name: 'v1', served: true, storage: false, schema: { openAPIV3Schema } }] },
      'spec.versions: Invalid value: [v1]: must have exactly one version marked as storage version',
    ],
    [
      {
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', properties: { a: {} } } },
          },
        ],
      },
      'spec.versions[0].schema.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields',
    ],
  ])('definitions are refused with %j', (change, why) => {
    const answer = send('POST', DEFINITIONS, definition(change));
    expect(messageOf(answer)).toContain(why);
    expect(answer.status).toBe(422);
  });

  it.each(['{"__proto__": {"x": 1}}', '[]', '1', 'null', '{"spec": {"size": {}}}', '{"spec": [[[]]], "metadata": 3}'])(
    'survive %s',
    (text) => {
      send('POST', DEFINITIONS, definition());
      passes(100);
      const answer = send('POST', WIDGETS, text, { 'content-type': 'application/json' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    },
  );
});

it.each([
  {},
  { spec: {} },
  { spec: { names: {}, versions: [] } },
  { spec: { versions: [{}] } },
  { spec: { names: { kind: 'A' } } },
])('refuses %j as a definition', (body) => {
  const answer = send('POST', DEFINITIONS, { metadata: { name: 'x' }, ...body });
  expect(answer.status).toBe(422);
});

it('puts versions in the order in which they are preferred', () => {
  const versions = ['foo1', 'v1alpha1', 'v2', 'v1beta2', 'v10', 'v1', 'v1beta10', 'v11alpha2', 'bar'];
  expect([...versions].sort(compareVersions)).toEqual([
    'v10',
    'v2',
    'v1',
    'v1beta10',
    'v1beta2',
    'v11alpha2',
    'v1alpha1',
    'bar',
    'foo1',
  ]);
});
