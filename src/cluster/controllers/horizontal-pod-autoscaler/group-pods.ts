import { podCondition } from '../../../api/pod-conditions.ts';
import { parseTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { PodMetric } from './metrics-source.ts';

const CPU_INITIALIZATION_MS = 300_000;
const INITIAL_READINESS_DELAY_MS = 30_000;

export interface GroupedPods {
  /** How many pods' measurements count. */
  readonly ready: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  readonly ignored: readonly string[];
}

/** Models pkg/controller/podautoscaler/replica_calculator.go groupPods. */
export function groupPods(
  pods: readonly Pod[],
  metrics: ReadonlyMap<string, PodMetric>,
  resource: string,
  nowMs: Millis,
): GroupedPods {
  let ready = 0;
  const unready: string[] = [];
  const missing: string[] = [];
  const ignored: string[] = [];
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const metric = metrics.get(name);
    if (deletionTimestamp !== undefined || pod.status.phase === 'Failed') ignored.push(name);
    else if (pod.status.phase === 'Pending') unready.push(name);
    else if (metric === undefined) missing.push(name);
    else if (resource === 'cpu' && isSettingUp(pod, metric, nowMs)) unready.push(name);
    else ready++;
  }
  return { ready, unready, missing, ignored };
}

/** Whether what a pod uses of the processor tells of its start rather than of its work. */
function isSettingUp(pod: Pod, metric: PodMetric, nowMs: Millis): boolean {
  const condition = podCondition(pod, 'Ready');
  const startedMs = parseTime(pod.status.startTime);
  if (condition === undefined || startedMs === undefined) return true;
  const changedMs = parseTime(condition.lastTransitionTime) ?? 0;
  const isUnready = condition.status === 'False';
  if (startedMs + CPU_INITIALIZATION_MS > nowMs) return isUnready || metric.atMs < changedMs + metric.windowMs;
  return isUnready && startedMs + INITIAL_READINESS_DELAY_MS > changedMs;
}
