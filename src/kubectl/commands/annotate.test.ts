import { describe, expect, it } from 'vitest';
import { reannotate } from './annotate.ts';
import { parsePairs } from './pairs.ts';

const parse = (specs: readonly string[]) => parsePairs(specs, 'annotation', true);

// The cases of kubectl/pkg/cmd/annotate/annotate_test.go.
describe('annotate', () => {
  it.each([
    [['a=b', 'c=d'], { a: 'b', c: 'd' }, []],
    [
      ['url=https://test.com/index.htm?id=123#u=user-name'],
      { url: 'https://test.com/index.htm?id=123#u=user-name' },
      [],
    ],
    [[], {}, []],
    [['a=b', 'c=d', 'e-'], { a: 'b', c: 'd' }, ['e']],
    [['a='], { a: '' }, []],
  ])('reads %j', (specs, set, remove) => {
    const changes = parse(specs);
    expect(Object.fromEntries(changes.set)).toEqual(set);
    expect(changes.remove).toEqual(remove);
  });

  it.each([['ab'], ['-'], ['=bar']])('refuses %j', (spec) => {
    expect(() => parse([spec, 'a='])).toThrow(`invalid annotation format: ${spec}`);
  });

  it.each([
    ['the same value', { a: 'b' }, ['a=b'], false, '', { annotations: { a: 'b' } }],
    ['a new value with --overwrite', { a: 'b' }, ['a=c'], true, '', { annotations: { a: 'c' } }],
    ['another', { a: 'b' }, ['c=d'], false, '', { annotations: { a: 'b', c: 'd' } }],
    ['a version', { a: 'b' }, ['c=d'], false, '2', { annotations: { a: 'b', c: 'd' }, resourceVersion: '2' }],
    ['a removal', { a: 'b' }, ['a-'], false, '', { annotations: {} }],
    ['both', { a: 'b', c: 'd' }, ['e=f', 'a-'], false, '', { annotations: { c: 'd', e: 'f' } }],
    ['a removal of what is not there', { a: 'b' }, ['e=f', 'g-'], false, '', { annotations: { a: 'b', e: 'f' } }],
    ['the first', undefined, ['a=b'], false, '', { annotations: { a: 'b' } }],
    [
      'the change cause anew',
      { 'kubernetes.io/change-cause': 'old' },
      ['kubernetes.io/change-cause=new'],
      false,
      '',
      { annotations: { 'kubernetes.io/change-cause': 'new' } },
    ],
  ])('sets %s', (_, annotations, specs, overwrite, version, metadata) => {
    const before = { metadata: annotations === undefined ? {} : { annotations } };
    expect(reannotate(before, parse(specs), overwrite, version)).toEqual({ metadata });
  });

  it('leaves values that are there', () => {
    expect(() => reannotate({ metadata: { annotations: { a: 'A', b: 'B' } } }, parse(['a=a', 'b=b']), false)).toThrow(
      "--overwrite is false but found the following declared annotation(s): 'a' already has a value (A); 'b' already has a value (B)",
    );
  });
});
