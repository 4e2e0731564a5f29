import { describe, expect, it } from 'vitest';
import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import { planRollout } from './plan-rollout.ts';
import { type RolloutState, rolloutStates } from './rollout-state.ts';
import { allowsSurge, type UpdateLimits, updateLimits } from './update-limits.ts';

type Nodes = Partial<Record<RolloutState, number>>;
const inPlace = (maxUnavailable: number): UpdateLimits => ({ maxSurge: 0, maxUnavailable });
const surging = (maxSurge: number): UpdateLimits => ({ maxSurge, maxUnavailable: 0 });

/** [what, limits, how many nodes are in which state, old pods deleted, new pods created] for a set of five nodes. */
type Case = readonly [string, UpdateLimits, Nodes, number, number];

// Re-expresses the steps of pkg/controller/daemon/update_test.go (TestDaemonSetUpdates...).
const cases: readonly Case[] = [
  ['all old', inPlace(2), { 'old available': 5 }, 2, 0],
  ['two being replaced', inPlace(2), { 'old available': 3, empty: 2 }, 0, 0],
  ['two new not ready', inPlace(2), { 'old available': 3, 'new waiting': 2 }, 0, 0],
  ['two new ready', inPlace(2), { 'old available': 3, 'new available': 2 }, 2, 0],
  ['the last one', inPlace(2), { 'old available': 1, 'new available': 4 }, 1, 0],
  ['done', inPlace(2), { 'new available': 5 }, 0, 0],
  ['old not ready go at once', inPlace(3), { 'old unavailable': 5 }, 5, 0],
  ['some old not ready use up the limit', inPlace(1), { 'old unavailable': 1, 'old available': 4 }, 1, 0],
  ['surplus pods count as unavailable', inPlace(1), { crowded: 1, 'old available': 4 }, 0, 0],
  ['surge: all old', surging(2), { 'old available': 5 }, 0, 2],
  ['surge: waiting', surging(2), { 'both, new waiting': 2, 'old available': 3 }, 0, 0],
  ['surge: ready', surging(2), { 'both, new available': 2, 'old available': 3 }, 2, 2],
  ['surge: the last', surging(2), { 'both, new available': 1, 'new available': 4 }, 1, 0],
  ['surge: old not ready are replaced beyond the limit', surging(3), { 'old unavailable': 5 }, 0, 5],
  ['surge: more than the limit is under way', surging(1), { 'both, new waiting': 2, 'old available': 3 }, 0, 0],
  ['surge: misplaced and not serving', surging(1), { 'old unavailable, misplaced': 1, 'new available': 4 }, 1, 0],
  ['surge: misplaced, needed', surging(1), { 'old available, misplaced': 1, 'new available': 4 }, 0, 0],
  ['surge: misplaced, dispensable', surging(1), { 'old available, misplaced': 1, 'new available': 5 }, 1, 0],
  ['surge: a node that is gone blocks', surging(2), { 'old available, node gone': 1, 'old available': 4 }, 0, 0],
];

describe('planRollout', () => {
  it.each(cases)('%s', (_what, limits, nodes, deleted, created) => {
    const nodesIn = Object.fromEntries(
      rolloutStates.map((state) => [
        state,
        new Set(Array.from({ length: nodes[state] ?? 0 }, (_, i) => `${state} ${i}`)),
      ]),
    ) as Record<RolloutState, Set<string>>;
    const serving = (Object.keys(nodes) as RolloutState[])
      .filter((state) => /^(old|new) available|^both/.test(state))
      .reduce((sum, state) => sum + nodes[state]!, 0);
    const step = planRollout({ limits, desired: 5, serving, nodesIn }, 250);
    expect([step.deleteOldOn.length, step.createOn.length]).toEqual([deleted, created]);
  });
});

describe('updateLimits', () => {
  const set = (rollingUpdate: object, type = 'RollingUpdate') =>
    ({ spec: { updateStrategy: { type, rollingUpdate } } }) as unknown as DaemonSet;
  // Re-expresses TestGetUnavailableNumbers.
  it.each([
    [{ maxUnavailable: 0 }, 0, { maxSurge: 0, maxUnavailable: 0 }],
    [{ maxUnavailable: 1 }, 2, { maxSurge: 0, maxUnavailable: 1 }],
    [{ maxUnavailable: 0 }, 2, { maxSurge: 0, maxUnavailable: 1 }],
    [{ maxUnavailable: 0, maxSurge: 0 }, 2, { maxSurge: 0, maxUnavailable: 1 }],
    [{ maxUnavailable: '50%' }, 2, { maxSurge: 0, maxUnavailable: 1 }],
    [{ maxUnavailable: '50%' }, 3, { maxSurge: 0, maxUnavailable: 2 }],
    [{ maxUnavailable: 0, maxSurge: '50%' }, 2, { maxSurge: 1, maxUnavailable: 0 }],
    [{ maxUnavailable: 0, maxSurge: '100%' }, 2, { maxSurge: 2, maxUnavailable: 0 }],
  ])('%j of %i nodes', (rollingUpdate, desired, limits) => {
    expect(updateLimits(set(rollingUpdate), desired)).toEqual(limits);
  });

  it('lets only rolling updates surge', () => {
    expect(allowsSurge(set({ maxSurge: '1%' }))).toBe(true);
    expect(allowsSurge(set({ maxSurge: 0 }))).toBe(false);
    expect(allowsSurge(set({ maxSurge: 1 }, 'OnDelete'))).toBe(false);
  });
});
