import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../../api/types/autoscaling.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { AutoscalerMemory } from './autoscaler-memory.ts';
import { downLimit, upLimit, usualUpLimit } from './scaling-limits.ts';

const DOWNSCALE_STABILIZATION_SECONDS = 300;

export interface Wish {
  readonly current: number;
  /** What the metrics ask for. */
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  readonly behavior: HorizontalPodAutoscalerBehavior | undefined;
  readonly nowMs: Millis;
}

interface Said {
  readonly reason: string;
  readonly message: string;
}

export interface NormalizedReplicas {
  readonly replicas: number;
  readonly able: Said;
  readonly limit: Said & { readonly limited: boolean };
}

const READY: Said = { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };
const UP: Said = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};
const DOWN: Said = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};

/**
 * What may be done of what the metrics ask for; takes note of what they asked.
 * Models normalizeDesiredReplicas and normalizeDesiredReplicasWithBehaviors.
 */
export function normalizeReplicas(memory: AutoscalerMemory, wish: Wish): NormalizedReplicas {
  const { behavior, desired, current } = wish;
  const stabilized = stabilize(memory, wish);
  const { replicas, ...said } =
    behavior === undefined
      ? withinUsualLimits({ ...wish, desired: stabilized })
      : withinRates(memory, { ...wish, desired: stabilized }, behavior);
  // Without a behavior only going down is ever put off.
  const why = behavior !== undefined && desired >= current ? UP : DOWN;
  return {
    replicas,
    able: stabilized === desired ? READY : why,
    limit: { ...said, limited: replicas !== stabilized },
  };
}

/** Models stabilizeRecommendation and stabilizeRecommendationWithBehaviors. */
function stabilize(memory: AutoscalerMemory, { current, desired, behavior, nowMs }: Wish): number {
  const upMs = (behavior?.scaleUp?.stabilizationWindowSeconds ?? 0) * 1000;
  const downMs = (behavior?.scaleDown?.stabilizationWindowSeconds ?? DOWNSCALE_STABILIZATION_SECONDS) * 1000;
  const since = (ms: Millis) => memory.recommendations.filter(({ atMs }) => atMs > nowMs - ms);
  const lowest = Math.min(desired, ...since(upMs).map(({ replicas }) => replicas));
  const highest = Math.max(desired, ...since(downMs).map(({ replicas }) => replicas));
  memory.recommendations = [...since(Math.max(upMs, downMs)), { replicas: desired, atMs: nowMs }];
  return behavior === undefined ? highest : Math.min(Math.max(current, lowest), highest);
}

type Within = Said & { readonly replicas: number };

const IN_RANGE: Said = {
  reason: 'DesiredWithinRange',
  message: 'the desired count is within the acceptable range',
};
const TOO_MANY: Said = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FEW: Said = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};
const TOO_FAST_UP: Said = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const TOO_FAST_DOWN: Said = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};

/** Models convertDesiredReplicasWithRules. */
function withinUsualLimits({ current, desired, min, max }: Wish): Within {
  const rate = usualUpLimit(current);
  if (desired < min) return { replicas: min, ...TOO_FEW };
  if (desired > Math.min(max, rate))
    return max > rate ? { replicas: rate, ...TOO_FAST_UP } : { replicas: max, ...TOO_MANY };
  return { replicas: desired, ...IN_RANGE };
}

/** Models convertDesiredReplicasWithBehaviorRate. */
function withinRates(memory: AutoscalerMemory, wish: Wish, behavior: HorizontalPodAutoscalerBehavior): Within {
  const { current, desired, min, max, nowMs } = wish;
  const none: HPAScalingRules = {};
  if (desired > current) {
    const rate = Math.max(current, upLimit(current, memory, behavior.scaleUp ?? none, nowMs));
    if (desired > Math.min(max, rate)) {
      return max > rate ? { replicas: rate, ...TOO_FAST_UP } : { replicas: max, ...TOO_MANY };
    }
  } else if (desired < current) {
    const rate = Math.min(current, downLimit(current, memory, behavior.scaleDown ?? none, nowMs));
    if (desired < Math.max(min, rate)) {
      return min < rate ? { replicas: rate, ...TOO_FAST_DOWN } : { replicas: min, ...TOO_FEW };
    }
  }
  return { replicas: desired, ...IN_RANGE };
}
