import { expect, test } from 'vitest';
import { linearRegex } from './linear-regex.ts';

const patterns = [
  'a',
  'ab|cd',
  '(a+)+$',
  '^(a|ab)(c|bcd)(d*)$',
  '(a*)(ab)?b*',
  'x*',
  '(?:a|b)*c',
  '[a-c]+d?',
  '(\\w+)@(\\w+)\\.com',
  '\\bfoo\\b',
  '\\b(?=\\w)o+',
  'a{2,3}',
  'a{2}',
  '(ab){1,}',
  '^$',
  '(a|b|)+c',
  '([0-9]{1,3}\\.){3}[0-9]{1,3}',
  '.*b',
  '(?<!\\w)(?:foo)(?!\\w)',
  '[^a]b',
  '(x(y)?)+',
  '\\.',
  'a?a?a?aaa',
];
const texts = [
  '',
  'a',
  'aaa',
  'abcd',
  'abb',
  'foo food foo',
  'me@site.com',
  '10.0.0.1 x',
  'aab',
  'xyx',
  'bcd',
  'a.b',
  'cab',
];

test.each(patterns)('%s matches what JavaScript matches', (pattern) => {
  const match = linearRegex(pattern);
  expect(match).toBeDefined();
  for (const text of texts) {
    const wanted = new RegExp(pattern).exec(text);
    const found = match!(text);
    expect([text, found?.index, found?.captures[0]]).toEqual([text, wanted?.index, wanted?.[0]]);
  }
});

test('groups are captured, case may be ignored', () => {
  expect(linearRegex('^(\\w+)-(\\d+)(x)?$')!('web-12')).toEqual({
    index: 0,
    captures: ['web-12', 'web', '12', undefined],
  });
  expect(linearRegex('(A+)+[b-c]\\W', true)!('xaaB!')?.captures[0]).toBe('aaB!');
});

test('ambiguous repetitions take no time', () => {
  for (const pattern of ['(a+)+$', '(a*)*b', '(a|aa)+$', '(.*)*x', 'a*a*a*a*a*a*a*b']) {
    expect(linearRegex(pattern)!(`${'a'.repeat(5_000)}!`)).toBeUndefined();
  }
});

test('back references are left to others', () => {
  expect(linearRegex('(a)\\1')).toBeUndefined();
});
