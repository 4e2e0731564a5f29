import { expect, test } from 'vitest';
import { fieldSelectorMatches, formatFieldSelector, parseFieldSelector } from './field-selector.ts';
import { formatSelector, isSelectorError, parseLabelSelector, selectorMatches } from './labels.ts';

// The cases are those of apimachinery labels and fields.

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
