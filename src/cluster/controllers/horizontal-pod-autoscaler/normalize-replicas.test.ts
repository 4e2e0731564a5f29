import { describe, expect, it } from 'vitest';
import type { HPAScalingRules } from '../../../api/types/autoscaling.ts';
import { type AutoscalerMemory, newMemory } from './autoscaler-memory.ts';
import { normalizeReplicas, type Wish } from './normalize-replicas.ts';
import { downLimit, upLimit } from './scaling-limits.ts';

const NOW = Date.UTC(2026, 0, 5, 9);
const ago = (seconds: number) => NOW - seconds * 1000;
const wish = (current: number, desired: number, min = 1, max = 1000): Wish => ({
  current,
  desired,
  min,
  max,
  behavior: undefined,
  nowMs: NOW,
});

/** The cases of horizontal_test.go TestConvertDesiredReplicasWithRules. */
const bounds: readonly (readonly [Wish, number, string])[] = [
  [wish(1, 1, 1, 5), 1, 'DesiredWithinRange'],
  [wish(5, 2, 5, 7), 5, 'TooFewReplicas'],
  [wish(1, 10, 1, 5), 4, 'ScaleUpLimit'],
  [wish(3, 10, 1, 5), 5, 'TooManyReplicas'],
  [wish(10, 1000, 1, 2000), 20, 'ScaleUpLimit'],
  [wish(1, 0, 0, 10), 0, 'DesiredWithinRange'],
];

describe('the bounds', () => {
  it.each(bounds)('%j', (given, replicas, reason) => {
    expect(normalizeReplicas(newMemory(), given)).toMatchObject({ replicas, limit: { reason } });
  });
});

interface RateCase {
  readonly name: string;
  readonly up?: HPAScalingRules;
  readonly down?: HPAScalingRules;
  readonly current: number;
  readonly ups?: AutoscalerMemory['ups'];
  readonly downs?: AutoscalerMemory['downs'];
  readonly expected: number;
}

const pods = (value: number, periodSeconds = 60) => ({ type: 'Pods', value, periodSeconds });
const percent = (value: number, periodSeconds = 60) => ({ type: 'Percent', value, periodSeconds });
const change = (amount: number, seconds: number) => ({ change: amount, atMs: ago(seconds) });

/** From horizontal_test.go TestScalingWithRules. */
const rates: readonly RateCase[] = [
  { name: 'pods', up: { policies: [pods(4)] }, current: 10, expected: 14 },
  { name: 'per cent, rounded up', up: { policies: [percent(15)] }, current: 9, expected: 11 },
  { name: 'the most', up: { policies: [pods(4), percent(100)], selectPolicy: 'Max' }, current: 10, expected: 20 },
  { name: 'the least', up: { policies: [pods(4), percent(100)], selectPolicy: 'Min' }, current: 10, expected: 14 },
  { name: 'disabled', up: { policies: [pods(4)], selectPolicy: 'Disabled' }, current: 10, expected: 10 },
  { name: 'after changes', up: { policies: [pods(4)] }, current: 9, ups: [change(3, 30), change(9, 90)], expected: 10 },
  {
    name: 'after changes both ways',
    up: { policies: [pods(4)] },
    current: 9,
    ups: [change(3, 30)],
    downs: [change(1, 20)],
    expected: 11,
  },
  { name: 'down by pods', down: { policies: [pods(4)] }, current: 10, expected: 6 },
  { name: 'down by per cent, rounded down', down: { policies: [percent(15)] }, current: 9, expected: 7 },
  { name: 'down the most', down: { policies: [pods(1), percent(50)], selectPolicy: 'Max' }, current: 10, expected: 5 },
  { name: 'down the least', down: { policies: [pods(1), percent(50)], selectPolicy: 'Min' }, current: 10, expected: 9 },
  {
    name: 'down after changes',
    down: { policies: [percent(10)] },
    current: 95,
    downs: [change(5, 30)],
    expected: 90,
  },
];

describe('the rates', () => {
  it.each(rates)('$name', ({ up, down, current, ups = [], downs = [], expected }) => {
    const limit = up === undefined ? downLimit : upLimit;
    expect(limit(current, { ups, downs }, up ?? down!, NOW)).toBe(expected);
  });
});

interface StabilizeCase {
  readonly name: string;
  readonly recommendations: AutoscalerMemory['recommendations'];
  readonly up: number;
  readonly down: number;
  readonly current: number;
  readonly desired: number;
  readonly expected: number;
}

const said = (replicas: number, seconds: number) => ({ replicas, atMs: ago(seconds) });

/** From horizontal_test.go TestNormalizeDesiredReplicasWithBehavior. */
const windows: readonly StabilizeCase[] = [
  { name: 'no history', recommendations: [], up: 0, down: 300, current: 100, desired: 5, expected: 5 },
  {
    name: 'down is held by the highest of its window',
    recommendations: [said(7, 10), said(9, 100), said(30, 400)],
    up: 0,
    down: 300,
    current: 100,
    desired: 5,
    expected: 9,
  },
  {
    name: 'up is held by the lowest of its window',
    recommendations: [said(12, 10), said(15, 100), said(1, 400)],
    up: 300,
    down: 300,
    current: 10,
    desired: 20,
    expected: 12,
  },
  {
    name: 'between the two windows nothing changes',
    recommendations: [said(30, 10), said(5, 20)],
    up: 300,
    down: 300,
    current: 10,
    desired: 20,
    expected: 10,
  },
];

describe('the stabilization windows', () => {
  it.each(windows)('$name', ({ recommendations, up, down, current, desired, expected }) => {
    const memory = { ...newMemory(), recommendations };
    const free = { policies: [percent(1000)], selectPolicy: 'Max' };
    const behavior = {
      scaleUp: { ...free, stabilizationWindowSeconds: up },
      scaleDown: { ...free, stabilizationWindowSeconds: down },
    };
    expect(normalizeReplicas(memory, { ...wish(current, desired), behavior }).replicas).toBe(expected);
    expect(memory.recommendations.at(-1)).toEqual({ replicas: desired, atMs: NOW });
  });
});
