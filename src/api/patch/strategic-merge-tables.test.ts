import { describe, expect, it } from 'vitest';
import { typeOf } from '../schema.ts';
import type { JsonRecord } from './patch-error.ts';
import { applyStrategicMergePatch } from './strategic-merge-patch.ts';
import { createThreeWayPatch, createTwoWayPatch } from './three-way-patch.ts';

/*
 * The cases of apimachinery pkg/util/strategicpatch patch_test.go on fields of a Deployment that merge as their made-up ones do,
 * in a notation of our own. Each row: the object as last applied, as wanted, as it is; the patch between the first two, the
 * patch for all three, and what that makes; the result of the first patch where it is not the second.
 */
type Row = readonly [
  applied: string,
  wanted: string,
  live: string,
  twoWay: string,
  threeWay: string,
  result: string,
  twoWayResult?: string,
];

type Read = (text: string) => JsonRecord;
const deployment = typeOf('apps', 'v1', 'Deployment');
const at = (path: readonly string[], inner: JsonRecord): JsonRecord =>
  path.reduceRight<JsonRecord>((value, key) => ({ [key]: value }), inner);

/** `a=1 b!`: a is 1, b is null; `^a,b`: the other fields of the union go. */
const fields = (words: readonly string[]): JsonRecord =>
  Object.fromEntries(
    words.map((word) => {
      if (word.startsWith('^')) return ['$retainKeys', word.slice(1).split(',')];
      if (word.endsWith('!')) return [word.slice(0, -1), null];
      const [key, value] = word.split('=');
      return [key!, value!];
    }),
  );

/** The fields of an object at a path; `!` is null in its place. */
const map =
  (path: readonly string[], isAlways = false): Read =>
  (text) => {
    if (text === '') return isAlways ? at(path, {}) : {};
    const key = path.at(-1)!;
    const value = text === '!' ? null : text === '{}' ? {} : fields(text.split(' '));
    return at(path.slice(0, -1), { [key]: value });
  };

/** `x y:v1,o2 -z > y x`: items by name with a value and another field, z is deleted, and that is the order of all. */
const list =
  (path: readonly string[], names: Readonly<Record<string, string>>): Read =>
  (text) => {
    if (text === '') return {};
    const [key, above] = [path.at(-1)!, path.slice(0, -1)];
    const [items = '', order] = text.split(/ ?> ?/);
    const item = (word: string): JsonRecord => {
      if (word.startsWith('-')) return { name: word.slice(1), $patch: 'delete' };
      const [named = '', kept] = word.split('^');
      const [name, more = ''] = named.split(':');
      const values = more.split(',').filter((one) => one !== '');
      return {
        name,
        ...Object.fromEntries(values.map((one) => [names[one[0]!]!, one[1] === '!' ? null : one.slice(1)])),
        ...(kept === undefined ? {} : { $retainKeys: kept.split(',').map((one) => names[one]!) }),
      };
    };
    return at(above, {
      ...(items === '' ? {} : { [key]: items === '[]' ? [] : items.split(' ').map(item) }),
      ...(order === undefined ? {} : { [`$setElementOrder/${key}`]: order.split(' ').map((name) => ({ name })) }),
    });
  };

/** `x -y > x`: scalars, y is deleted, and that is the order of all. */
const scalars =
  (path: readonly string[]): Read =>
  (text) => {
    if (text === '') return {};
    const [key, above] = [path.at(-1)!, path.slice(0, -1)];
    const [items = '', order] = text.split(/ ?> ?/);
    const words = items.split(' ').filter((word) => word !== '');
    const added = words.filter((word) => !word.startsWith('-') && word !== '[]');
    const removed = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
    return at(above, {
      ...(added.length > 0 || items === '[]' ? { [key]: added } : {}),
      ...(removed.length > 0 ? { [`$deleteFromPrimitiveList/${key}`]: removed } : {}),
      ...(order === undefined ? {} : { [`$setElementOrder/${key}`]: order.split(' ') }),
    });
  };

const podSpec = ['spec', 'template', 'spec'];

const maps: readonly Row[] = [
  ['', 'name=1 value=1', 'name=1 other=a', 'name=1 value=1', 'value=1', 'name=1 other=a value=1'],
  ['name=1', 'name=1', 'name=1', '', '', 'name=1'],
  ['name=1', 'name=1 value=1', 'name=1 other=a', 'value=1', 'value=1', 'name=1 other=a value=1'],
  ['name=1', 'name=1 value=1', 'name=a other=a', 'value=1', 'name=1 value=1', 'name=1 other=a value=1'],
  ['name=1', 'value=1', 'name=1 other=a', 'name! value=1', 'name! value=1', 'other=a value=1'],
  ['name=1', 'value=1', 'name=a other=a', 'name! value=1', 'name! value=1', 'other=a value=1'],
  ['name=1 value=1', '', 'name=1 other=a value=1', 'name! value!', 'name! value!', 'other=a'],
  ['name=1 value=1', '', 'name=1 other=a value=a', 'name! value!', 'name! value!', 'other=a'],
  ['name=1 value=1', 'other=a', 'name=1 other=a value=1', 'name! other=a value!', 'name! value!', 'other=a'],
  ['name=1 value=1', 'other=a', 'name=1 other=b value=1', 'name! other=a value!', 'name! other=a value!', 'other=a'],
  [
    'name=2',
    'name=1 other! value=1',
    'name=a other=a',
    'name=1 other! value=1',
    'name=1 other! value=1',
    'name=1 value=1',
    'name=1 value=1',
  ],
  ['key1=1 key2=1', 'key1=1', 'key1=1 key2=1 other=a', 'key2!', 'key2!', 'key1=1 other=a'],
  ['key1=1 key2=1', 'key1=1', 'key1=a key2=1 other=a', 'key2!', 'key1=1 key2!', 'key1=1 other=a'],
];

/** Unions: a field that comes clears those that the object does not have any more. */
const unions: readonly Row[] = [
  ['', 'other=bar', 'value=foo', 'other=bar', 'other=bar ^other', 'other=bar'],
  [
    '',
    'name=type2 other=bar',
    'name=type1 value=foo',
    'name=type2 other=bar',
    'name=type2 other=bar ^name,other',
    'name=type2 other=bar',
  ],
  [
    'name=foo',
    'name=foo value=bar',
    'name=foo',
    'value=bar ^name,value',
    'value=bar ^name,value',
    'name=foo value=bar',
  ],
  [
    'name=foo',
    'name=foo value=bar',
    'name=foo other=a',
    'value=bar ^name,value',
    'value=bar ^name,value',
    'name=foo value=bar',
  ],
  ['name=foo value=bar', 'name=foo', 'name=foo value=bar', 'value! ^name', 'value! ^name', 'name=foo'],
  ['name=foo value=bar', 'name=foo', 'name=foo other=a value=bar', 'value! ^name', 'value! ^name', 'name=foo'],
  ['name=foo value=bar', 'name=foo value=bar', 'name=foo other=a value=bar', '', '^name,value', 'name=foo value=bar'],
];

const lists: readonly Row[] = [
  ['1 2', '[]', '1 2', '-1 -2', '-1 -2', '[]'],
  ['1 2', '[]', '1:oa 2:ob', '-1 -2', '-1 -2', '[]'],
  ['1 2', '[]', '[]', '-1 -2', '-1 -2', '[]'],
  ['[]', '[]', '[]', '', '', '[]'],
  [
    '1 2:v2',
    '4:v4 1 2:v2 3:v3',
    '1:oa 2:ob,v2',
    '4:v4 3:v3 > 4 1 2 3',
    '4:v4 3:v3 > 4 1 2 3',
    '4:v4 1:oa 2:ob,v2 3:v3',
  ],
  ['1 2:v2', '1 2:v2 3:v3', '1:oa 2:ob,v3', '3:v3 > 1 2 3', '2:v2 3:v3 > 1 2 3', '1:oa 2:ob,v2 3:v3'],
  ['1 2:v2', '1:v1 2:v2', '1:oa 2:ob,v2', '1:v1 > 1 2', '1:v1 > 1 2', '1:oa,v1 2:ob,v2'],
  ['1 2:v2', '1:v1 2:v2', '1:oa 2:ob,v2', '1:v1 > 1 2', '1:v1 > 1 2', '1:oa,v1 2:ob,v2'],
  ['1 2:v2', '1:v1 2:v2', '1:oa 3:ob,v2', '1:v1 > 1 2', '1:v1 2:v2 > 1 2', '1:oa,v1 2:v2 3:ob,v2'],
  ['1 2:v2', '1:v1 2:v2', '1:oa,v1 2:ob,v2', '1:v1 > 1 2', '', '1:oa,v1 2:ob,v2'],
  ['1:va 2', '1:va 2 3', '1:ox,va 2 3', '3 > 1 2 3', '', '1:ox,va 2 3'],
  ['1 2:v2', '1:v1 2:v2', '1:oa,v1 2:ob,v3', '1:v1 > 1 2', '2:v2 > 1 2', '1:oa,v1 2:ob,v2'],
  ['1:v1 2:v2', '1:va 2:v2', '1:oa,v1 2:ob,v2', '1:va > 1 2', '1:va > 1 2', '1:oa,va 2:ob,v2'],
  ['1:v1 2:v2', '1:va 2:v2', '1:oa,v3 2:ob,v2', '1:va > 1 2', '1:va > 1 2', '1:oa,va 2:ob,v2'],
  ['1 2', '2', '1 2:ob', '-1 > 2', '-1 > 2', '2:ob'],
  ['1 2', '2', '1:oa 2:ob', '-1 > 2', '-1 > 2', '2:ob'],
  ['1 2', '2', '2:ob', '-1 > 2', '-1 > 2', '2:ob'],
  ['1 2', '2', '3:oa', '-1 > 2', '2 -1 > 2', '2 3:oa'],
  ['1 2', '2 3', '1 2:ob 4:oc', '3 -1 > 2 3', '3 -1 > 2 3', '2:ob 4:oc 3'],
  ['1 2', '2 3', '1:oa 4:oc', '3 -1 > 2 3', '2 3 -1 > 2 3', '4:oc 2 3'],
  ['1:v1 2:v2', '1 2:v2', '1:oa,v1 2:ob,v2', '1:v! > 1 2', '1:v! > 1 2', '1:oa 2:ob,v2'],
  ['1:v1 2:v2', '1 2:v2', '1:oa,va 2:v2', '1:v! > 1 2', '1:v! > 1 2', '1:oa 2:v2'],
  ['1:v1 2:v2', '1 2:v2', '1:oa 2:ob,v2', '1:v! > 1 2', '1:v! > 1 2', '1:oa 2:ob,v2'],
  ['1:v1 2:v2', '1 2:v2', '1:oa 2:ob', '1:v! > 1 2', '1:v! 2:v2 > 1 2', '1:oa 2:ob,v2'],
  ['1 2:v2', '3:v3 1 2:v2', '1:oa 2:ob,v2', '3:v3 > 3 1 2', '3:v3 > 3 1 2', '3:v3 1:oa 2:ob,v2'],
  [
    '1 2:v2',
    '1 4:v4 2:v2 3:v3',
    '1:oa 2:ob,v2',
    '4:v4 3:v3 > 1 4 2 3',
    '4:v4 3:v3 > 1 4 2 3',
    '1:oa 4:v4 2:ob,v2 3:v3',
  ],
  ['1 3:v3 2:v2', '2:v2 1', '1:oa 2:ob,v2 3:v3', '-3 > 2 1', '-3 > 2 1', '2:ob,v2 1:oa'],
  ['1 3:v3 2:v2', '2:v2 3:vx 1', '1:oa 2:ob,v2 3:v3', '3:vx > 2 3 1', '3:vx > 2 3 1', '2:ob,v2 3:vx 1:oa'],
  ['1 3:v3 2:v2', '4:v4 2:v2 1', '1:oa 2:ob,v2 3:v3', '4:v4 -3 > 4 2 1', '4:v4 -3 > 4 2 1', '4:v4 2:ob,v2 1:oa'],
  ['1 3:v3 4:v4 2:v2', '4:v4 2:v2 3:v3 1', '1:oa 3:v3 4:v4 2:v2', '> 4 2 3 1', '> 4 2 3 1', '4:v4 2:v2 3:v3 1:oa'],
  ['1 3:v3 4:v4 2:v2', '4:v4 2:v2 3:v3 1', '1:oa 3:v3 4:v4 2:v2 9', '> 4 2 3 1', '> 4 2 3 1', '4:v4 2:v2 3:v3 1:oa 9'],
  ['1 2:v2 3:v3 4:v4', '2:v2 1 4:v4 3:v3', '1:oa 2:v2 9 3:v3 4:v4', '> 2 1 4 3', '> 2 1 4 3', '2:v2 1:oa 9 4:v4 3:v3'],
  [
    '1 2:v2 3:v3 4:v4',
    '2:v2 1 4:v4 3:v3',
    '1:oa 2:v2 7 9 8 3:v3 4:v4',
    '> 2 1 4 3',
    '> 2 1 4 3',
    '2:v2 1:oa 7 9 8 4:v4 3:v3',
  ],
  [
    '1 2:vdup1 3 2:vdup2 4',
    '2:vdup1 1 4 3 2:vdup2',
    '1 2:vdup1 3 2:vdup2 4',
    '> 2 1 4 3 2',
    '> 2 1 4 3 2',
    '2:vdup1 2:vdup2 1 4 3',
    '2:vdup1 2:vdup2 1 4 3',
  ],
];

const unionLists: readonly Row[] = [
  ['bar foo:va', 'bar foo:va', 'bar foo:ox,va', '', 'foo^n,v > bar foo', 'bar foo:va'],
  [
    'bar foo:vold',
    'bar foo:vmodified',
    'bar foo:ox,vnew',
    'foo:vmodified^n,v > bar foo',
    'foo:vmodified^n,v > bar foo',
    'bar foo:vmodified',
  ],
  [
    'bar foo:vold',
    'bar foo:vnew',
    'bar foo:ox,vold',
    'foo:vnew^n,v > bar foo',
    'foo:vnew^n,v > bar foo',
    'bar foo:vnew',
  ],
  [
    'bar foo:vold',
    'bar foo:vnew',
    'bar foo:ox,vmodified',
    'foo:vnew^n,v > bar foo',
    'foo:vnew^n,v > bar foo',
    'bar foo:vnew',
  ],
  ['bar foo', 'bar foo:va', 'bar foo', 'foo:va^n,v > bar foo', 'foo:va^n,v > bar foo', 'bar foo:va'],
  ['bar foo', 'bar foo:va', 'bar foo:ox', 'foo:va^n,v > bar foo', 'foo:va^n,v > bar foo', 'bar foo:va'],
  ['bar foo:va', 'bar foo', 'bar foo:va', 'foo:v!^n > bar foo', 'foo:v!^n > bar foo', 'bar foo'],
  ['bar foo:va', 'bar foo', 'bar foo:ox,va', 'foo:v!^n > bar foo', 'foo:v!^n > bar foo', 'bar foo'],
];

const scalarLists: readonly Row[] = [
  ['1 2 3', '1 2', '1 2 3 4', '-3 > 1 2', '-3 > 1 2', '1 2 4'],
  ['1 2 3 3', '1 2', '1 2 3 3 4', '-3 > 1 2', '-3 > 1 2', '1 2 4'],
  ['1 2 3', '1 2 4', '1 2 3 4', '4 -3 > 1 2 4', '-3 > 1 2 4', '1 2 4'],
  ['1 2', '1 2 3', '1 2 4', '3 > 1 2 3', '3 > 1 2 3', '1 2 3 4'],
  ['1 2', '1 2 3', '1 2 3', '3 > 1 2 3', '', '1 2 3'],
  ['1 2', '3 1 2', '1 4 2', '3 > 3 1 2', '3 > 3 1 2', '3 1 4 2'],
  ['1 2 3', '2 1', '1 2 3', '-3 > 2 1', '-3 > 2 1', '2 1'],
  ['1 2', '3 1 2', '1 2', '3 > 3 1 2', '3 > 3 1 2', '3 1 2'],
  ['1 2', '1 4 2 3', '1 2', '4 3 > 1 4 2 3', '4 3 > 1 4 2 3', '1 4 2 3'],
  ['1 3 2', '2 1', '1 2 3', '-3 > 2 1', '-3 > 2 1', '2 1'],
  ['1 3 2', '4 2 1', '1 2 3', '4 -3 > 4 2 1', '4 -3 > 4 2 1', '4 2 1'],
  ['1 3 4 2', '4 2 3 1', '1 3 4 2', '> 4 2 3 1', '> 4 2 3 1', '4 2 3 1'],
  ['1 3 4 2', '4 2 3 1', '1 3 4 2 9', '> 4 2 3 1', '> 4 2 3 1', '4 2 3 1 9'],
  ['1 2 3 4', '2 1 4 3', '1 2 9 3 4', '> 2 1 4 3', '> 2 1 4 3', '2 1 9 4 3'],
  ['1 2 3 4', '2 1 4 3', '1 2 7 9 8 3 4', '> 2 1 4 3', '> 2 1 4 3', '2 1 7 9 8 4 3'],
  ['1 2 3 2 4', '2 1 4 3 2', '1 2 3 2 4', '> 2 1 4 3 2', '> 2 1 4 3 2', '2 2 1 4 3', '2 2 1 4 3'],
];

const tables: readonly (readonly [string, Read, readonly Row[]])[] = [
  ['labels', map(['metadata', 'labels'], true), maps],
  ['a strategy', map(['spec', 'strategy']), unions],
  ['containers', list([...podSpec, 'containers'], { v: 'image', o: 'workingDir' }), lists],
  ['volumes', list([...podSpec, 'volumes'], { n: 'name', v: 'value', o: 'other' }), unionLists],
  ['finalizers', scalars(['metadata', 'finalizers']), scalarLists],
];

/** Objects that hold nothing are as good as none. */
function trimmed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).map(([key, inner]) => [key, trimmed(inner)] as const);
  const full = kept.filter(([, inner]) => !(isEmpty(inner) && inner !== null));
  return Object.fromEntries(full);
}
const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

describe.each(tables)('strategic merge of %s', (_name, read, rows) => {
  it.each(rows.map((row) => [row[0], row[1], row] as const))('%j to %j', (_applied, _wanted, row) => {
    const [applied, wanted, live, twoWay, threeWay, result, twoWayResult = wanted] = row;
    const [original, modified, current] = [read(applied), read(wanted), read(live)];
    const difference = createTwoWayPatch(original, modified, deployment);
    expect(trimmed(difference)).toEqual(trimmed(read(twoWay)));
    expect(trimmed(applyStrategicMergePatch(original, difference, deployment))).toEqual(trimmed(read(twoWayResult)));
    const patch = createThreeWayPatch(original, modified, current, deployment);
    expect(trimmed(patch)).toEqual(trimmed(read(threeWay)));
    expect(trimmed(applyStrategicMergePatch(current, patch, deployment))).toEqual(trimmed(read(result)));
  });
});
