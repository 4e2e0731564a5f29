import type { Job } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { finishedAt } from './job-backoff.ts';
import { completionIndexOf, parseIndexes } from './job-indexes.ts';
import { isPodFailed, isTracked } from './job-pods.ts';
import { matchPodFailurePolicy } from './match-pod-failure-policy.ts';

const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';

const countIn = (pod: Pod, annotation: string): number => {
  const text = pod.metadata.annotations?.[annotation];
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
};

/** How often pods of this one's index failed before it. Models getIndexAbsoluteFailureCount. */
export const failuresBefore = (pod: Pod): number => countIn(pod, FAILURES) + countIn(pod, IGNORED);

/** The annotations of a pod that takes the place of a failed one. Models addIndexFailureCountAnnotation. */
export function failureAnnotations(job: Job, replaced: Pod | undefined): Readonly<Record<string, string>> {
  if (replaced === undefined) return { [FAILURES]: '0' };
  const counts = matchPodFailurePolicy(job.spec.podFailurePolicy, replaced).counts;
  const ignored = countIn(replaced, IGNORED) + (counts ? 0 : 1);
  return {
    [FAILURES]: String(countIn(replaced, FAILURES) + (counts ? 1 : 0)),
    ...(ignored > 0 ? { [IGNORED]: String(ignored) } : {}),
  };
}

/** Models calculateFailedIndexes. */
export function failedIndexes(job: Job, pods: readonly Pod[]): Set<number> {
  const completions = job.spec.completions ?? 0;
  const failed = parseIndexes(job.status.failedIndexes, completions);
  for (const pod of pods) {
    const index = isTracked(pod) ? completionIndexOf(pod, completions) : undefined;
    if (index !== undefined && isIndexFailed(job, pod)) failed.add(index);
  }
  return failed;
}

function isIndexFailed(job: Job, pod: Pod): boolean {
  if (!isPodFailed(pod, job)) return false;
  const { action, counts } = matchPodFailurePolicy(job.spec.podFailurePolicy, pod);
  if (action === 'FailIndex') return true;
  return counts && countIn(pod, FAILURES) >= (job.spec.backoffLimitPerIndex ?? 0);
}

/**
 * Failed pods that stay until their replacement has taken over their count, by index.
 * Models getPodsWithDelayedDeletionPerIndex.
 */
export function podsToReplace(
  job: Job,
  pods: readonly Pod[],
  settled: (index: number) => boolean,
): ReadonlyMap<number, Pod> {
  const latest = new Map<number, Pod>();
  for (const pod of pods) {
    if (!isTracked(pod) || !isPodFailed(pod, job)) continue;
    const index = completionIndexOf(pod, job.spec.completions ?? 0);
    if (index === undefined || settled(index)) continue;
    const other = latest.get(index);
    const isLater =
      other === undefined || (failuresBefore(other) <= failuresBefore(pod) && finishedAt(pod) >= finishedAt(other));
    if (isLater) latest.set(index, pod);
  }
  return latest;
}
