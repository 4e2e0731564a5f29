import { describe, expect, it } from 'vitest';
import { findUntoleratedTaint, toleratesTaint } from './tolerations.ts';
import type { Taint, Toleration } from './types/affinity.ts';

type Effect = Taint['effect'];
const taint = (key: string, effect: Effect = 'NoSchedule', value?: string): Taint => ({
  key,
  effect,
  ...(value === undefined ? {} : { value }),
});
const exists = (key: string, effect?: Effect): Toleration => ({
  ...(key === '' ? {} : { key }),
  operator: 'Exists',
  ...(effect === undefined ? {} : { effect }),
});
const equals = (value: string, effect: Effect = 'NoSchedule'): Toleration => ({
  key: 'foo',
  operator: 'Equal',
  value,
  effect,
});

/** The cases of api/core/v1 toleration_test.go TestTolerationToleratesTaint, and what an empty effect or operator means. */
const tolerated: readonly (readonly [Toleration, Taint, boolean])[] = [
  [exists('foo', 'NoSchedule'), taint('foo'), true],
  [exists('foo', 'NoSchedule'), taint('foo', 'NoSchedule', 'bar'), true],
  [exists('', 'NoSchedule'), taint('foo', 'NoSchedule', 'bar'), true],
  [equals('bar'), taint('foo', 'NoSchedule', 'bar'), true],
  [equals('value1'), taint('foo', 'NoSchedule', 'value2'), false],
  [equals('bar'), taint('foo', 'NoExecute', 'bar'), false],
  [exists(''), taint('foo', 'NoExecute', 'bar'), true],
  [{ key: 'foo', value: 'bar' }, taint('foo', 'NoSchedule', 'bar'), true],
  [{ key: 'foo', operator: 'In' as 'Equal', value: 'bar' }, taint('foo', 'NoSchedule', 'bar'), false],
];

describe('a toleration', () => {
  it.each(tolerated)('%j of %j: %j', (toleration, one, expected) => {
    expect(toleratesTaint(toleration, one)).toBe(expected);
  });
});

const ALL: readonly Effect[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** The cases of component-helpers scheduling/corev1 helpers_test.go TestFindMatchingUntoleratedTaint; a filter is by effects here. */
const untolerated: readonly (readonly [
  readonly Toleration[],
  readonly Taint[],
  readonly Effect[],
  Taint | undefined,
])[] = [
  [[], [], ALL, undefined],
  [[exists('foo', 'NoSchedule')], [], ALL, undefined],
  [[exists('foo', 'NoSchedule')], [taint('foo')], ALL, undefined],
  [[exists('foo', 'NoSchedule')], [taint('bar')], [], undefined],
  [[exists('foo', 'NoSchedule')], [taint('bar')], ALL, taint('bar')],
  [[exists('foo', 'NoExecute')], [taint('foo', 'NoExecute'), taint('bar')], ['NoExecute'], undefined],
  [[], [taint('a', 'PreferNoSchedule'), taint('b'), taint('c', 'NoExecute')], ['NoSchedule', 'NoExecute'], taint('b')],
];

describe('the first untolerated taint', () => {
  it.each(untolerated)('with %j of %j among %j', (tolerations, taints, effects, expected) => {
    expect(findUntoleratedTaint(taints, tolerations, effects)).toEqual(expected);
  });

  it('of nothing', () => {
    expect(findUntoleratedTaint(undefined, undefined, ALL)).toBeUndefined();
  });
});
