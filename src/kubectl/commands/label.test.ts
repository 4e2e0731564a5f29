import { describe, expect, it } from 'vitest';
import { changeWord, parseLabels, relabel } from './label.ts';

// The cases of kubectl/pkg/cmd/label/label_test.go.
describe('label', () => {
  it.each([
    [['a=b', 'c=d'], { a: 'b', c: 'd' }, []],
    [[], {}, []],
    [['a=b', 'c=d', 'e-'], { a: 'b', c: 'd' }, ['e']],
    [['a='], { a: '' }, []],
  ])('reads %j', (specs, set, remove) => {
    const changes = parseLabels(specs);
    expect(Object.fromEntries(changes.set)).toEqual(set);
    expect(changes.remove).toEqual(remove);
  });

  it.each([
    [['ab', 'c=d'], 'unknown label spec: ab'],
    [['a=b', 'c=d', 'a-'], 'can not both modify and remove a label in the same command'],
    [['a=b=c'], 'invalid label spec: a=b=c'],
    [['a=%^$'], 'invalid label value: "a=%^$": '],
  ])('refuses %j', (specs, message) => {
    expect(() => parseLabels(specs)).toThrow(message);
  });

  it.each([
    ['the same value', { a: 'b' }, ['a=b'], false, '', { labels: { a: 'b' } }],
    ['a new value with --overwrite', { a: 'b' }, ['a=c'], true, '', { labels: { a: 'c' } }],
    ['another label', { a: 'b' }, ['c=d'], false, '', { labels: { a: 'b', c: 'd' } }],
    ['a version', { a: 'b' }, ['c=d'], false, '2', { labels: { a: 'b', c: 'd' }, resourceVersion: '2' }],
    ['a removal', { a: 'b' }, ['a-'], false, '', { labels: {} }],
    ['both', { a: 'b', c: 'd' }, ['e=f', 'a-'], false, '', { labels: { c: 'd', e: 'f' } }],
    ['the first label', undefined, ['a=b'], false, '', { labels: { a: 'b' } }],
  ])('sets %s', (_, labels, specs, overwrite, version, metadata) => {
    const before = { metadata: labels === undefined ? {} : { labels } };
    expect(relabel(before, parseLabels(specs), overwrite, version)).toEqual({ metadata });
  });

  it('leaves a value that is there', () => {
    expect(() => relabel({ metadata: { labels: { a: 'b' } } }, parseLabels(['a=c']), false)).toThrow(
      "'a' already has a value (b), and --overwrite is false",
    );
  });

  it.each([
    [{ a: 'b' }, { a: 'b' }, false, 'not labeled'],
    [{ a: 'b' }, { a: 'b', c: 'd' }, false, 'labeled'],
    [{ a: 'b', c: 'd' }, { a: 'b' }, false, 'unlabeled'],
    [{ a: 'long' }, { a: 'b' }, true, 'labeled'],
  ])('%j to %j', (before, after, overwrite, word) => {
    expect(changeWord({ metadata: { labels: before } }, { metadata: { labels: after } }, overwrite)).toBe(word);
  });
});
