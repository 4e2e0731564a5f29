import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonEqual } from '../json-equal.ts';
import { typeOf } from '../schema.ts';
import { applyJsonPatch } from './json-patch.ts';
import { applyMergePatch, createMergePatch } from './merge-patch.ts';
import type { JsonRecord } from './patch-error.ts';
import { applyStrategicMergePatch } from './strategic-merge-patch.ts';
import { createThreeWayPatch, createTwoWayPatch } from './three-way-patch.ts';

const pod = typeOf('', 'v1', 'Pod');
const podWith = (container: object): JsonRecord => ({ spec: { containers: [{ name: 'c', ...container }] } });
const env = (...names: string[]) => ({ env: names.map((name) => ({ name, value: name })) });

test('a merged list puts what the patch names first', () => {
  const patched = applyStrategicMergePatch(podWith(env('A')), podWith(env('B')), pod);
  expect(patched).toEqual(podWith(env('B', 'A')));
});

test.each<[string, object, object, object]>([
  ['an item is deleted', env('A', 'B'), { env: [{ name: 'A', $patch: 'delete' }] }, env('B')],
  ['a list is replaced', env('A', 'B'), { env: [{ $patch: 'replace' }, ...env('C').env] }, env('C')],
  ['an order is set', env('A', 'B'), { '$setElementOrder/env': [{ name: 'B' }, { name: 'A' }] }, env('B', 'A')],
  ['a field is deleted', { image: 'x', ...env('A') }, { image: null }, env('A')],
  ['an atomic list is replaced', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
])('%s', (_name, before, patch, after) => {
  expect(applyStrategicMergePatch(podWith(before), podWith(patch), pod)).toEqual(podWith(after));
});

test('retainKeys clears the other members of a union', () => {
  const volumes = (volume: object): JsonRecord => ({ spec: { volumes: [{ name: 'v', ...volume }] } });
  const patch = volumes({ $retainKeys: ['name', 'configMap'], configMap: { name: 'm' } });
  expect(applyStrategicMergePatch(volumes({ emptyDir: {} }), patch, pod)).toEqual(
    volumes({ configMap: { name: 'm' } }),
  );
});

test('errors are worded as Kubernetes words them', () => {
  const bad = () => applyStrategicMergePatch(podWith({}), { spec: { containers: [{ image: 'x' }] } }, pod);
  expect(bad).toThrow('map: map[image:x] does not contain declared merge key: name');
  const proto = JSON.parse('{"spec":{"__proto__":{"x":1}}}') as JsonRecord;
  expect(() => applyStrategicMergePatch({}, proto, pod)).toThrow('__proto__');
  expect(() => applyJsonPatch({}, [{ op: 'remove', path: '/spec/nope' }])).toThrow('missing');
});

test('apply removes what was applied before and keeps what others added', () => {
  const original = podWith({ ...env('A', 'B'), image: 'x' });
  const modified = podWith({ ...env('B', 'C') });
  const current = podWith({ ...env('A', 'B', 'X'), image: 'x', tty: true });
  const patch = createThreeWayPatch(original, modified, current, pod);
  // The place that A leaves is C's: Go reuses the list that it compares with.
  expect(applyStrategicMergePatch(current, patch, pod)).toEqual(podWith({ ...env('B', 'X', 'C'), tty: true }));
});

const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { maxLength: 4 });
const anyPod = fc
  .tuple(names, fc.option(fc.string()), fc.array(fc.string(), { maxLength: 3 }))
  .map(([list, image, args]) => podWith({ ...env(...list), ...(image === null ? {} : { image }), args }));

test('the difference of two objects turns one into the other', () => {
  fc.assert(
    fc.property(anyPod, anyPod, (a, b) => {
      expect(applyStrategicMergePatch(a, createTwoWayPatch(a, b, pod), pod)).toEqual(b);
      expect(jsonEqual(applyMergePatch(a, createMergePatch(a, b)), b)).toBe(true);
    }),
  );
});
