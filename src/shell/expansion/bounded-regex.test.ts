import { expect, it } from 'vitest';
import { boundedRegex, RegexBudgetError } from './bounded-regex.ts';

it.each([
  ['(a|ab)(c|bcd)(d*)', 'abcd'],
  ['(.)\\1', 'abccd'],
  ['(?<q>["\']).*?\\k<q>', 'say "it\'s" now'],
  ['(?<=image: )\\S+', '  image: nginx:1.25'],
  ['\\w+(?!:)\\b', 'key: value'],
  ['(?<!a)b', 'abcb'],
  ['x*?y', 'xxxy'],
  ['(a*)*b', 'aaab'],
  ['(?:ab){2,3}?', 'abababab'],
  ['^(\\d+)-(?=\\1)', '12-12'],
  ['a.c', 'A-C'],
])('finds %s as JavaScript does', (source, text) => {
  const theirs = new RegExp(source, 'i').exec(text);
  const ours = boundedRegex(source, true)!(text);
  expect(ours).toEqual({ index: theirs!.index, captures: [...theirs!] });
});

it('knows what only Perl has', () => {
  expect(boundedRegex('image: \\K\\S+')!('  image: nginx')).toEqual({ index: 9, captures: ['nginx'] });
  expect(boundedRegex('(?i)NGINX')!('an nginx')?.index).toBe(3);
  expect(boundedRegex('a++b')).toBeUndefined();
});

it.each([
  ['(a+)+\\1$', `${'a'.repeat(50_000)}b`],
  ['(.*)(.*)(.*)(.*)\\4x', 'a'.repeat(2000)],
  ['(?=(a+)+$)b', `${'a'.repeat(64)}!`],
])('gives up on %s in time', (source, text) => {
  const began = performance.now();
  expect(() => boundedRegex(source)!(text)).toThrow(RegexBudgetError);
  expect(performance.now() - began).toBeLessThan(2000);
});
