import { expect, test } from 'vitest';
import { fieldSelectorMatches, formatFieldSelector, parseFieldSelector } from './field-selector.ts';
import { formatSelector, isSelectorError, parseLabelSelector, selectorMatches } from './labels.ts';
import { nodeSelectorMatches, preferredNodeAffinityScore } from './node-affinity.ts';
import { findUntoleratedTaint, toleratesTaint } from './tolerations.ts';
import type { NodeSelectorRequirement, Taint, Toleration } from './types/affinity.ts';

// The cases are those of apimachinery labels, fields, api/core/v1 toleration and component-helpers nodeaffinity.

test.each(['x=a,y=b,z=c', '', 'x!=a,y=b', 'x=', 'x= ', 'x=,z= ', 'x= ,z= ', '!x', 'x>1', 'x>1,z<5'])(
  'the label selector %j is read and written',
  (text) => {
    const selector = parseLabelSelector(text);
    if (isSelectorError(selector)) throw new Error(selector.error);
    expect(formatSelector(selector)).toBe(text.replaceAll(' ', ''));
  },
);

test.each(['x=a||y=b', 'x==a==b', '!x=a', 'x<a'])('the label selector %j is refused', (text) => {
  expect(parseLabelSelector(text)).toHaveProperty('error');
});

test.each<[string, Record<string, string>, boolean]>([
  ['', { x: 'y' }, true],
  ['x=y', { x: 'y' }, true],
  ['x=y,z=w', { x: 'y', z: 'w' }, true],
  ['x!=y,z!=w', { x: 'z', z: 'a' }, true],
  ['notin=in', { notin: 'in' }, true],
  ['x', { x: 'z' }, true],
  ['!x', { y: 'z' }, true],
  ['x>1', { x: '2' }, true],
  ['x<1', { x: '0' }, true],
  ['x=z', {}, false],
  ['x=y', { x: 'z' }, false],
  ['x=y,z=w', { x: 'w', z: 'w' }, false],
  ['x!=y,z!=w', { x: 'z', z: 'w' }, false],
  ['x', { y: 'z' }, false],
  ['!x', { x: 'z' }, false],
  ['x>1', { x: '0' }, false],
  ['x<1', { x: '2' }, false],
  ['foo=bar,baz=blah', { foo: 'bar', baz: 'blah' }, true],
  ['foo=blah', { foo: 'bar', baz: 'blah' }, false],
  ['x in (a,b)', { x: 'b' }, true],
  ['x notin (a,b)', {}, true],
])('%j of %j', (text, labels, expected) => {
  const selector = parseLabelSelector(text);
  expect(!isSelectorError(selector) && selectorMatches(selector, labels)).toBe(expected);
});

test.each(['x=a,y=b,z=c', '', 'x!=a,y=b', 'x=a||y\\=b', 'x=a\\=\\=b', '함=수'])(
  'the field selector %j is read and written',
  (text) => {
    const selector = parseFieldSelector(text);
    if ('error' in selector) throw new Error(selector.error);
    expect(formatFieldSelector(selector)).toBe(text);
  },
);

test.each([
  ['x=a||y=b', 'invalid field selector: unescaped character in value: 61'],
  ['x==a==b', 'invalid field selector: unescaped character in value: 61'],
  ['x=a,b', "invalid selector: 'x=a,b'; can't understand 'b'"],
  ['x in (a)', "invalid selector: 'x in (a)'; can't understand 'x in (a)'"],
  ['x', "invalid selector: 'x'; can't understand 'x'"],
  ['k=\\', 'invalid field selector: invalid escape sequence: \\'],
  ['k=\\a', 'invalid field selector: invalid escape sequence: \\a'],
])('the field selector %j is refused', (text, error) => {
  expect(parseFieldSelector(text)).toEqual({ error });
});

test.each<[string, Record<string, string>, boolean]>([
  ['x=y', { x: 'y' }, true],
  ['x=y,z=w', { x: 'y', z: 'w' }, true],
  ['x!=y,z!=w', { x: 'z', z: 'a' }, true],
  ['x=', {}, true],
  ['x=y', { x: 'z' }, false],
  ['x!=y,z!=w', { x: 'z', z: 'w' }, false],
])('fields: %j of %j', (text, fields, expected) => {
  const selector = parseFieldSelector(text);
  expect(!('error' in selector) && fieldSelectorMatches(selector, fields)).toBe(expected);
});

const foo = (value?: string, effect: Taint['effect'] = 'NoSchedule'): Taint =>
  value === undefined ? { key: 'foo', effect } : { key: 'foo', value, effect };

test.each<[Toleration, Taint, boolean]>([
  [{ key: 'foo', operator: 'Exists', effect: 'NoSchedule' }, foo(), true],
  [{ key: 'foo', operator: 'Exists', effect: 'NoSchedule' }, foo('bar'), true],
  [{ operator: 'Exists', effect: 'NoSchedule' }, foo('bar'), true],
  [{ key: 'foo', operator: 'Equal', value: 'bar', effect: 'NoSchedule' }, foo('bar'), true],
  [{ key: 'foo', operator: 'Equal', value: 'value1', effect: 'NoSchedule' }, foo('value2'), false],
  [{ key: 'foo', operator: 'Equal', value: 'bar', effect: 'NoSchedule' }, foo('bar', 'NoExecute'), false],
  [{ operator: 'Exists' }, foo('bar', 'NoExecute'), true],
  [{ key: 'foo', value: 'bar' }, foo('bar'), true],
])('%j tolerates %j: %j', (toleration, taint, expected) => {
  expect(toleratesTaint(toleration, taint)).toBe(expected);
});

test('the first untolerated taint of the effects asked for', () => {
  const taints = [foo('soft', 'PreferNoSchedule'), foo('a'), foo('b', 'NoExecute')];
  expect(findUntoleratedTaint(taints, [], ['NoSchedule', 'NoExecute'])).toEqual(foo('a'));
  const tolerations: Toleration[] = [{ key: 'foo', value: 'a' }];
  expect(findUntoleratedTaint(taints, tolerations, ['NoSchedule', 'NoExecute'])).toEqual(foo('b', 'NoExecute'));
  expect(findUntoleratedTaint(taints, tolerations, ['NoSchedule'])).toBeUndefined();
});

const inLabel = (key: string, ...values: string[]): NodeSelectorRequirement => ({ key, operator: 'In', values });
const host = { matchFields: [inLabel('metadata.name', 'host_1')] };
const label = { matchExpressions: [inLabel('label_1', 'label_1_val')] };
const bare = { metadata: { name: 'host_1' } };
const labelled = { metadata: { name: 'host_1', labels: { label_1: 'label_1_val' } } };

test.each([
  [[{ ...label, ...host }], bare, false],
  [[{ ...label, ...host }], labelled, true],
  [[label, host], bare, true],
  [[{}], labelled, false],
  [[], labelled, false],
  // What Kubernetes cannot read matches nothing.
  [[{ matchFields: [inLabel('metadata.name', 'host_1', 'host_2')] }], labelled, false],
  [[{ matchExpressions: [inLabel('invalid key', 'label_value')] }], labelled, false],
])('the terms %j match %j: %j', (nodeSelectorTerms, node, expected) => {
  expect(nodeSelectorMatches({ nodeSelectorTerms }, node)).toBe(expected);
});

test.each([
  [[{ weight: 0, preference: { matchFields: [inLabel('metadata.name', 'host_1', 'host_2')] } }], bare, 0],
  [
    [
      { weight: 5, preference: host },
      { weight: 7, preference: { matchExpressions: [inLabel('unknown_label', 'x')] } },
      { weight: 11, preference: label },
    ],
    labelled,
    16,
  ],
])('%j score for %j: %j', (terms, node, score) => {
  expect(preferredNodeAffinityScore(terms, node)).toBe(score);
});
