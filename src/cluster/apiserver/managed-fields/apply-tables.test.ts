import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../../api/field-set/field-set.ts';
import { pathText, readFieldsV1 } from '../../../api/field-set/fields-v1.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Status } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

type Body = Readonly<Record<string, unknown>>;

/** One request: who, what and, when it is refused, the conflicts that its message names. */
type Step =
  | { readonly apply: string; readonly body: Body; readonly force?: true; readonly conflicts?: readonly string[] }
  | { readonly update: string; readonly merge: Body; readonly subresource?: string };

interface Case {
  readonly kind: 'configmaps' | 'services' | 'deployments';
  readonly steps: readonly Step[];
  /** What must be in the object afterwards. */
  readonly object: Body;
  /** The paths that each manager owns afterwards. */
  readonly owners: Readonly<Record<string, readonly string[]>>;
}

const data = (values: Body): Body => ({ data: values });
const ports = (...items: readonly Body[]): Body => ({ spec: { ports: items } });
const containers = (...items: readonly Body[]): Body => ({
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: items } },
  },
});
const onlyContainers = (...items: readonly Body[]): Body => ({ spec: { template: { spec: { containers: items } } } });

/** Models the tables of structured-merge-diff merge/*_test.go and of apimachinery managedfields. */
const cases: Readonly<Record<string, Case>> = {
  'what is applied is owned': {
    kind: 'configmaps',
    steps: [{ apply: 'one', body: data({ a: '1', b: '2' }) }],
    object: data({ a: '1', b: '2' }),
    owners: { one: ['.data.a', '.data.b'] },
  },
  'what is no longer applied goes': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1', b: '2' }) },
      { apply: 'one', body: data({ a: '1' }) },
    ],
    object: { data: { a: '1' } },
    owners: { one: ['.data.a'] },
  },
  'the same value makes two owners': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1' }) },
      { apply: 'two', body: data({ a: '1' }) },
    ],
    object: data({ a: '1' }),
    owners: { one: ['.data.a'], two: ['.data.a'] },
  },
  'one of two owners may let go': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1', b: '2' }) },
      { apply: 'two', body: data({ a: '1' }) },
      { apply: 'one', body: data({ b: '2' }) },
    ],
    object: data({ a: '1', b: '2' }),
    owners: { one: ['.data.b'], two: ['.data.a'] },
  },
  'another value is a conflict': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1', b: '1' }) },
      { apply: 'two', body: data({ a: '2' }), conflicts: ['"one": .data.a'] },
      { apply: 'two', body: data({ a: '2', b: '2' }), conflicts: ['"one":', '- .data.a', '- .data.b'] },
    ],
    object: data({ a: '1', b: '1' }),
    owners: { one: ['.data.a', '.data.b'] },
  },
  'force takes what others own': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1', b: '1' }) },
      { apply: 'two', body: data({ a: '2' }), force: true },
    ],
    object: data({ a: '2', b: '1' }),
    owners: { one: ['.data.b'], two: ['.data.a'] },
  },
  'a manager of whom nothing is left is gone': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1' }) },
      { apply: 'two', body: data({ a: '2' }), force: true },
    ],
    object: data({ a: '2' }),
    owners: { two: ['.data.a'] },
  },
  'an update takes without asking': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1', b: '1' }) },
      { update: 'upd', merge: data({ a: '2', c: '3' }) },
    ],
    object: data({ a: '2', b: '1', c: '3' }),
    owners: { one: ['.data.b'], 'upd/Update': ['.data.a', '.data.c'] },
  },
  'what was updated is not to be applied over': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1', b: '1' }) },
      { update: 'upd', merge: data({ a: '2' }) },
      { apply: 'one', body: data({ a: '1', b: '1' }), conflicts: ['"upd" using v1: .data.a'] },
      { apply: 'one', body: data({ b: '1' }) },
    ],
    object: data({ a: '2', b: '1' }),
    owners: { one: ['.data.b'], 'upd/Update': ['.data.a'] },
  },
  'removing by an update takes from all': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1', b: '1' }) },
      { update: 'upd', merge: data({ a: null }) },
    ],
    object: { data: { b: '1' } },
    owners: { one: ['.data.b'] },
  },
  'who applies and updates is two': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({ a: '1' }) },
      { update: 'one', merge: data({ b: '2' }) },
    ],
    object: data({ a: '1', b: '2' }),
    owners: { one: ['.data.a'], 'one/Update': ['.data.b'] },
  },
  'what an update added stays when an applier lets go': {
    kind: 'configmaps',
    steps: [
      { update: 'upd', merge: data({ a: '1' }) },
      { apply: 'one', body: data({ a: '1', b: '1' }) },
      { apply: 'one', body: data({ b: '1' }) },
    ],
    object: data({ a: '1', b: '1' }),
    owners: { one: ['.data.b'], 'upd/Update': ['.data', '.data.a'] },
  },
  'a map that was applied empty is not there': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: data({}) },
      { apply: 'two', body: data({ a: '1' }), conflicts: ['"one": .data'] },
      { apply: 'two', body: data({ a: '1' }), force: true },
    ],
    object: data({ a: '1' }),
    owners: { two: ['.data.a'] },
  },
  'sets are owned item by item': {
    kind: 'configmaps',
    steps: [
      { apply: 'one', body: { metadata: { finalizers: ['x/a', 'x/b', 'x/c'] } } },
      { apply: 'two', body: { metadata: { finalizers: ['x/c', 'x/d'] } } },
      { apply: 'one', body: { metadata: { finalizers: ['x/a'] } } },
    ],
    object: { metadata: { finalizers: ['x/a', 'x/c', 'x/d'] } },
    owners: {
      one: ['.metadata.finalizers[="x/a"]'],
      two: ['.metadata.finalizers[="x/c"]', '.metadata.finalizers[="x/d"]'],
    },
  },
  'keyed items are owned field by field, by keys with their defaults': {
    kind: 'services',
    steps: [
      { apply: 'one', body: ports({ port: 80, name: 'web' }, { port: 90, protocol: 'TCP', name: 'more' }) },
      { apply: 'two', body: ports({ port: 80, protocol: 'TCP', targetPort: 8080 }), force: true },
    ],
    object: {
      spec: {
        ports: [
          { port: 80, name: 'web', targetPort: 8080 },
          { port: 90, name: 'more' },
        ],
      },
    },
    owners: {
      one: [
        '.spec.ports[port=80,protocol="TCP"]',
        '.spec.ports[port=80,protocol="TCP"].name',
        '.spec.ports[port=80,protocol="TCP"].port',
        '.spec.ports[port=90,protocol="TCP"]',
        '.spec.ports[port=90,protocol="TCP"].name',
        '.spec.ports[port=90,protocol="TCP"].port',
        '.spec.ports[port=90,protocol="TCP"].protocol',
      ],
      two: [
        '.spec.ports[port=80,protocol="TCP"]',
        '.spec.ports[port=80,protocol="TCP"].port',
        '.spec.ports[port=80,protocol="TCP"].protocol',
        '.spec.ports[port=80,protocol="TCP"].targetPort',
      ],
    },
  },
  'an item goes when nobody applies it any more': {
    kind: 'services',
    steps: [
      { apply: 'one', body: ports({ port: 80, name: 'a' }, { port: 90, name: 'b' }) },
      { apply: 'two', body: ports({ port: 90, name: 'b' }) },
      { apply: 'one', body: ports({ port: 80, name: 'a' }) },
      { apply: 'two', body: { spec: {} } },
    ],
    object: { spec: { ports: [{ port: 80, name: 'a' }] } },
    owners: {
      one: [
        '.spec.ports[port=80,protocol="TCP"]',
        '.spec.ports[port=80,protocol="TCP"].name',
        '.spec.ports[port=80,protocol="TCP"].port',
      ],
      two: ['.spec'],
    },
  },
  'atomic maps have one owner of the whole': {
    kind: 'services',
    steps: [
      { apply: 'one', body: { spec: { ports: [{ port: 80 }], selector: { a: '1' } } } },
      { apply: 'two', body: { spec: { selector: { b: '2' } } }, conflicts: ['"one": .spec.selector'] },
      { apply: 'two', body: { spec: { selector: { b: '2' } } }, force: true },
    ],
    object: { spec: { selector: { b: '2' } } },
    owners: {
      one: ['.spec.ports[port=80,protocol="TCP"]', '.spec.ports[port=80,protocol="TCP"].port'],
      two: ['.spec.selector'],
    },
  },
  'atomic lists have one owner of the whole': {
    kind: 'deployments',
    steps: [
      { apply: 'one', body: containers({ name: 'c', image: 'x', args: ['a'] }) },
      {
        apply: 'two',
        body: onlyContainers({ name: 'c', args: ['a', 'b'] }),
        conflicts: ['"one": .spec.template.spec.containers[name="c"].args'],
      },
      { apply: 'two', body: onlyContainers({ name: 'c', env: [{ name: 'E', value: '1' }] }) },
      { apply: 'one', body: containers({ name: 'c', image: 'y' }) },
    ],
    object: onlyContainers({ name: 'c', image: 'y', env: [{ name: 'E', value: '1' }] }),
    owners: {
      one: [
        '.spec.selector',
        '.spec.template.metadata.labels.a',
        '.spec.template.spec.containers[name="c"]',
        '.spec.template.spec.containers[name="c"].image',
        '.spec.template.spec.containers[name="c"].name',
      ],
      two: [
        '.spec.template.spec.containers[name="c"]',
        '.spec.template.spec.containers[name="c"].env[name="E"]',
        '.spec.template.spec.containers[name="c"].env[name="E"].name',
        '.spec.template.spec.containers[name="c"].env[name="E"].value',
        '.spec.template.spec.containers[name="c"].name',
      ],
    },
  },
  'an item with parts of others stays': {
    kind: 'deployments',
    steps: [
      { apply: 'one', body: containers({ name: 'c', image: 'x' }, { name: 'd', image: 'y', tty: true }) },
      { apply: 'two', body: onlyContainers({ name: 'd', image: 'y', command: ['z'] }) },
      { apply: 'one', body: containers({ name: 'c', image: 'x' }) },
    ],
    object: onlyContainers({ name: 'c', image: 'x' }, { name: 'd', image: 'y', command: ['z'] }),
    owners: {},
  },
  'defaults are nobody’s and come back': {
    kind: 'deployments',
    steps: [
      { apply: 'one', body: { spec: { replicas: 3, ...(containers({ name: 'c', image: 'x' }).spec as Body) } } },
      { apply: 'one', body: containers({ name: 'c', image: 'x' }) },
    ],
    object: { spec: { replicas: 1 } },
    owners: {},
  },
  'who scales owns the replicas': {
    kind: 'deployments',
    steps: [
      { apply: 'one', body: { spec: { replicas: 3, ...(containers({ name: 'c', image: 'x' }).spec as Body) } } },
      { update: 'hpa', subresource: 'scale', merge: { spec: { replicas: 5 } } },
      {
        apply: 'two',
        body: { spec: { replicas: 4 } },
        conflicts: ['"hpa" with subresource "scale" using apps/v1: .spec.replicas'],
      },
      { apply: 'one', body: containers({ name: 'c', image: 'x' }) },
    ],
    object: { spec: { replicas: 5 } },
    owners: {
      'hpa/Update/scale': ['.spec.replicas'],
      one: [
        '.spec.selector',
        '.spec.template.metadata.labels.a',
        '.spec.template.spec.containers[name="c"]',
        '.spec.template.spec.containers[name="c"].image',
        '.spec.template.spec.containers[name="c"].name',
      ],
    },
  },
  'what a way to write leaves alone is not owned by it': {
    kind: 'deployments',
    steps: [
      { apply: 'one', body: { ...containers({ name: 'c', image: 'x' }), status: { replicas: 7 } } },
      { update: 'ctl', subresource: 'status', merge: { spec: { replicas: 9 }, status: { replicas: 2 } } },
    ],
    object: { spec: { replicas: 1 }, status: { replicas: 2 } },
    owners: {
      'ctl/Update/status': ['.status.replicas'],
      one: [
        '.spec.selector',
        '.spec.template.metadata.labels.a',
        '.spec.template.spec.containers[name="c"]',
        '.spec.template.spec.containers[name="c"].image',
        '.spec.template.spec.containers[name="c"].name',
      ],
    },
  },
};

describe('apply', () => {
  it.each(Object.entries(cases))('%s', (_name, { kind, steps, object, owners }) => {
    const door = openDoor(kind);
    for (const step of steps) door.take(step);
    const found = door.read();
    expect(found).toMatchObject(object);
    if (object.data !== undefined) expect((found as KubeObject & { data?: unknown }).data).toEqual(object.data);
    if (Object.keys(owners).length > 0) expect(ownersOf(found)).toEqual(owners);
  });
});

function openDoor(plural: Case['kind']) {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
  const kinds = {
    configmaps: ['/api/v1', 'v1', 'ConfigMap'],
    services: ['/api/v1', 'v1', 'Service'],
    deployments: ['/apis/apps/v1', 'apps/v1', 'Deployment'],
  } as const;
  const [root, apiVersion, kind] = kinds[plural];
  const base = `${root}/namespaces/default/${plural}`;
  const whole = (body: Body): Body => ({
    apiVersion,
    kind,
    ...body,
    metadata: { name: 'x', ...(body.metadata as Body | undefined) },
  });
  const send = (
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    type: string,
    fieldManager: string,
    body?: Body,
    force = false,
  ) => {
    const query = { fieldManager, ...(force ? { force: 'true' } : {}) };
    return api.handle({ method, path, query, headers: { 'content-type': type }, body, user });
  };
  const json = 'application/merge-patch+json';
  return {
    take(step: Step): void {
      world.clock.advanceTo(world.clock.now() + 1000);
      if ('apply' in step) {
        const type = 'application/apply-patch+yaml';
        const { status, body } = send('PATCH', `${base}/x`, type, step.apply, whole(step.body), step.force);
        if (step.conflicts === undefined) expect(body).not.toHaveProperty('code');
        else expect(status).toBe(409);
        for (const text of step.conflicts ?? []) expect((body as Status).message).toContain(text);
        return;
      }
      const path = step.subresource === undefined ? `${base}/x` : `${base}/x/${step.subresource}`;
      const { status } = send('PATCH', path, json, step.update, step.merge);
      if (status === 404) send('POST', base, 'application/json', step.update, whole(step.merge));
    },
    read: () => send('GET', `${base}/x`, json, '').body as KubeObject,
  };
}

function ownersOf({ metadata }: KubeObject): Readonly<Record<string, readonly string[]>> {
  const entries = (metadata.managedFields ?? []).map(({ manager = '', operation, subresource, fieldsV1 }) => {
    const name = [
      manager,
      ...(operation === 'Update' ? ['Update'] : []),
      ...(subresource === undefined ? [] : [subresource]),
    ];
    return [name.join('/'), [...pathsOf(readFieldsV1(fieldsV1)!)].map(pathText)] as const;
  });
  return Object.fromEntries(entries);
}
