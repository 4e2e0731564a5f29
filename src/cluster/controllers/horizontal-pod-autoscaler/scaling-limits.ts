import type { HPAScalingRules } from '../../../api/types/autoscaling.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ScaleChange } from './autoscaler-memory.ts';

interface Changes {
  readonly ups: readonly ScaleChange[];
  readonly downs: readonly ScaleChange[];
}

/** Models calculateScaleUpLimit, where an autoscaler says nothing about its behavior. */
export const usualUpLimit = (currentReplicas: number): number => Math.max(2 * currentReplicas, 4);

/** Models calculateScaleUpLimitWithScalingRules. */
export function upLimit(currentReplicas: number, changes: Changes, rules: HPAScalingRules, nowMs: Millis): number {
  if (rules.selectPolicy === 'Disabled') return currentReplicas;
  const select = rules.selectPolicy === 'Min' ? Math.min : Math.max;
  let limit: number | undefined;
  for (const { type, value, periodSeconds } of rules.policies ?? []) {
    const start = replicasAtStart(currentReplicas, changes, periodSeconds, nowMs);
    const proposed = type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100));
    limit = limit === undefined ? proposed : select(limit, proposed);
  }
  return limit ?? currentReplicas;
}

/** Models calculateScaleDownLimitWithBehaviors. */
export function downLimit(currentReplicas: number, changes: Changes, rules: HPAScalingRules, nowMs: Millis): number {
  if (rules.selectPolicy === 'Disabled') return currentReplicas;
  const select = rules.selectPolicy === 'Min' ? Math.max : Math.min;
  let limit: number | undefined;
  for (const { type, value, periodSeconds } of rules.policies ?? []) {
    const start = replicasAtStart(currentReplicas, changes, periodSeconds, nowMs);
    const proposed = type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100));
    limit = limit === undefined ? proposed : select(limit, proposed);
  }
  return limit ?? currentReplicas;
}

function replicasAtStart(currentReplicas: number, { ups, downs }: Changes, seconds: number, nowMs: Millis): number {
  const within = (changes: readonly ScaleChange[]) =>
    changes.reduce((sum, { change, atMs }) => (atMs > nowMs - seconds * 1000 ? sum + change : sum), 0);
  return currentReplicas - within(ups) + within(downs);
}

export const longestPeriodMs = (rules: HPAScalingRules | undefined): Millis =>
  Math.max(0, ...(rules?.policies ?? []).map(({ periodSeconds }) => periodSeconds)) * 1000;
