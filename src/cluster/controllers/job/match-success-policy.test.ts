import { describe, expect, it } from 'vitest';
import type { SuccessPolicyRule } from '../../../api/types/job.ts';
import { matchSuccessPolicy } from './match-success-policy.ts';

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const ranges = (...pairs: readonly (readonly [number, number])[]) => pairs.flatMap(([a, b]) => range(a, b));
const rule = (succeededIndexes?: string, succeededCount?: number): SuccessPolicyRule => ({
  ...(succeededIndexes === undefined ? {} : { succeededIndexes }),
  ...(succeededCount === undefined ? {} : { succeededCount }),
});

/** The cases of pkg/controller/job success_policy_test.go TestMatchSuccessPolicy; all Jobs have 10 completions. */
const cases: readonly (readonly [readonly SuccessPolicyRule[] | undefined, readonly number[], number | undefined])[] = [
  [undefined, [0], undefined],
  [[], [0], undefined],
  [[rule('invalid-form')], [0], undefined],
  [[rule('0-2')], ranges([0, 2], [4, 7]), 0],
  [[rule('3')], ranges([0, 2]), undefined],
  [[rule(undefined, 2)], ranges([0, 2]), 0],
  [[rule(undefined, 4)], ranges([0, 2]), undefined],
  [[rule('9'), rule('4,6')], ranges([0, 2], [4, 7]), 1],
  [[rule('0,1'), rule('5')], ranges([0, 2], [4, 7]), 0],
  [[rule('3-6', 2)], ranges([0, 2], [4, 7]), 0],
  [[rule('3-6', 2)], ranges([0, 2], [6, 7]), undefined],
  [[rule(undefined, 4)], [], undefined],
  [[rule('2-4,6-8')], ranges([1, 5], [6, 9]), 0],
  [[rule('2-4,6-9')], ranges([2, 4], [6, 9]), 0],
  [[rule('2-4,8-12')], ranges([2, 5], [7, 15]), 0],
  [[rule('')], ranges([1, 3]), undefined],
  [[rule('')], [], undefined],
  [[rule('10-12,14-16')], ranges([1, 3], [5, 7]), undefined],
  [[rule('1-3,5-7')], ranges([2, 4], [6, 8]), undefined],
  [[rule('1-3,5-7', 4)], ranges([2, 4], [6, 8]), 0],
  [[rule('2-4,6-9')], ranges([1, 3], [5, 7]), undefined],
  [[rule('2-4,6-9', 4)], ranges([1, 3], [5, 7]), 0],
  [[rule('0-4,6-9')], ranges([1, 3], [7, 8]), undefined],
  [[rule('0-4,6-9', 5)], ranges([1, 3], [7, 8]), 0],
  [[rule('0-6,8-9')], ranges([1, 3], [5, 9]), undefined],
  [[rule('0-6,8-9', 7)], ranges([1, 3], [5, 9]), 0],
  [[rule('0-5,7-9')], ranges([1, 5], [7, 10]), undefined],
  [[rule('0-5,7-9', 8)], ranges([1, 5], [7, 10]), 0],
  [[rule('0-3,6-9')], ranges([1, 10]), undefined],
  [[rule('0-3,6-9', 7)], ranges([1, 10]), 0],
];

describe('a success policy', () => {
  it.each(cases)('%j with %j', (rules, succeeded, expected) => {
    const policy = rules === undefined ? undefined : { rules };
    const message = expected === undefined ? undefined : `Matched rules at index ${expected}`;
    expect(matchSuccessPolicy(policy, 10, new Set(succeeded))).toBe(message);
  });
});
