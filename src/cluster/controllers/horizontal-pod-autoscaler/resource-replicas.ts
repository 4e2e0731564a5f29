import { milliValue } from '../../../api/quantity.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import { groupPods } from './group-pods.ts';
import type { PodMetric } from './metrics-source.ts';

const TOLERANCE = 0.1;

export interface UsageQuestion {
  readonly currentReplicas: number;
  readonly resource: string;
  /** '' for whole pods. */
  readonly container: string;
  readonly pods: readonly Pod[];
  readonly metrics: ReadonlyMap<string, PodMetric>;
  readonly nowMs: Millis;
}

export interface UsageAnswer {
  readonly replicas: number;
  /** In per cent of what is requested; absent when the target is an amount. */
  readonly utilization?: number;
  /** The average a pod, in thousandths. */
  readonly average: number;
}

export type UsageReplicas = UsageAnswer | { readonly problem: string };

/** How many replicas use that part of what they request. Models ReplicaCalculator GetResourceReplicas. */
export function replicasForUtilization(question: UsageQuestion, target: number): UsageReplicas {
  const { currentReplicas, container, resource } = question;
  const grouped = countedMetrics(question);
  if ('problem' in grouped) return grouped;
  const requests = requestsOf(question.pods, container, resource);
  if ('problem' in requests) return requests;
  const { values, ready, unready, missing } = grouped;
  const first = utilizationRatio(values, requests, target);
  if ('problem' in first) return first;
  const { ratio, utilization, average } = first;
  const answer = (replicas: number): UsageReplicas => ({ replicas, utilization, average });
  const scalesUpWithUnready = unready.length > 0 && ratio > 1;
  if (!scalesUpWithUnready && missing.length === 0) {
    return answer(isTolerable(ratio) ? currentReplicas : Math.ceil(ratio * ready));
  }
  if (ratio < 1) {
    const assumed = Math.max(100, target);
    for (const name of missing) values.set(name, Math.trunc(((requests.get(name) ?? 0) * assumed) / 100));
  } else if (ratio > 1) for (const name of missing) values.set(name, 0);
  if (scalesUpWithUnready) for (const name of unready) values.set(name, 0);
  const second = utilizationRatio(values, requests, target);
  if ('problem' in second) return second;
  return answer(rebalanced(currentReplicas, ratio, second.ratio, values.size));
}

/** How many replicas use that much each. Models ReplicaCalculator GetRawResourceReplicas. */
export function replicasForAverage(question: UsageQuestion, target: number): UsageReplicas {
  const { currentReplicas } = question;
  const grouped = countedMetrics(question);
  if ('problem' in grouped) return grouped;
  const { values, ready, unready, missing } = grouped;
  const average = Math.trunc(sum(values) / values.size);
  const ratio = average / target;
  const scalesUpWithUnready = unready.length > 0 && ratio > 1;
  if (!scalesUpWithUnready && missing.length === 0) {
    return { replicas: isTolerable(ratio) ? currentReplicas : Math.ceil(ratio * ready), average };
  }
  for (const name of missing) values.set(name, ratio < 1 ? target : 0);
  if (scalesUpWithUnready) for (const name of unready) values.set(name, 0);
  const newRatio = Math.trunc(sum(values) / values.size) / target;
  return { replicas: rebalanced(currentReplicas, ratio, newRatio, values.size), average };
}

const isTolerable = (ratio: number): boolean => Math.abs(1 - ratio) <= TOLERANCE;

const sum = (values: ReadonlyMap<string, number>): number => [...values.values()].reduce((a, b) => a + b, 0);

/** With assumptions about some pods nothing may turn round: neither the ratio nor the direction of the change. */
function rebalanced(currentReplicas: number, ratio: number, newRatio: number, pods: number): number {
  if (isTolerable(newRatio) || (ratio < 1 && newRatio > 1) || (ratio > 1 && newRatio < 1)) return currentReplicas;
  const replicas = Math.ceil(newRatio * pods);
  const turns = (newRatio < 1 && replicas > currentReplicas) || (newRatio > 1 && replicas < currentReplicas);
  return turns ? currentReplicas : replicas;
}

interface CountedMetrics {
  readonly values: Map<string, number>;
  readonly ready: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
}

function countedMetrics({
  pods,
  metrics,
  resource,
  nowMs,
}: UsageQuestion): CountedMetrics | { readonly problem: string } {
  if (pods.length === 0) return { problem: 'no pods returned by selector while calculating replica count' };
  const { ready, unready, missing, ignored } = groupPods(pods, metrics, resource, nowMs);
  const values = new Map([...metrics].map(([name, { value }]) => [name, value]));
  for (const name of [...ignored, ...unready]) values.delete(name);
  if (values.size === 0) return { problem: 'did not receive metrics for targeted pods (pods might be unready)' };
  return { values, ready, unready, missing };
}

/** Models calculateRequests. */
function requestsOf(
  pods: readonly Pod[],
  container: string,
  resource: string,
): ReadonlyMap<string, number> | { readonly problem: string } {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
    let total = 0;
    for (const { name, resources } of [...spec.containers, ...sidecars]) {
      if (container !== '' && container !== name) continue;
      const request = resources?.requests?.[resource];
      if (request === undefined) {
        return { problem: `missing request for ${resource} in container ${name} of Pod ${metadata.name}` };
      }
      total += milliValue(request);
    }
    requests.set(metadata.name, total);
  }
  return requests;
}

/** Models metrics GetResourceUtilizationRatio. */
function utilizationRatio(
  values: ReadonlyMap<string, number>,
  requests: ReadonlyMap<string, number>,
  target: number,
): { readonly ratio: number; readonly utilization: number; readonly average: number } | { readonly problem: string } {
  const known = [...values].filter(([name]) => requests.has(name));
  const used = known.reduce((total, [, value]) => total + value, 0);
  const requested = known.reduce((total, [name]) => total + requests.get(name)!, 0);
  if (requested === 0) return { problem: 'no metrics returned matched known pods' };
  const utilization = Math.trunc((used * 100) / requested);
  return { ratio: utilization / target, utilization, average: Math.trunc(used / known.length) };
}
