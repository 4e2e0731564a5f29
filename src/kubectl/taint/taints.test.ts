import { describe, expect, it } from 'vitest';
import { existingTaints, parseTaints, reorganizeTaints, type StoredTaint } from './taints.ts';

const taint = (text: string): StoredTaint => {
  const [pair = '', effect = ''] = text.split(':');
  const [key = '', value] = pair.split('=');
  return { key, ...(value === undefined ? {} : { value }), effect };
};

// The cases of kubectl/pkg/cmd/taint/taint_test.go and utils_test.go.
describe('taint', () => {
  it.each([
    ['a first taint', [], ['foo=bar:NoSchedule'], false, ['foo=bar:NoSchedule'], 'tainted'],
    ['a key without a value', [], ['foo:NoExecute'], false, ['foo:NoExecute'], 'tainted'],
    ['another value', ['foo=bar:NoSchedule'], ['foo=barz:NoSchedule'], true, ['foo=barz:NoSchedule'], 'modified'],
    [
      'two taints',
      [],
      ['dedicated=namespaceA:NoSchedule', 'foo=bar:PreferNoSchedule'],
      false,
      ['dedicated=namespaceA:NoSchedule', 'foo=bar:PreferNoSchedule'],
      'tainted',
    ],
    [
      'another effect',
      ['foo=bar:NoSchedule'],
      ['foo=bar:NoExecute'],
      false,
      ['foo=bar:NoExecute', 'foo=bar:NoSchedule'],
      'tainted',
    ],
    [
      'one of two effects away',
      ['dedicated=namespaceA:NoSchedule', 'dedicated=namespaceA:PreferNoSchedule'],
      ['dedicated:NoSchedule-'],
      false,
      ['dedicated=namespaceA:PreferNoSchedule'],
      'untainted',
    ],
    ['a value with the removal', ['foo=bar:NoSchedule'], ['foo=bar:NoSchedule-'], false, [], 'untainted'],
    [
      'a key away',
      ['dedicated=namespaceA:NoSchedule', 'dedicated=namespaceA:PreferNoSchedule'],
      ['dedicated-'],
      false,
      [],
      'untainted',
    ],
    [
      'one changed, one away',
      ['dedicated=namespaceA:NoSchedule', 'foo=bar:PreferNoSchedule'],
      ['dedicated:NoSchedule-', 'foo=barz:PreferNoSchedule'],
      true,
      ['foo=barz:PreferNoSchedule'],
      'modified',
    ],
  ])('%s', (_, old, specs, overwrite, expected, operation) => {
    const parsed = parseTaints(specs);
    if (parsed.error !== undefined) throw new Error(parsed.error);
    const change = reorganizeTaints(old.map(taint), overwrite, parsed.add, parsed.remove);
    expect(change).toEqual({ taints: expected.map(taint), operation, errors: [] });
  });

  it.each([
    [['nospecialchars^@=banana:NoSchedule'], 'invalid taint spec: nospecialchars^@=banana:NoSchedule, '],
    [['foo=bar:NoExcute'], 'invalid taint effect: NoExcute, unsupported taint effect'],
    [['foo=bar'], 'invalid taint spec: foo=bar'],
    [['foo'], 'invalid taint spec: foo'],
    [['a:NoSchedule:b'], 'invalid taint spec: a:NoSchedule:b'],
    [['a=b=c:NoSchedule'], 'invalid taint spec: a=b=c:NoSchedule'],
    [['a=@:NoSchedule'], 'invalid taint spec: a=@:NoSchedule, '],
    [
      ['foo=bar:NoExecute', 'foo=barz:NoExecute'],
      'duplicated taints with the same key and effect: {foo barz NoExecute <nil>}',
    ],
  ])('refuses %j', (specs, message) => {
    expect(parseTaints(specs).error).toContain(message);
  });

  it('names what is there and what is not', () => {
    const old = [taint('foo=bar:NoSchedule')];
    expect(existingTaints(old, [{ key: 'foo', value: 'bar', effect: 'NoSchedule' }])).toBe('foo');
    expect(existingTaints(old, [{ key: 'foo', value: 'bar', effect: 'NoExecute' }])).toBe('');
    const remove = [
      { key: 'a', value: '', effect: '' },
      { key: 'b', value: '', effect: 'NoSchedule' },
    ];
    expect(reorganizeTaints(old, false, [], remove).errors).toEqual([
      'taint "a" not found',
      'taint "b:NoSchedule" not found',
    ]);
  });
});
