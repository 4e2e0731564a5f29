import { podCondition } from '../../../api/pod-conditions.ts';
import { parseTime } from '../../../api/time.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';

const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;

/** How a Job's pods have failed since one last succeeded. */
export interface BackoffRecord {
  readonly failures: number;
  readonly lastFailureMs: Millis;
}

/** Models pkg/controller/job/backoff_utils.go newBackoffRecord. */
export function nextBackoff(
  record: BackoffRecord | undefined,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
): BackoffRecord {
  const lastSuccess = succeeded.length === 0 ? undefined : Math.max(...succeeded.map(finishedAt));
  let { failures, lastFailureMs } = record ?? { failures: 0, lastFailureMs: 0 };
  if (lastSuccess !== undefined) {
    failures = 0;
    lastFailureMs = 0;
  }
  for (const at of failed.map(finishedAt)) {
    if (lastSuccess !== undefined && at <= lastSuccess) continue;
    failures++;
    lastFailureMs = Math.max(lastFailureMs, at);
  }
  return { failures, lastFailureMs };
}

/** How long no new pod may be made. Models getRemainingTimeForFailuresCount. */
export function remainingBackoff({ failures, lastFailureMs }: BackoffRecord, nowMs: Millis): Millis {
  if (failures === 0) return 0;
  const backoff = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return Math.max(0, lastFailureMs + backoff - nowMs);
}

/** When a pod ended: as its containers say, or its conditions, or its deletion. Models getFinishedTime. */
export function finishedAt({ metadata, status }: Pod): Millis {
  const ends = (status.containerStatuses ?? []).map(({ state }) => parseTime(state?.terminated?.finishedAt));
  if (ends.length > 0 && ends.every((end) => end !== undefined)) return Math.max(...(ends as Millis[]));
  const ready = podCondition({ status }, 'Ready');
  const unready = ready?.status === 'False' ? parseTime(ready.lastTransitionTime) : undefined;
  if (unready !== undefined) return unready;
  const deletion = parseTime(metadata.deletionTimestamp);
  if (deletion !== undefined) return deletion - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  return parseTime(metadata.creationTimestamp) ?? 0;
}
