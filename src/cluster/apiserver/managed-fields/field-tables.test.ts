import { describe, expect, it } from 'vitest';
import {
  difference,
  intersection,
  pathsOf,
  recursiveDifference,
  setOfPaths,
  union,
} from '../../../api/field-set/field-set.ts';
import { pathText, readFieldsV1, writeFieldsV1 } from '../../../api/field-set/fields-v1.ts';
import { compareFields } from './compare-fields.ts';
import { mergeValues } from './merge-values.ts';
import { withNamedFields } from './named-fields.ts';
import { reconciledSet } from './reconciled-set.ts';
import { removeItems } from './remove-items.ts';
import { toFieldSet } from './to-field-set.ts';
import { typedValueProblems } from './typed-value-problems.ts';

const CONFIG_MAP = { type: 'io.k8s.api.core.v1.ConfigMap' };
const SERVICE = { type: 'io.k8s.api.core.v1.Service' };
const DEPLOYMENT = { type: 'io.k8s.api.apps.v1.Deployment' };
const POD = { type: 'io.k8s.api.core.v1.Pod' };

const set = (...paths: readonly string[]) => setOfPaths(paths.map((path) => path.split('/').map((one) => `f:${one}`)));
const texts = (of: Parameters<typeof pathsOf>[0]) => [...pathsOf(of)].map(pathText);
const data = (values: unknown) => ({ data: values });
const finalizers = (...items: readonly string[]) => ({ metadata: { finalizers: items } });
const ports = (...items: readonly object[]) => ({ spec: { ports: items } });

/** Models structured-merge-diff fieldpath/set_test.go. */
describe('sets of fields', () => {
  const one = set('a', 'a/b', 'a/b/c', 'd/e', 'f');
  const other = set('a/b', 'd', 'f', 'g');
  it.each([
    ['union', union(one, other), ['.a', '.a.b', '.a.b.c', '.d', '.d.e', '.f', '.g']],
    ['intersection', intersection(one, other), ['.a.b', '.f']],
    ['difference', difference(one, other), ['.a', '.a.b.c', '.d.e']],
    ['recursive difference', recursiveDifference(one, other), ['.a']],
  ])('%s', (_name, found, expected) => {
    expect(texts(found)).toEqual(expected);
  });

  it.each([
    { 'f:a': {}, 'f:b': { '.': {}, 'f:c': {} } },
    { 'f:a': { 'k:{"name":"x","port":80}': { '.': {}, 'f:b': {} }, 'k:{"name":"x","port":443}': {} } },
    { 'f:a': { 'v:"x"': {}, 'v:1': {}, 'v:true': {} }, 'f:b': { 'i:0': {} } },
    {},
  ])('are written as they were read: %j', (fields) => {
    expect(writeFieldsV1(readFieldsV1(fields)!)).toEqual(fields);
  });

  it('come in the order of their kinds and values', () => {
    const elements = ['k:{"port":443}', 'i:1', 'v:"b"', 'f:z', 'k:{"port":80}', 'v:2', 'f:a', 'v:10', 'v:true'];
    expect(Object.keys(writeFieldsV1(setOfPaths(elements.map((one) => [one]))))).toEqual([
      'f:a',
      'f:z',
      'k:{"port":80}',
      'k:{"port":443}',
      'v:2',
      'v:10',
      'v:"b"',
      'v:true',
      'i:1',
    ]);
  });

  it.each([
    [{ a: {} }, undefined],
    [{ 'k:x': {} }, undefined],
    [{ 'i:x': {} }, undefined],
    [{ 'f:a': 1 }, undefined],
    [[], undefined],
    [{ 'x:unknown': {}, 'f:a': {} }, ['.a']],
    [{ 'k:{"b":1, "a":"x"}': {} }, ['[a="x",b=1]']],
    [{ 'f:a': { 'x:unknown': {} } }, ['.a']],
    [{ 'f:__proto__': { 'f:polluted': {} } }, ['.__proto__.polluted']],
  ])('%j is read as %j', (fields, expected) => {
    const read = readFieldsV1(fields);
    expect(read === undefined ? undefined : texts(read)).toEqual(expected);
  });
});

/** Models structured-merge-diff typed/comparison_test.go and symdiff_test.go. */
describe('comparisons', () => {
  type Row = readonly [string, object, unknown, unknown, readonly string[], readonly string[], readonly string[]];
  const rows: readonly Row[] = [
    ['nothing', CONFIG_MAP, data({ a: '1' }), data({ a: '1' }), [], [], []],
    ['a new entry', CONFIG_MAP, data({ a: '1' }), data({ a: '1', b: '2' }), ['.data.b'], [], []],
    ['a new map', CONFIG_MAP, {}, data({ b: '2' }), ['.data', '.data.b'], [], []],
    ['a null map', CONFIG_MAP, data(null), data({ b: '2' }), ['.data.b'], [], []],
    ['an empty map', CONFIG_MAP, {}, data({}), ['.data'], [], []],
    ['another value', CONFIG_MAP, data({ a: '1' }), data({ a: '2' }), [], ['.data.a'], []],
    ['a lost map', CONFIG_MAP, data({ a: '1' }), {}, [], [], ['.data', '.data.a']],
    [
      'items of a set',
      CONFIG_MAP,
      finalizers('x/a', 'x/b'),
      finalizers('x/b', 'x/c'),
      ['.metadata.finalizers[="x/c"]'],
      [],
      ['.metadata.finalizers[="x/a"]'],
    ],
    ['the order of a set', CONFIG_MAP, finalizers('x/a', 'x/b'), finalizers('x/b', 'x/a'), [], [], []],
    [
      'items by their keys',
      SERVICE,
      ports({ port: 80 }, { port: 90, name: 'a' }),
      ports({ port: 80, protocol: 'UDP' }, { port: 90, protocol: 'TCP', name: 'b' }),
      [
        '.spec.ports[port=80,protocol="UDP"]',
        '.spec.ports[port=80,protocol="UDP"].port',
        '.spec.ports[port=80,protocol="UDP"].protocol',
        '.spec.ports[port=90,protocol="TCP"].protocol',
      ],
      ['.spec.ports[port=90,protocol="TCP"].name'],
      ['.spec.ports[port=80,protocol="TCP"]', '.spec.ports[port=80,protocol="TCP"].port'],
    ],
    [
      'items that come to be twice',
      SERVICE,
      ports({ port: 80, name: 'a' }),
      ports({ port: 80, name: 'a' }, { port: 80, name: 'b' }),
      ['.spec.ports[port=80,protocol="TCP"]'],
      [],
      [
        '.spec.ports[port=80,protocol="TCP"]',
        '.spec.ports[port=80,protocol="TCP"].name',
        '.spec.ports[port=80,protocol="TCP"].port',
      ],
    ],
    [
      'atomic values as one',
      SERVICE,
      { spec: { selector: { a: '1' }, externalIPs: ['1'] } },
      { spec: { selector: { a: '2' }, externalIPs: ['1', '2'] } },
      [],
      ['.spec.externalIPs', '.spec.selector'],
      [],
    ],
  ];
  it.each(rows)('of %s', (_what, place, old, now, added, modified, removed) => {
    const found = compareFields(place as never, old, now, 'as sent');
    expect([texts(found.added), texts(found.modified), texts(found.removed)]).toEqual([added, modified, removed]);
  });

  it('take what has no schema as it looks: maps apart, lists as one', () => {
    const place = { type: '{any}' };
    const found = compareFields(
      place,
      { a: { b: 1, c: [1] }, d: [1] },
      { a: { b: 2, c: [2], e: {} }, d: { f: 1 } },
      'as sent',
    );
    expect(texts(found.modified)).toEqual(['.a.b', '.a.c', '.d']);
    expect(texts(found.added)).toEqual(['.a.e']);
    expect(texts(toFieldSet(place, { a: { b: 1, c: [{ d: 1 }] } }))).toEqual(['.a', '.a.b', '.a.c']);
    expect(mergeValues(place, { a: { b: 1, c: [1] } }, { a: { c: [2], d: 3 } })).toEqual({ a: { b: 1, c: [2], d: 3 } });
  });

  it('know what Go writes in any case, and what it leaves out', () => {
    const spec = { selector: { matchLabels: { a: 'b' } }, template: { spec: { hostNetwork: false, volumes: [] } } };
    const now = { metadata: {}, spec: { ...spec, replicas: 0, paused: false } };
    expect(texts(compareFields(DEPLOYMENT, {}, now, 'as go').added)).toEqual(['.spec.replicas']);
    expect(texts(compareFields(DEPLOYMENT, {}, now, 'as go').modified)).toEqual(['.spec.selector']);
    const pod = { spec: { containers: [{ name: 'c', resources: {} }], hostNetwork: false, volumes: [] } };
    expect(texts(compareFields(POD, {}, pod, 'as go').added)).toEqual([
      '.spec.containers[name="c"]',
      '.spec.containers[name="c"].name',
      '.spec.containers[name="c"].resources',
    ]);
  });
});

/** Models typed/toset_test.go, remove_test.go, reconcile_schema_test.go and set_test.go's EnsureNamedFieldsAreMembers. */
describe('what a value has', () => {
  it('is every leaf, and every map or list that has none', () => {
    const value = {
      metadata: { labels: {}, annotations: null, finalizers: ['x/a'] },
      spec: { ports: [{ port: 80, name: 'a' }], selector: { a: 'b' }, externalIPs: [] },
    };
    expect(texts(toFieldSet(SERVICE, value))).toEqual([
      '.metadata.annotations',
      '.metadata.finalizers[="x/a"]',
      '.metadata.labels',
      '.spec.externalIPs',
      '.spec.ports[port=80,protocol="TCP"]',
      '.spec.ports[port=80,protocol="TCP"].name',
      '.spec.ports[port=80,protocol="TCP"].port',
      '.spec.selector',
    ]);
  });

  it('is removed with what is below it', () => {
    const value = {
      ...finalizers('x/a', 'x/b'),
      spec: { ports: [{ port: 80 }, { port: 90, name: 'b' }], type: 'ClusterIP' },
    };
    const gone = readFieldsV1({
      'f:metadata': { 'f:finalizers': { 'v:"x/a"': {} } },
      'f:spec': {
        'f:ports': { 'k:{"port":80,"protocol":"TCP"}': {}, 'k:{"port":90,"protocol":"TCP"}': { 'f:name': {} } },
        'f:type': {},
      },
    })!;
    expect(removeItems(SERVICE, value, gone)).toEqual({ ...finalizers('x/b'), spec: { ports: [{ port: 90 }] } });
  });

  it('names the structs on the way, but no maps', () => {
    const found = withNamedFields(set('spec/template/spec/nodeSelector/a', 'metadata/labels/x'), DEPLOYMENT);
    expect(texts(found)).toEqual([
      '.metadata',
      '.metadata.labels',
      '.metadata.labels.x',
      '.spec',
      '.spec.template',
      '.spec.template.spec',
      '.spec.template.spec.nodeSelector',
      '.spec.template.spec.nodeSelector.a',
    ]);
  });

  it('is owned as one where it can only be owned as one', () => {
    expect(texts(reconciledSet(set('spec/selector/matchLabels/a', 'spec/replicas'), DEPLOYMENT))).toEqual([
      '.spec.replicas',
      '.spec.selector',
    ]);
  });

  it.each([
    [{ spec: { replicas: 'x' } }, ['.spec.replicas: expected numeric (int or float), got string']],
    [{ spec: { template: [] } }, ['.spec.template: expected map, got &{[]}']],
    [{ spec: { paused: { a: 1 } } }, ['.spec.paused: expected boolean, got &{map[a:1]}']],
    [
      { spec: { template: { spec: { containers: {} } } } },
      ['.spec.template.spec.containers: expected list, got &{map[]}'],
    ],
    [
      { spec: { template: { spec: { containers: [{ name: 'a', ports: [{ hostPort: 'x' }] }] } } } },
      [
        '.spec.template.spec.containers[name="a"].ports[containerPort=0,protocol="TCP"].hostPort: expected numeric (int or float), got string',
      ],
    ],
    [
      { metadata: { labels: { a: true } }, spec: { nope: 1 } },
      [
        '.metadata.labels.a: expected string, got &value.valueUnstructured{Value:true}',
        '.spec.nope: field not declared in schema',
      ],
    ],
    [{ spec: { strategy: { rollingUpdate: { maxSurge: '1', maxUnavailable: 1 } } } }, []],
  ])('%j has against its schema: %j', (value, expected) => {
    expect(typedValueProblems(DEPLOYMENT, value).map(({ path, why }) => `${path}: ${why}`)).toEqual(expected);
  });
});
