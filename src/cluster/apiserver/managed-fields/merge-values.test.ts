import { describe, expect, it } from 'vitest';
import { mergeValues } from './merge-values.ts';

const CONFIG_MAP = { type: 'io.k8s.api.core.v1.ConfigMap' };
const SERVICE = { type: 'io.k8s.api.core.v1.Service' };

/** The items of a set by their letters: live, sent, merged. Models the cases of structured-merge-diff's TestMerge. */
const sets: readonly (readonly [string, string, string])[] = [
  ['abc', 'ab', 'abc'],
  ['ab', 'abc', 'abc'],
  ['abc', '', 'abc'],
  ['', 'abc', 'abc'],
  ['ab', 'ba', 'ba'],
  ['abc', 'def', 'abcdef'],
  ['abc', 'cdef', 'abcdef'],
  ['abcgf', 'cdef', 'abcgdef'],
  ['abc', 'defxyz', 'abcdefxyz'],
  ['cdef', 'ace', 'acdef'],
  ['abcxyz', 'def', 'abcxyzdef'],
  ['abcxyz', 'defxyz', 'abcdefxyz'],
  ['cagf', 'cfag', 'cfag'],
  ['abcd', 'defa', 'bcdefa'],
  ['cdefghij', '2h3e4kl', 'cdfg2hij3e4kl'],
  ['abcdefghij', '1b2h3e4kl', 'a1bcdfg2hij3e4kl'],
  ['abb', 'c', 'abbc'],
  ['abb', 'b', 'ab'],
  ['abb', 'a', 'abb'],
  ['abcdec', '1b2ed', 'a1bc2ecd'],
  ['abcdec', '1b2ced', 'a1b2ced'],
  ['aabb', 'bcd', 'aabcd'],
  ['aabb', '', 'aabb'],
  ['cagfca', 'cfag', 'cfag'],
];

describe('merged values', () => {
  it.each(sets)('a set of %s with %s is %s', (live, sent, merged) => {
    const of = (letters: string) => ({ metadata: { finalizers: [...letters] } });
    expect(mergeValues(CONFIG_MAP, of(live), of(sent))).toEqual(of(merged));
  });

  const cases: readonly (readonly [string, unknown, unknown, unknown])[] = [
    ['what both have is as sent', { data: { a: '1', b: '2' } }, { data: { a: '3' } }, { data: { a: '3', b: '2' } }],
    ['nothing becomes empty', {}, { data: {} }, { data: {} }],
    ['nothing becomes null', {}, { data: null }, { data: null }],
    ['null becomes empty', { data: null }, { data: {} }, { data: {} }],
    ['empty becomes null', { data: {} }, { data: null }, { data: null }],
    ['null removes nothing', { data: { a: '1' } }, { data: null }, { data: { a: '1' } }],
    ['an atomic map is as sent', { spec: { selector: { a: '1' } } }, { spec: { selector: { b: '2' } } }, undefined],
    [
      'items with the same keys are merged',
      { spec: { ports: [{ port: 80, protocol: 'TCP', name: 'web' }] } },
      {
        spec: {
          ports: [
            { port: 80, targetPort: 8080 },
            { port: 80, protocol: 'UDP' },
          ],
        },
      },
      {
        spec: {
          ports: [
            { port: 80, protocol: 'TCP', name: 'web', targetPort: 8080 },
            { port: 80, protocol: 'UDP' },
          ],
        },
      },
    ],
  ];
  it.each(cases)('%s', (_what, live, sent, merged) => {
    const place = JSON.stringify([live, sent]).includes('spec') ? SERVICE : CONFIG_MAP;
    expect(mergeValues(place, live, sent)).toEqual(merged ?? sent);
  });
});
